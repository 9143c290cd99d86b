using CapaCloud.Mechanisms.Staking;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>What every pot of shares keeps: nobody gains by rounding, by being first, or by making shares dear.</summary>
/// <remarks>No formula. Amounts from one unit to 10^18; a refusal for too few shares is no violation.</remarks>
internal static class DelegationPoolLaws
{
    private static Arbitrary<(ulong First, ulong Gift, ulong Second, int Part)> Drawn { get; } =
        (from first in Units
         from gift in Gen.OneOf(Gen.Constant(0UL), Units)
         from second in Units
         from part in Gen.Choose(0, 100)
         select (first, gift, second, part)).ToArbitrary();

    private static Gen<ulong> Units => Gen.OneOf(
        Gen.Choose(1, 10).Select(units => (ulong)units), Gen.Choose(1, 2_000_000_000).Select(units => (ulong)units), Gen.Choose(1, 1_000_000_000).Select(units => (ulong)units * 1_000_000_000));

    /// <summary>Returns the laws for one rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <returns>The laws.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rule"/> is null.</exception>
    public static IReadOnlyList<Law> For(DelegationPoolRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return
        [
            Law.Of("undone-never-gains", "who enters and leaves at once gets at most what it brought", Drawn, drawn => After(rule, drawn, (pool, _, second) =>
                rule.Leave(pool, second).Paid.Units <= drawn.Second)),
            Law.Of("undone-costs-little", "and at least all but a millionth and a unit", Drawn, drawn => After(rule, drawn, (pool, _, second) =>
                rule.Leave(pool, second).Paid.Units + 1 + (drawn.Second / 999_999) >= drawn.Second)),
            Law.Of("inflation-loses", "who enters an empty pot, gives it away to make shares dear and leaves gets less than it put in", Drawn, drawn => After(rule, drawn, (pool, first, _) =>
                rule.Leave(pool, first).Paid.Units <= (UInt128)drawn.First + drawn.Gift)),
            Law.Of("last-takes-all", "when all have left, nothing is left", Drawn, drawn => After(rule, drawn, (pool, first, second) =>
                rule.Leave(rule.Leave(pool, first).Pool, second).Pool is { Assets.IsZero: true } empty && empty.Shares == UInt128.Zero)),
            Law.Of("books-balance", "what is in the pot is what came in less what was paid", Drawn, drawn => After(rule, drawn, (pool, first, _) =>
                pool.Assets.Units == (UInt128)drawn.First + drawn.Gift + drawn.Second && rule.Leave(pool, first) is var left && left.Pool.Assets + left.Paid == pool.Assets)),
            Law.Of("slash-is-alike", "a slash takes the same part from everybody, within a unit", Drawn, drawn => After(rule, drawn, (pool, first, second) =>
                SlashIsAlike(rule, pool, first, second, Proportion.Percent((uint)drawn.Part)))),
        ];
    }

    private static bool After(DelegationPoolRule rule, (ulong First, ulong Gift, ulong Second, int Part) drawn, Func<DelegationPool, UInt128, UInt128, bool> holds)
    {
        try
        {
            (DelegationPool pool, UInt128 first) = rule.Enter(default, Amount.Of(drawn.First));
            (pool, _) = pool.Reward(Amount.Of(drawn.Gift));
            (pool, UInt128 second) = rule.Enter(pool, Amount.Of(drawn.Second));
            return holds(pool, first, second);
        }
        catch (StakeRefusedException refused) when (refused.Refusal == StakeRefusal.TooSmallForAShare)
        {
            return true;
        }
    }

    private static bool SlashIsAlike(DelegationPoolRule rule, DelegationPool pool, UInt128 first, UInt128 second, Proportion part)
    {
        UInt128 shares = UInt128.Min(first, second);
        DelegationPool slashed = pool.Slash(part).Pool;
        Amount before = rule.Leave(pool, shares).Paid, after = rule.Leave(slashed, shares).Paid, kept = before.Multiply(part.Complement, Rounding.Down);

        // A unit of the slash that rounds up and one of each payment that rounds down.
        return (after > kept ? after - kept : kept - after).Units <= 3;
    }
}
