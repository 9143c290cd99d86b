using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What is remembered of a participant's conduct after an epoch: of its work, and, where the policy keeps that apart, of its checks.</summary>
internal readonly record struct Conducts(ReputationRecord Work, CheckingRecord? Checks)
{
    public static Conducts Of(in ParticipantState assessed) => new(assessed.Reputation, assessed.Checking);
}
