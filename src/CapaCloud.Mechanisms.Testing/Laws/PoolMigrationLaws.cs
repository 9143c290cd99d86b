using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of delegations while windows change: a pool stands beside the network's state, and no delegated stake escapes a fault of its time.</summary>
/// <remarks>No formula. The histories of <see cref="MigrationLaws"/>: three delegators join one operator, leave, and try to withdraw in every epoch.</remarks>
public static class PoolMigrationLaws
{
    private const int Epochs = 80;

    private static readonly ParticipantId Operator = ParticipantId.Of("operator");

    /// <summary>Returns the laws that the rules of a pool's moves must keep.</summary>
    /// <param name="rules">The rules with which a pool is moved; <see cref="Mechanism.StakingRulesOf"/> when left out.</param>
    /// <returns>The laws.</returns>
    public static IReadOnlyList<Law> For(Func<Mechanism, NetworkState, StakingRules>? rules = null)
    {
        Func<Mechanism, NetworkState, StakingRules> act = rules ?? (static (mechanism, state) => mechanism.StakingRulesOf(state));
        return
        [
            Law.Of("delegation-liable", "a fault that is brought in its window finds everything that stood then", WindowHistory.Drawn, history => Play(history, act).IsFound),
            Law.Of("delegation-released", "a claim is paid when it was promised, or when the last fault of its time can no longer be charged", WindowHistory.Drawn, history => Play(history, act).IsReleased),
        ];
    }

    private static (bool IsFound, bool IsReleased) Play(WindowHistory history, Func<Mechanism, NetworkState, StakingRules> rules)
    {
        Mechanism[] mechanisms = [.. history.Windows.Select(static windows => windows.Compose())];
        NetworkState state = mechanisms[0].Open(Epoch.Zero, [KeyValuePair.Create(Operator, WindowSet.Deposit)]).State;
        OperatorPool pool = OperatorPool.Open(Operator);
        PoolShare[] shares = new PoolShare[WindowHistory.People];
        PoolClaim?[] claims = new PoolClaim?[WindowHistory.People];
        int policy = 0;
        (bool isFound, bool isReleased) = (true, true);
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            while (policy < history.Changes.Length && history.Changes[policy] == epoch)
            {
                state = mechanisms[policy + 1].Migrate(state, mechanisms[policy].Policy).State;
                policy++;
            }

            Epoch now = Epoch.Of((ulong)epoch);
            StakingRules inForce = rules(mechanisms[policy], state);
            for (int person = 0; person < WindowHistory.People; person++)
            {
                int leaves = Leaves(history, person);
                if (epoch == person)
                {
                    (pool, shares[person]) = pool.Delegate(WindowSet.Deposit, now, inForce);
                }
                else if (epoch == leaves)
                {
                    (pool, _, PoolClaim claim) = pool.Undelegate(shares[person], shares[person].Shares, now, inForce);
                    claims[person] = claim;
                }
                else if (claims[person] is { } claim)
                {
                    claims[person] = Paid(ref pool, claim, now, inForce) ? null : claim;
                    isReleased &= claims[person] is null || epoch < LatestRelease(history, leaves);
                }

                int fault = history.Faults[person];
                if (history.IsCharged(person) && epoch == fault + history.Delays[person])
                {
                    // Nothing is taken, so that the next one finds all of it too.
                    Amount stood = pool.Slash(Epoch.Of((ulong)fault), Proportion.Zero, now, inForce).Standing;
                    int standing = Enumerable.Range(0, WindowHistory.People).Count(other => other <= fault && other <= epoch && fault <= Leaves(history, other));
                    Amount due = WindowSet.Deposit.Multiply((UInt128)(uint)standing, 1, Rounding.Down);
                    isFound &= stood == due || IsNotYetMoved(history, person, epoch, fault, stood, due);
                }
            }

            state = mechanisms[policy].Settle(state, new EpochReport { Epoch = state.Epoch }).After;
        }

        return (isFound, isReleased && claims.All(static claim => claim is null));
    }

    /// <summary>Who joins or leaves later in the same epoch has not done so yet.</summary>
    private static bool IsNotYetMoved(WindowHistory history, int person, int epoch, int fault, Amount stood, Amount due) =>
        fault == epoch && Enumerable.Range(person + 1, WindowHistory.People - person - 1).Any(other => other == epoch || Leaves(history, other) == epoch) && stood <= due;

    private static int Leaves(WindowHistory history, int person) => Math.Max(history.Faults[person] + history.Leaves[person], person + 1);

    private static bool Paid(ref OperatorPool pool, PoolClaim claim, Epoch now, StakingRules rules)
    {
        try
        {
            pool = pool.Withdraw(claim, now, rules).Pool;
            return true;
        }
        catch (StakeRefusedException refusal) when (refusal.Refusal == StakeRefusal.NotReleased)
        {
            return false;
        }
    }

    private static int LatestRelease(WindowHistory history, int leaves) => Math.Max(
        leaves + (int)history.OfAct(leaves).Release, Enumerable.Range(0, leaves + 1).Max(fault => fault + history.OfFault(fault).Liability));
}
