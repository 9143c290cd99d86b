using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Testing;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Tests.Rewards.Issuance;

public sealed class DemandIssuanceTests
{
    private static DemandIssuance Rule { get; } = new(Proportion.Percent(4), Proportion.Percent(5), Proportion.Percent(70), Amount.Of(1_000_000));

    [Theory]
    [InlineData(1_000, 0, 40)]
    [InlineData(1_000, 400, 24)]
    [InlineData(1_000, 2_000, 0)]
    [InlineData(100_000_000, 0, 1_000_000)]
    public void Of_demand_isItsPart(ulong paid, ulong selfDealt, ulong issued) =>
        Assert.Equal(Amount.Of(issued), Rule.Of(Amount.Of(paid), Amount.Of(selfDealt)));

    [Fact]
    public void Laws_issuance_hold() => Assert.All(Laws(Rule.Of), law => law.Check(cases: 2_000));

    /// <summary>A tenth instead of a 25th is issued for a unit of which a 20th is kept: washing pays, and is caught; so is a floor that ignores fees.</summary>
    [Theory]
    [InlineData("wash-never-pays")]
    [InlineData("share-of-fees")]
    [InlineData("follows-demand")]
    public void Laws_mutantIssuance_isCaught(string law)
    {
        Func<Amount, Amount, Amount> mutant = law switch
        {
            "wash-never-pays" => (paid, dealt) => Amount.Min(Rule.Highest, paid.SubtractToZero(dealt).Multiply(Proportion.Percent(10), Rounding.Down)),
            "share-of-fees" => (paid, dealt) => Amount.Max(Amount.Of(100), Rule.Of(paid, dealt)),
            _ => (paid, dealt) => paid > Amount.Of(1_000) ? Amount.Zero : Rule.Of(paid, dealt),
        };
        Assert.NotNull(Laws(mutant).Single(item => item.Name == law).FindViolation(cases: 3_000));
    }

    [Fact]
    public void Rule_inWhichWashingWouldPay_isRefused()
    {
        ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(() => new DemandIssuance(Proportion.Percent(6), Proportion.Percent(5), Proportion.Half, Amount.One));
        Assert.Contains("paying oneself would pay", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new DemandIssuance(Proportion.Zero, Proportion.Half, Proportion.Zero, Amount.One));
    }

    private static IReadOnlyList<Law> Laws(Func<Amount, Amount, Amount> issue)
    {
        Arbitrary<(Amount Paid, Amount Wash)> cases = Arb.From(
            from paid in Gen.OneOf(Generate.ModestAmount, Gen.Choose(0, 100_000).Select(units => Amount.Of((UInt128)units)))
            from wash in Gen.OneOf(Generate.ModestAmount, Gen.Choose(0, 100_000).Select(units => Amount.Of((UInt128)units)))
            select (paid, wash));
        return
        [
            // Whoever gets every issued unit still pays at least what is kept, within the unit that rounding can give.
            Law.Of("wash-never-pays", "more demand paid to oneself costs at least what it issues", cases, item =>
                issue(item.Paid + item.Wash, Amount.Zero).SubtractToZero(issue(item.Paid, Amount.Zero)) <= item.Wash.Multiply(Rule.Kept, Rounding.Up)),
            Law.Of("share-of-fees", "at least the stated share of rewards comes from payments", cases, item =>
            {
                Amount issued = issue(item.Paid, Amount.Zero);
                return issued.Multiply(Rule.FeeShare, Rounding.Down) <= item.Paid.Multiply(Rule.FeeShare.Complement, Rounding.Up);
            }),
            Law.Of("follows-demand", "more verified demand never issues less", cases, item =>
                issue(item.Paid + item.Wash, Amount.Zero) >= issue(item.Paid, Amount.Zero) && issue(item.Paid + item.Wash, item.Wash) == issue(item.Paid, Amount.Zero)),
        ];
    }
}
