using System.Text.Json;
using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Tests.Rewards.Issuance;

public sealed class IssuanceTests
{
    private static readonly TargetStakeCurve Target = new(Ratio.Parse("0.025"), Ratio.Parse("0.1"), Proportion.Half, Proportion.Percent(5));

    [Theory]
    [InlineData("0", "0.025")]
    [InlineData("0.25", "0.0625")]
    [InlineData("0.5", "0.1")]
    [InlineData("0.55", "0.0625")]
    [InlineData("0.6", "0.04375")]
    public void Target_polkadotsShape(string staked, string rate) => Assert.Equal(Ratio.Parse(rate), Target.YearlyRate(Proportion.Parse(staked)));

    [Theory]
    [InlineData("0", "0.05")]
    [InlineData("0.1", "0.05")]
    [InlineData("0.25", "0.01")]
    [InlineData("0.5", "0.0025")]
    [InlineData("0.9", "0.001")]
    [InlineData("0.000000000000000001", "0.05")]
    public void InverseSquare_tezosShape(string staked, string rate) =>
        Assert.Equal(Ratio.Parse(rate), new InverseSquareCurve(Ratio.Parse("0.000625"), Ratio.Parse("0.001"), Ratio.Parse("0.05")).YearlyRate(Proportion.Parse(staked)));

    [Theory]
    [InlineData("0.45", "0.01", "0.0115")]
    [InlineData("0.55", "0.01", "0.0085")]
    [InlineData("0.48", "0.01", "0.01")]
    [InlineData("0.52", "0.01", "0.01")]
    [InlineData("0.9", "0.01", "0")]
    [InlineData("0", "0.01", "0.024")]
    public void Deadband_restsWithinAndCorrectsOutside(string staked, string before, string after)
    {
        DeadbandBonus rule = new(Proportion.Half, Proportion.Percent(2), Ratio.Parse("0.005"), Ratio.Parse("0.05"));
        Assert.Equal(Ratio.Parse(after), rule.After(Ratio.Parse(before), Proportion.Parse(staked), EpochSpan.Of(10), Ratio.Parse("0.024")));
        Assert.Equal(Ratio.Parse("0.05"), rule.After(Ratio.MaxValue, Proportion.Zero, EpochSpan.MaxValue, Ratio.One));
        Assert.Equal(Ratio.Zero, rule.After(Ratio.One, Proportion.One, EpochSpan.MaxValue, Ratio.One));
    }

    [Theory]
    [InlineData("0", "0.1", "0.15")]
    [InlineData("0.67", "0.1", "0.1")]
    [InlineData("0.335", "0.1", "0.13")]
    [InlineData("1", "0.1", "0.070447761194029851")]
    [InlineData("1", "0.08", "0.07")]
    public void BondedGoal_cosmosShape(string bonded, string before, string after)
    {
        BondedGoalRate rule = new(Ratio.Parse("0.07"), Ratio.Parse("0.15"), Proportion.Percent(67), Ratio.Parse("0.06"), EpochSpan.Of(365));
        Assert.Equal(Ratio.Parse(after), rule.After(Ratio.Parse(before), Proportion.Parse(bonded), EpochSpan.Of(365)));
        Assert.Equal(Ratio.Parse("0.15"), rule.After(Ratio.MaxValue, Proportion.Zero, EpochSpan.MaxValue));
    }

    [Fact]
    public void Baseline_halves_andAnUnmetBaselineDelays()
    {
        BaselineIssuance rule = new(Units(1_000), Units(2_000), EpochSpan.Of(100));
        Assert.Equal(Amount.Zero, rule.Issued(EpochSpan.Zero, Ratio.Zero));
        Assert.Equal(Units(1_500), rule.Issued(EpochSpan.Of(100), Ratio.Of(100)));
        Assert.Equal(Units(500), rule.Issued(EpochSpan.Of(100), Ratio.Zero));
        Assert.Equal(Units(750 + 1_000), rule.Issued(EpochSpan.Of(200), Ratio.Of(100)));
        Assert.True(rule.Issued(EpochSpan.MaxValue, Ratio.Of(ulong.MaxValue)) <= Units(3_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => rule.Issued(EpochSpan.Of(1), Ratio.Of(2)));
        Assert.Equal(Ratio.Of(4), BaselineIssuance.Advance(Ratio.Of(3), 10, 10));
        Assert.Equal(Ratio.Parse("3.5"), BaselineIssuance.Advance(Ratio.Of(3), 5, 10));
        Assert.Equal(Ratio.Of(4), BaselineIssuance.Advance(Ratio.Of(3), 11, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => BaselineIssuance.Advance(Ratio.Zero, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BaselineIssuance(Units(1), Units(1), EpochSpan.Zero));
    }

    /// <summary>NUM-07: a rate for a year issued day by day sums to what it issues at once.</summary>
    [Fact]
    public void Amount_dayByDay_sumsToTheYear()
    {
        Amount sum = Amount.Zero;
        EpochSpan year = EpochSpan.Of(365);
        for (ulong day = 0; day < 365; day++)
        {
            sum += IssuanceAmount.Of(Units(10_007), Ratio.Parse("0.07"), EpochSpan.Of(day), EpochSpan.One, year);
        }

        Assert.Equal((Units(700), Units(700)), (sum, IssuanceAmount.Of(Units(10_007), Ratio.Parse("0.07"), EpochSpan.Zero, year, year)));
        Assert.Throws<ArgumentOutOfRangeException>(() => IssuanceAmount.Of(Units(1), Ratio.One, EpochSpan.Zero, EpochSpan.Of(366), year));
        Assert.Throws<ArgumentOutOfRangeException>(() => IssuanceAmount.Of(Units(1), Ratio.One, EpochSpan.Of(366), EpochSpan.Zero, year));
        Assert.Throws<ArgumentOutOfRangeException>(() => IssuanceAmount.Of(Units(1), Ratio.One, EpochSpan.Zero, EpochSpan.Zero, EpochSpan.Zero));
    }

    [Fact]
    public void Constructors_badValues_areRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TargetStakeCurve(Ratio.One, Ratio.Zero, Proportion.Half, Proportion.Half));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TargetStakeCurve(Ratio.Zero, Ratio.One, Proportion.Zero, Proportion.Half));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TargetStakeCurve(Ratio.Zero, Ratio.One, Proportion.Half, Proportion.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new InverseSquareCurve(Ratio.One, Ratio.One, Ratio.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BondedGoalRate(Ratio.One, Ratio.Zero, Proportion.Half, Ratio.One, EpochSpan.One));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BondedGoalRate(Ratio.Zero, Ratio.Zero, Proportion.Zero, Ratio.One, EpochSpan.One));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BondedGoalRate(Ratio.Zero, Ratio.Zero, Proportion.Half, Ratio.One, EpochSpan.Zero));
    }

    [Fact]
    public void Curves_neverExceedTheirHighest_andJsonIsEqual()
    {
        InverseSquareCurve square = new(Ratio.Parse("0.000625"), Ratio.Parse("0.001"), Ratio.Parse("0.05"));
        foreach (IIssuanceCurve curve in new IIssuanceCurve[] { Target, square })
        {
            for (uint percent = 0; percent <= 100; percent++)
            {
                Assert.True(curve.YearlyRate(Proportion.Percent(percent)) <= curve.HighestRate);
            }
        }

        Assert.Equal(Target, JsonSerializer.Deserialize<TargetStakeCurve>(JsonSerializer.Serialize(Target)));
        Assert.Equal(square, JsonSerializer.Deserialize<InverseSquareCurve>(JsonSerializer.Serialize(square)));
    }

    private static Amount Units(ulong units) => Amount.Of(units);
}
