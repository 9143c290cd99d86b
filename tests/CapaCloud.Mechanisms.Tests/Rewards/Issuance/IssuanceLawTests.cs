using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Rewards.Issuance;

public sealed class IssuanceLawTests
{
    public static TheoryData<IIssuanceCurve> Curves =>
    [
        new TargetStakeCurve(Ratio.FromParts(25_000_000_000_000_000), Ratio.FromParts(100_000_000_000_000_000), Proportion.Half, Proportion.Percent(5)),
        new InverseSquareCurve(Ratio.FromParts(625_000_000_000_000), Ratio.FromParts(2_500_000_000_000_000), Ratio.FromParts(50_000_000_000_000_000)),
        new InverseSquareCurve(Ratio.MaxValue, Ratio.Zero, Ratio.One),
    ];

    [Theory]
    [MemberData(nameof(Curves))]
    public void Laws_everyCurve_hold(IIssuanceCurve curve) => Assert.All(IssuanceLaws.For(curve), law => law.Check(cases: 2_000));

    [Fact]
    public void Laws_amounts_hold() => Assert.All(IssuanceLaws.ForAmounts(IssuanceAmount.Of), law => law.Check(cases: 1_000));

    [Theory]
    [InlineData("never-above-highest")]
    [InlineData("one-peak")]
    public void Laws_mutantCurve_isCaught(string caughtBy) =>
        Assert.NotNull(IssuanceLaws.For(new Mutant(caughtBy)).Single(law => law.Name == caughtBy).FindViolation(cases: 3_000));

    [Fact]
    public void Laws_mutantAmounts_areCaught()
    {
        Func<Amount, Ratio, EpochSpan, EpochSpan, EpochSpan, Amount> each = (supply, rate, _, span, year) =>
            supply.Multiply(rate, Rounding.Down).Multiply(span.Epochs, year.Epochs, Rounding.Down);
        Assert.NotNull(IssuanceLaws.ForAmounts(each).Single(law => law.Name == "pieces-are-the-whole").FindViolation(cases: 3_000));
        Func<Amount, Ratio, EpochSpan, EpochSpan, EpochSpan, Amount> one = (supply, rate, elapsed, span, year) => IssuanceAmount.Of(supply, rate, elapsed, span, year) + Amount.One;
        Assert.NotNull(IssuanceLaws.ForAmounts(one).Single(law => law.Name == "no-time-no-money").FindViolation());
    }

    private sealed record Mutant(string What) : IIssuanceCurve
    {
        public Ratio HighestRate => Ratio.One;

        public Ratio YearlyRate(Proportion staked) => What == "one-peak"
            ? staked < Proportion.Half ? staked.Complement.ToRatio() : staked.ToRatio()
            : staked == Proportion.One ? Ratio.One + Ratio.FromParts(1) : staked.ToRatio();
    }
}
