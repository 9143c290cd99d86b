using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Staking;

public sealed class DelegationPoolLawTests
{
    private static readonly DelegationPoolRule Sound = DelegationPoolRule.Sound;

    private static Dictionary<string, DelegationPoolRule> Mutants { get; } = new()
    {
        // A claim is rounded up.
        ["undone-never-gains"] = Sound with { Leave = (pool, shares) => Pay(pool, shares, Amount.Min(pool.Assets, pool.WorthOf(shares) + Amount.One)) },
        ["undone-costs-little"] = Sound with { Leave = (pool, shares) => Pay(pool, shares, pool.WorthOf(shares).Multiply(Proportion.Percent(99), Rounding.Down)) },

        // Shares without virtual ones beside them: the first depositor inflates, the second is rounded away.
        ["inflation-loses"] = new(
            (pool, amount) => pool.Shares == UInt128.Zero
                ? (new DelegationPool(amount, amount.Units), amount.Units)
                : MultiplyDivide.Down(amount.Units, pool.Shares, pool.Assets.Units) is var issued ? (new DelegationPool(pool.Assets + amount, pool.Shares + issued), issued) : default,
            (pool, shares) => Pay(pool, shares, pool.Shares == UInt128.Zero ? Amount.Zero : Amount.Of(MultiplyDivide.Down(shares, pool.Assets.Units, pool.Shares)))),
        ["last-takes-all"] = Sound with { Leave = (pool, shares) => Pay(pool, shares, pool.WorthOf(shares).SubtractToZero(Amount.One)) },
        ["books-balance"] = Sound with { Enter = (pool, amount) => pool.Delegate(amount) is var entered ? (entered.Pool with { Assets = entered.Pool.Assets + Amount.One }, entered.Issued) : default },
        ["slash-is-alike"] = Sound with { Leave = (pool, shares) => Pay(pool, shares, pool.WorthOf(shares) is var worth && worth.Units % 2 == 1 ? worth.Multiply(Proportion.Half, Rounding.Down) : worth) },
    };

    public static TheoryData<string> Laws => [.. Mutants.Keys];

    [Fact]
    public void Pool_keepsEveryLaw() => Assert.All(DelegationPoolLaws.For(Sound), law => law.Check(cases: 1_000));

    [Theory]
    [MemberData(nameof(Laws))]
    public void Law_mutant_isCaught(string name) => Assert.NotNull(DelegationPoolLaws.For(Mutants[name]).Single(law => law.Name == name).FindViolation(cases: 3_000));

    [Fact]
    public void Laws_everyLaw_hasAMutant() => Assert.Equal(Mutants.Keys.Order(), DelegationPoolLaws.For(Sound).Select(law => law.Name).Order());

    private static (DelegationPool Pool, Amount Paid) Pay(DelegationPool pool, UInt128 shares, Amount paid) => (new DelegationPool(pool.Assets - paid, pool.Shares - shares), paid);
}
