using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The law of faults of which the dearest in a span of epochs counts; part of <see cref="MechanismLaws"/>, and empty of content where each costs in full.</summary>
internal static class DearestLaws
{
    public static IEnumerable<Law> For(IMechanism mechanism, Arbitrary<NetworkCase> cases) =>
    [
        Law.Of("dearest-of-a-span-counts", "all faults of a span of epochs take what the dearest of them comes to", cases, item => DearestCounts(mechanism, item)),
    ];

    /// <summary>Asked of a network without faults of before, in which whoever is at fault has all of its stake from then.</summary>
    private static bool DearestCounts(IMechanism mechanism, NetworkCase item)
    {
        if (mechanism.Policy.Penalty.DearestInSpan is not { } span || item.State.Participants.Any(participant => !participant.Cases.IsEmpty || participant.Delegated is not null))
        {
            return true;
        }

        EpochSettlement settled = mechanism.Settle(item.State, item.Report);
        foreach ((ParticipantOutcome outcome, ParticipantState before) in settled.Outcomes.Zip(item.State.Participants))
        {
            Amount dearest = outcome.After.Cases.Where(one => one.Status == CaseStatus.Charged)
                .GroupBy(one => one.FaultEpoch.Number / span.Epochs)
                .Select(one => one.GroupBy(fault => fault.Key).Select(fault => fault.Aggregate(Amount.Zero, (sum, part) => sum + part.Due)).Max())
                .Aggregate(Amount.Zero, (sum, cost) => sum + cost);
            if (outcome.Slashed != Amount.Min(dearest, before.Stake.Total))
            {
                return false;
            }
        }

        return true;
    }
}
