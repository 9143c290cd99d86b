using System.Collections.Immutable;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of the pools beside the pool of work; part of <see cref="MechanismLaws"/>.</summary>
internal static class FurtherPoolLaws
{
    public static IEnumerable<Law> For(IMechanism mechanism, Arbitrary<NetworkCase> cases, PolicyTypes? types) => mechanism.Policy.Reward.Pools.IsEmpty
        ? []
        :
        [
            Law.Of("further-pools-are-whole", "what came into a further pool was paid, was lost or lies in it, and everybody's share was posted", cases, item =>
                ArePoolsWhole(mechanism, mechanism.Settle(Filled(item.State, mechanism.Policy), item.Report))),
            Law.Of("unclaimed-pool-stays", "of a further pool that nobody claims every unit is there in the next epoch", cases, item =>
                StaysUnclaimed(mechanism, Filled(item.State, mechanism.Policy), item.Report.Payments)),
            Law.Of("pool-of-work-stays", "everybody's share of the pool of work, its stake and its record are what they are without the further pools", cases, item => TakesNothing(mechanism, item, types)),
        ];

    /// <summary>Returns what pools have together.</summary>
    public static Amount Sum(ImmutableArray<PoolAmount> pools) => pools.Aggregate(Amount.Zero, static (sum, pool) => sum + pool.Amount);

    /// <summary>Returns what one pool has.</summary>
    public static Amount Of(ImmutableArray<PoolAmount> pools, string name) => Sum([.. pools.Where(pool => pool.Pool == name)]);

    /// <summary>Returns the network with a little in each pool, as if earlier epochs had left it.</summary>
    private static NetworkState Filled(NetworkState state, MechanismPolicy policy)
    {
        ImmutableArray<PoolAmount> pools = [.. policy.Reward.Pools.Select(static (pool, index) => new PoolAmount(pool.Name, Amount.Of((UInt128)(17 + index)))).OrderBy(static pool => pool.Pool, StringComparer.Ordinal)];
        Amount before = Sum(state.Pools), after = Sum(pools);
        return state with { Pools = pools, Books = state.Books with { In = state.Books.In - before + after, Held = state.Books.Held - before + after } };
    }

    /// <summary>Counts each pool from the postings, and holds it against both states, the outcomes and the policy.</summary>
    private static bool ArePoolsWhole(IMechanism mechanism, EpochSettlement settled) => mechanism.Policy.Reward.Pools.All(pool =>
    {
        LedgerAccount account = LedgerAccount.FurtherPool(pool.Name);
        Amount came = Posted(settled, posting => posting.To == account), left = Posted(settled, posting => posting.From == account);
        Amount issued = Posted(settled, posting => posting.To == account && posting.Reason == PostingReason.Issuance);
        Amount fee = settled.Report.Payments.Multiply(mechanism.Policy.Reward.TreasuryFee, Rounding.Down).Multiply(pool.FeeShare, Rounding.Down);
        Amount lost = Posted(settled, posting => posting.From == account && posting.To.Owner.IsNone);
        Amount shares = settled.Outcomes.Aggregate(Amount.Zero, (sum, outcome) => sum + Of(outcome.Pools, pool.Name));
        return Of(settled.Before.Pools, pool.Name) + came == Of(settled.After.Pools, pool.Name) + left
            && issued == pool.Issuance
            && Posted(settled, posting => posting.To == account && posting.Reason == PostingReason.Fee) == fee
            && left == lost + shares
            && settled.Outcomes.All(outcome => Posted(settled, posting => posting.From == account && posting.To.Owner == outcome.After.Participant) == Of(outcome.Pools, pool.Name));
    });

    private static bool StaysUnclaimed(IMechanism mechanism, NetworkState state, Amount payments)
    {
        EpochSettlement settled = mechanism.Settle(state, new EpochReport { Epoch = state.Epoch, Beacon = new Beacon(1, state.PolicyHash), Payments = payments });
        return mechanism.Policy.Reward.Pools.Where(static pool => pool.Claim != RewardClaim.Stake).All(pool =>
            Of(settled.After.Pools, pool.Name) == Of(state.Pools, pool.Name) + Posted(settled, posting => posting.To == LedgerAccount.FurtherPool(pool.Name)));
    }

    /// <summary>Settles the same epoch under the policy without its further pools.</summary>
    private static bool TakesNothing(IMechanism mechanism, NetworkCase item, PolicyTypes? types)
    {
        MechanismPolicy policy = PolicyGenerators.WithoutIdleCauses(mechanism.Policy with { Reward = mechanism.Policy.Reward with { Pools = [] } });
        if (policy.ExcusedCauses.Length != mechanism.Policy.ExcusedCauses.Length)
        {
            return true;
        }

        Mechanism alone = Mechanism.FromPolicy(policy, types);
        ImmutableArray<ParticipantOutcome> with = mechanism.Settle(item.State, item.Report).Outcomes;
        ImmutableArray<ParticipantOutcome> without = alone.Settle(item.State with { PolicyHash = alone.PolicyHash }, item.Report).Outcomes;
        return with.Length == without.Length && with.Zip(without, static (one, other) =>
            one.Reward == other.Reward && one.Slashed == other.Slashed && one.After.Reputation == other.After.Reputation && one.After.Stake == other.After.Stake && one.After.JailedUntil == other.After.JailedUntil).All(static holds => holds);
    }

    private static Amount Posted(EpochSettlement settled, Func<Posting, bool> counts) =>
        settled.Postings.Where(counts).Aggregate(Amount.Zero, static (sum, posting) => sum + posting.Amount);
}
