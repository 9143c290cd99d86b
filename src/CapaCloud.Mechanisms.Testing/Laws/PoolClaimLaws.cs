using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Testing.Generators;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of paying claims on an operator's pool: each once, in any order, and out of nobody else's money.</summary>
/// <remarks>
/// <code>
/// paid = worth of the claim before;   total before - paid = total after
/// |paid in one order - paid in another| &lt;= 1 unit for each claim
/// </code>
/// In base units. Everybody who stood leaves, a fault is charged while they wait, and then they withdraw.
/// </remarks>
internal static class PoolClaimLaws
{
    /// <summary>Returns the laws for the library's own rule.</summary>
    /// <param name="rules">The rules; their liability window must be at least eight epochs.</param>
    /// <returns>The laws.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IReadOnlyList<Law> For(StakingRules rules) => For(rules, (pool, claim, now) => pool.Withdraw(claim, now, rules));

    /// <summary>Returns the laws for a rule of one's own.</summary>
    /// <param name="rules">The rules; their liability window must be at least eight epochs.</param>
    /// <param name="pay">The rule.</param>
    /// <returns>The laws.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IReadOnlyList<Law> For(StakingRules rules, PoolPayment pay)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(pay);
        return
        [
            Law.Of("claim-once", "a claim that was paid is refused, and nothing more leaves the pool", PoolLife.Any, life =>
            {
                Leavers leavers = Leavers.Of(life, rules);
                OperatorPool pool = leavers.Pool;
                foreach (PoolClaim claim in leavers.Claims)
                {
                    pool = pay(pool, claim, leavers.Released).Pool;
                    if (!IsRefused(() => pay(pool, claim, leavers.Released)))
                    {
                        return false;
                    }
                }

                return pool.Claims.IsEmpty;
            }),
            Law.Of("claims-in-any-order", "what a claim is paid does not depend on who withdrew before", PoolLife.Any, life =>
            {
                Leavers leavers = Leavers.Of(life, rules);
                Dictionary<ulong, Amount> forwards = Paid(pay, leavers, leavers.Claims), backwards = Paid(pay, leavers, leavers.Claims.Reverse());
                return forwards.All(paid => Difference(paid.Value, backwards[paid.Key]) <= (UInt128)leavers.Claims.Length);
            }),
            Law.Of("worth-conserved", "a claim is paid what it was worth, and no other claim or share is worth less for it", PoolLife.Any, life =>
            {
                Leavers leavers = Leavers.Of(life, rules);
                OperatorPool pool = leavers.Pool;
                foreach (PoolClaim claim in leavers.Claims)
                {
                    Amount worth = pool.WorthOf(claim);
                    (OperatorPool after, Amount paid) = pay(pool, claim, leavers.Released);
                    bool isConserved = paid == worth && pool.Total - after.Total == paid
                        && after.Claims.All(other => after.WorthOf(other) is var now && now >= pool.WorthOf(other) && Difference(now, pool.WorthOf(other)) <= (UInt128)leavers.Claims.Length)
                        && leavers.Staying.All(share => after.WorthOf(share) == pool.WorthOf(share));
                    if (!isConserved)
                    {
                        return false;
                    }

                    pool = after;
                }

                return true;
            }),
        ];
    }

    private static Dictionary<ulong, Amount> Paid(PoolPayment pay, Leavers leavers, IEnumerable<PoolClaim> claims)
    {
        OperatorPool pool = leavers.Pool;
        Dictionary<ulong, Amount> paid = [];
        foreach (PoolClaim claim in claims)
        {
            (pool, paid[claim.Number]) = pay(pool, claim, leavers.Released);
        }

        return paid;
    }

    private static UInt128 Difference(Amount left, Amount right) => (left > right ? left - right : right - left).Units;

    private static bool IsRefused(Action pay)
    {
        try
        {
            pay();
            return false;
        }
        catch (StakeRefusedException refused)
        {
            return refused.Refusal == StakeRefusal.AlreadySpent;
        }
    }

    private sealed record Leavers(OperatorPool Pool, PoolClaim[] Claims, PoolShare[] Staying, Epoch Released)
    {
        public static Leavers Of(PoolLife life, StakingRules rules)
        {
            PoolStanding standing = life.Play(rules);
            OperatorPool pool = standing.Pool;
            List<PoolClaim> claims = [.. standing.Claims];
            foreach (PoolShare share in standing.Stood.Where(share => share.Shares != UInt128.Zero))
            {
                (pool, _, PoolClaim claim) = pool.Undelegate(share, share.Shares, standing.Now, rules);
                claims.Add(claim);
            }

            pool = pool.Slash(PoolLife.Fault, Proportion.Percent(37), standing.Now, rules).Pool;
            return new Leavers(pool, [.. claims], [.. standing.Later.Where(share => share.Shares != UInt128.Zero)], standing.Now + rules.ReleaseDelay);
        }
    }
}
