using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>The score by which checkers are drawn: that of their checks, where the policy keeps a record of those, otherwise that of all their conduct.</summary>
internal static class CheckScore
{
    public static Proportion Of(MechanismPolicy policy, in ParticipantState participant, Epoch now) => policy.Verification.Panels?.Record is { } model
        ? model.Read(Record(model, participant, now))
        : policy.Reputation.Model.Read(policy.Reputation.Model.Age(participant.Reputation, now));

    /// <summary>Returns what is remembered of somebody's checks as of an epoch; of who has never checked, what is of a newcomer.</summary>
    public static ReputationRecord Record(IReputationModel model, in ParticipantState participant, Epoch now) =>
        participant.Checking is { } known ? model.Age(known.Reputation, now) : model.Newcomer(now);
}
