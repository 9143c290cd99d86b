using System.Collections.Immutable;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Finds what contradicts itself in delegations: shares of no pool, two owners of one share, rewards of nobody.</summary>
internal static class DelegationConsistency
{
    public static void Check(NetworkState state, ImmutableArray<StateInconsistency>.Builder found)
    {
        for (int index = 0; index < state.Participants.Length; index++)
        {
            ref readonly ParticipantState participant = ref state.Participants.ItemRef(index);
            if (participant.Delegated is not { } delegated)
            {
                continue;
            }

            string path = $"$.participants[{index}].delegated";
            if (!IsComplete(delegated))
            {
                found.Add(new StateInconsistency(path, "has no pool, no rewards or no commission; expected all three"));
                continue;
            }

            Check(participant, delegated, state.Epoch, (where, message) => found.Add(new StateInconsistency($"{path}{where}", message)));
        }
    }

    /// <summary>Tells whether what stands behind an operator has all its parts, so that it can be counted.</summary>
    public static bool IsComplete(DelegatedStake? delegated) => delegated is null or { Pool: not null, Rewards: not null, Commission: not null };

    private static void Check(in ParticipantState participant, DelegatedStake delegated, Epoch now, Action<string, string> find)
    {
        ParticipantId operatorId = participant.Participant;
        OperatorPool pool = delegated.Pool;
        Require(pool.OperatorId == operatorId, ".pool", $"belongs to '{pool.OperatorId}'; expected '{operatorId}'");
        Require(pool.Latest <= now && delegated.Rewards.Latest <= now && delegated.Rewards.Open <= now, ".pool", $"or its rewards are of an epoch after the current one, {now}");
        Require(IsRising(delegated.Delegations.AsSpan()), ".delegations", "stand out of order or twice; expected an ascending list");
        Require(IsRising(delegated.Leaving.AsSpan()), ".leaving", "stand out of order or twice; expected an ascending list");
        Require(
            delegated.Delegations.All(item => !item.Delegator.IsNone && item.Delegator != operatorId)
                && delegated.Leaving.All(item => !item.Delegator.IsNone && item.Delegator != operatorId)
                && delegated.Departed.All(item => !item.Delegator.IsNone && item.Delegator != operatorId),
            ".delegations",
            $"belong to nobody, or to '{operatorId}' itself; expected other owners");

        // Each holding of the pool has one owner, and each owner a holding; the same for claims.
        Require(
            delegated.Delegations.Select(static item => item.Share).OrderBy(static share => share.Number)
                .SequenceEqual(pool.Holdings.Select(static item => new PoolShare(item.Number, item.Joined, item.Shares))),
            ".delegations",
            $"are {delegated.Delegations.Length} of a pool with {Prose.Count(pool.Holdings.Count, "holding")}, or differ from them; expected one for each holding, with its shares");
        Require(
            delegated.Leaving.Select(static item => item.Claim).OrderBy(static claim => claim.Number).SequenceEqual(pool.Claims),
            ".leaving",
            $"are {delegated.Leaving.Length} of a pool with {Prose.Count(pool.Claims.Count, "claim")}, or differ from them; expected one for each claim");
        Require(AreRewardsOwned(delegated), ".rewards", "count other stakes or positions than the delegations have; expected those of the delegations that stand and departed");
        Require(IsWaitingInOrder(participant, delegated), ".waiting", "stand out of order, are of a divided epoch, or are withheld without the operator's reward; expected rising epochs, withheld with it");

        void Require(bool holds, string where, string message)
        {
            if (!holds)
            {
                find(where, message);
            }
        }
    }

    private static bool IsRising<T>(ReadOnlySpan<T> items)
        where T : IComparable<T>
    {
        for (int index = 1; index < items.Length; index++)
        {
            if (items[index - 1].CompareTo(items[index]) >= 0)
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreRewardsOwned(DelegatedStake delegated)
    {
        Dictionary<Epoch, UInt128> cohorts = [];
        Dictionary<Epoch, long> references = [];
        foreach (Delegation item in delegated.Delegations)
        {
            if (item.Earning.Until is not null || item.Earning.Stake == UInt128.Zero || item.Earning.Joined != item.Share.Joined)
            {
                return false;
            }

            cohorts[item.Earning.Joined] = unchecked(cohorts.GetValueOrDefault(item.Earning.Joined) + item.Earning.Stake);
            references[item.Earning.PaidThrough] = references.GetValueOrDefault(item.Earning.PaidThrough) + 1;
        }

        foreach (DepartedDelegation item in delegated.Departed)
        {
            if (item.Earning.Until is not { } until)
            {
                return false;
            }

            references[item.Earning.PaidThrough] = references.GetValueOrDefault(item.Earning.PaidThrough) + 1;
            references[until] = references.GetValueOrDefault(until) + 1;
        }

        DelegatorRewards rewards = delegated.Rewards;
        return rewards.Cohorts.Select(static item => KeyValuePair.Create(item.Joined, item.Stake)).SequenceEqual(cohorts.OrderBy(static item => item.Key))
            && rewards.Checkpoints.Select(static item => KeyValuePair.Create(item.Through, item.Positions)).SequenceEqual(references.OrderBy(static item => item.Key));
    }

    private static bool IsWaitingInOrder(in ParticipantState participant, DelegatedStake delegated)
    {
        Epoch? before = null;
        foreach (WaitingShare share in delegated.Waiting)
        {
            WithheldReward withheld = default;
            foreach (WithheldReward reward in participant.Withheld)
            {
                withheld = reward.Epoch == share.Epoch ? reward : withheld;
            }

            if (share.Epoch <= before || share.Epoch < delegated.Rewards.Open || (share.IsWithheld && withheld.Amount < share.Amount))
            {
                return false;
            }

            before = share.Epoch;
        }

        return delegated.Waiting is not [{ IsWithheld: false }, ..];
    }
}
