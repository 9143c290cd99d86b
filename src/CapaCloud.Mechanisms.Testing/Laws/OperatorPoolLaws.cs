using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Testing.Generators;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of charging a delegation pool: the loss depends on the stake at the fault, and on nothing that happened to it since.</summary>
/// <remarks>
/// <code>|taken - standing * p| &lt;= 2 units for each delegator and step,  and at most a millionth of a delegation is lost to its shares</code>
/// </remarks>
internal static class OperatorPoolLaws
{
    /// <summary>Returns the laws for the library's own rule.</summary>
    /// <param name="rules">The rules; their liability window must be at least eight epochs.</param>
    /// <returns>The laws.</returns>
    public static IReadOnlyList<Law> For(StakingRules rules) => For(rules, (pool, fault, fraction, now) => pool.Slash(fault, fraction, now, rules));

    /// <summary>Returns the laws for a rule of one's own.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="charge">The rule.</param>
    /// <returns>The laws.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IReadOnlyList<Law> For(StakingRules rules, PoolCharge charge)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(charge);
        return
        [
            Law.Of("loss-follows-the-fault", "the loss is the part of what stood at the fault, however it moved since", PoolLife.Any, life =>
            {
                PoolStanding standing = life.Play(rules);
                return Percents.All(percent => charge(standing.Pool, PoolLife.Fault, Proportion.Percent(percent), standing.Now).Taken is var taken
                    && Near(taken, standing.Standing.Multiply(Proportion.Percent(percent), Rounding.Up), life));
            }),
            Law.Of("later-stake-is-safe", "who came after the fault has what it had", PoolLife.Any, life =>
            {
                PoolStanding standing = life.Play(rules);
                OperatorPool after = charge(standing.Pool, PoolLife.Fault, Proportion.One, standing.Now).Pool;
                return standing.Later.All(share => share.Shares == UInt128.Zero || Near(after.WorthOf(share), standing.Pool.WorthOf(share), life));
            }),
            Law.Of("books-balance", "what leaves the pool is what was taken", PoolLife.Any, life =>
            {
                PoolStanding standing = life.Play(rules);
                PoolSlash slash = charge(standing.Pool, PoolLife.Fault, Proportion.Percent(37), standing.Now);
                return standing.Pool.Total - slash.Pool.Total == slash.Taken && slash.Taken <= slash.Due;
            }),
            Law.Of("charged-once", "what is all taken cannot be taken again", PoolLife.Any, life =>
            {
                PoolStanding standing = life.Play(rules);
                PoolSlash first = charge(standing.Pool, PoolLife.Fault, Proportion.One, standing.Now);
                PoolSlash second = charge(first.Pool, PoolLife.Fault, Proportion.One, standing.Now);

                // A reward that came after the fault is no part of what stood, and a second fault of that epoch may take it up to the same amount.
                return second.Taken <= Amount.Of(life.Reward + life.Tolerance);
            }),
            Law.Of("faults-add", "two faults take what they take apart, in either order", PoolLife.Any, life =>
            {
                PoolStanding standing = life.Play(rules);
                Epoch before = Epoch.Of(48);
                Proportion small = Proportion.Percent(7), large = Proportion.Percent(20);
                Amount apart = charge(standing.Pool, before, small, standing.Now).Taken + charge(standing.Pool, PoolLife.Fault, large, standing.Now).Taken;
                return Near(Both(charge, standing, (before, small), (PoolLife.Fault, large)), apart, life) && Near(Both(charge, standing, (PoolLife.Fault, large), (before, small)), apart, life);
            }),
            Law.Of("all-can-leave", "everybody can leave and withdraw, and the last takes what is left", PoolLife.Any, life => AllCanLeave(charge, life, rules)),
            Law.Of("alike-lose-alike", "shares of the same layer are worth the same, whoever holds them", PoolLife.Any, life =>
            {
                PoolStanding standing = life.Play(rules);
                OperatorPool after = charge(standing.Pool, PoolLife.Fault, Proportion.Percent(11), standing.Now).Pool;
                UInt128 shares = standing.Stood.Where(share => share.Shares != UInt128.Zero).Select(share => share.Shares).DefaultIfEmpty().Min();
                Amount[] worth = [.. standing.Stood.Where(share => share.Shares != UInt128.Zero).Select(share => after.WorthOf(share with { Shares = shares }))];
                return worth.Length == 0 || worth.Max().Units - worth.Min().Units <= UInt128.One;
            }),
        ];
    }

    private static uint[] Percents => [0, 5, 50];

    private static Amount Both(PoolCharge charge, PoolStanding standing, (Epoch Fault, Proportion Part) first, (Epoch Fault, Proportion Part) second)
    {
        PoolSlash once = charge(standing.Pool, first.Fault, first.Part, standing.Now);
        return once.Taken + charge(once.Pool, second.Fault, second.Part, standing.Now).Taken;
    }

    private static bool AllCanLeave(PoolCharge charge, PoolLife life, StakingRules rules)
    {
        PoolStanding standing = life.Play(rules);
        OperatorPool pool = charge(standing.Pool, PoolLife.Fault, Proportion.Percent(37), standing.Now).Pool;
        Amount held = pool.Total, paid = Amount.Zero;
        List<PoolClaim> claims = [.. standing.Claims];
        foreach (PoolShare share in standing.Stood.Concat(standing.Later).Where(share => share.Shares != UInt128.Zero))
        {
            (pool, _, PoolClaim claim) = pool.Undelegate(share, share.Shares, standing.Now, rules);
            claims.Add(claim);
        }

        Epoch released = standing.Now + rules.ReleaseDelay;
        foreach (PoolClaim claim in claims)
        {
            (pool, Amount got) = pool.Withdraw(claim, released, rules);
            paid += got;
        }

        return paid == held && pool.Total.IsZero;
    }

    private static bool Near(Amount left, Amount right, PoolLife life) =>
        (left > right ? left - right : right - left).Units <= life.Tolerance + (Amount.Max(left, right).Units / 500_000);
}
