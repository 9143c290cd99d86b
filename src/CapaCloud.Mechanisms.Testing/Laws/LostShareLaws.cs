using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The law of what others earn by somebody's misfortune; part of <see cref="MechanismLaws"/>.</summary>
internal static class LostShareLaws
{
    /// <summary>The largest shares round to a whole unit on both sides, and what is divided rounds down once.</summary>
    private static readonly Amount Rounded = Amount.Of(2);

    public static IEnumerable<Law> For(IMechanism mechanism, Arbitrary<NetworkCase> cases) =>
    [
        Law.Of("rivals-gain-nothing", "who did nothing wrong earns no more because others did, unless the policy says that they share it", cases, item => RivalsGainNothing(mechanism, item)),
    ];

    private static bool RivalsGainNothing(IMechanism mechanism, NetworkCase item)
    {
        if (!Promises(mechanism.Policy))
        {
            return true;
        }

        EpochReport spotless = item.Report with
        {
            Participants = [.. item.Report.Participants.Select(row => row with { Missed = [] })],
            Verdicts = item.Report.Verdicts.RemoveAll(verdict => verdict.Outcome != VerdictOutcome.Correct),
            Evidence = [],
        };
        EpochSettlement actual = mechanism.Settle(item.State, item.Report), without = mechanism.Settle(item.State, spotless);
        return item.State.Participants.All(participant => !IsSpotless(item, participant)
            || EarnsNoMore(actual.OutcomeOf(participant.Participant), without.OutcomeOf(participant.Participant)))
            && NobodyGainsByJail(mechanism, item, actual.After);
    }

    /// <summary>The next epoch, in which some are in jail, against the same one with the doors open: who is not in jail earns no more by it.</summary>
    private static bool NobodyGainsByJail(IMechanism mechanism, NetworkCase item, NetworkState next)
    {
        HashSet<ParticipantId> jailed = [.. next.Participants.Where(participant => participant.JailedUntil > next.Epoch).Select(static participant => participant.Participant)];
        if (jailed.Count == 0)
        {
            return true;
        }

        NetworkState open = next with { Participants = [.. next.Participants.Select(static participant => participant with { JailedUntil = Epoch.Zero, Jail = null })] };
        EpochReport report = new() { Epoch = next.Epoch, Beacon = item.Report.Beacon, Payments = item.Report.Payments, Participants = [.. item.Report.Participants.Select(static row => row with { Missed = [] })] };
        EpochSettlement actual = mechanism.Settle(next, report), without = mechanism.Settle(open, report);
        return next.Participants.All(participant => jailed.Contains(participant.Participant)
            || EarnsNoMore(actual.OutcomeOf(participant.Participant), without.OutcomeOf(participant.Participant)));
    }

    private static bool EarnsNoMore(in ParticipantOutcome actual, ParticipantOutcome without) =>
        actual.Reward <= without.Reward + Rounded
        && actual.Pools.All(share => share.Amount <= FurtherPoolLaws.Of(without.Pools, share.Pool) + Rounded);

    private static bool Promises(MechanismPolicy policy) =>
        policy.Reward.LostShare != LostShareUse.Others
        && policy.Reward.Splitter.Promises.HasFlag(RewardSplitterPromises.WithinOneUnitOfQuota)
        && policy.Reward.ReputationMultiplier.Promises.HasFlag(RewardMultiplierPromises.Monotone)
        && policy.Reward.UptimeMultiplier.Promises.HasFlag(RewardMultiplierPromises.Monotone)
        && policy.Reward.Pools.All(static pool => pool.ReputationMultiplier.Promises.HasFlag(RewardMultiplierPromises.Monotone) && pool.UptimeMultiplier.Promises.HasFlag(RewardMultiplierPromises.Monotone))
        && policy.Reputation.Model.Promises.HasFlag(ReputationPromises.Monotone);

    private static bool IsSpotless(NetworkCase item, ParticipantState participant) =>
        participant.Cases.IsEmpty
        && item.Report.Participants.All(row => row.Participant != participant.Participant || row.Missed.IsEmpty)
        && item.Report.Verdicts.All(verdict => verdict.Participant != participant.Participant || verdict.Outcome == VerdictOutcome.Correct)
        && item.Report.Evidence.All(evidence => evidence.Offender != participant.Participant);
}
