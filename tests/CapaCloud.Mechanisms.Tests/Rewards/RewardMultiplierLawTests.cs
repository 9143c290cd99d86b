using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Rewards;

public sealed class RewardMultiplierLawTests
{
    public static TheoryData<IRewardMultiplier> Multipliers =>
    [
        new ConstantMultiplier(Ratio.One),
        new LinearMultiplier(Ratio.Zero, Ratio.FromParts(1_500_000_000_000_000_000)),
        new LinearMultiplier(Ratio.Of(2), Ratio.Zero),
        new LinearMultiplier(Ratio.Zero, Ratio.MaxValue),
        Uptime,
        new PiecewiseLinearMultiplier([new(Proportion.Zero, Ratio.One), new(Proportion.FromParts(1), Ratio.Zero), new(Proportion.One, Ratio.One)]),
    ];

    private static PiecewiseLinearMultiplier Uptime => new(
    [
        new(Proportion.Percent(80), Ratio.Zero),
        new(Proportion.Percent(95), Ratio.FromParts(800_000_000_000_000_000)),
        new(Proportion.Percent(99), Ratio.One),
    ]);

    [Theory]
    [MemberData(nameof(Multipliers))]
    public void Laws_everyMultiplier_hold(IRewardMultiplier multiplier) => Assert.All(RewardMultiplierLaws.For(multiplier), law => law.Check(cases: 1_000));

    [Fact]
    public void Laws_cliff_isCaught()
    {
        Mutant cliff = new(RewardMultiplierPromises.Continuous, score => score >= Proportion.Percent(99) ? Ratio.One : Ratio.Zero);
        Assert.NotNull(RewardMultiplierLaws.For(cliff).Single().FindViolation(cases: 3_000));
    }

    [Fact]
    public void Laws_falling_isCaught()
    {
        Mutant falling = new(RewardMultiplierPromises.Monotone, score => score.Complement.ToRatio());
        Assert.NotNull(RewardMultiplierLaws.For(falling).Single().FindViolation());
    }

    [Theory]
    [InlineData(0UL, "0")]
    [InlineData(800_000_000_000_000_000UL, "0")]
    [InlineData(875_000_000_000_000_000UL, "0.4")]
    [InlineData(950_000_000_000_000_000UL, "0.8")]
    [InlineData(970_000_000_000_000_000UL, "0.9")]
    [InlineData(990_000_000_000_000_000UL, "1")]
    [InlineData(1_000_000_000_000_000_000UL, "1")]
    public void Evaluate_uptimeLadder_isInterpolated(ulong score, string expected) =>
        Assert.Equal(Ratio.Parse(expected), Uptime.Evaluate(Proportion.FromParts(score)));

    [Fact]
    public void Evaluate_linear_roundsDownBothWays()
    {
        Ratio top = Ratio.FromParts(1_500_000_000_000_000_000);
        Assert.Equal(Ratio.FromParts(1), new LinearMultiplier(Ratio.Zero, top).Evaluate(Proportion.FromParts(1)));
        Assert.Equal(Ratio.FromParts(1_499_999_999_999_999_998), new LinearMultiplier(top, Ratio.Zero).Evaluate(Proportion.FromParts(1)));
    }

    [Fact]
    public void Constructor_noPoints_isRefused() => Assert.Throws<ArgumentException>(() => new PiecewiseLinearMultiplier([]));

    [Fact]
    public void Constructor_twoPointsAtOneScore_isACliffAndRefused() =>
        Assert.Throws<ArgumentException>(() => new PiecewiseLinearMultiplier([new(Proportion.Half, Ratio.Zero), new(Proportion.Half, Ratio.One)]));

    [Fact]
    public void Equals_samePoints_isTrue()
    {
        Assert.Equal(Uptime, Uptime);
        Assert.Equal(Uptime.GetHashCode(), Uptime.GetHashCode());
    }

    private sealed class Mutant(RewardMultiplierPromises promises, Func<Proportion, Ratio> evaluate) : IRewardMultiplier
    {
        public RewardMultiplierPromises Promises => promises;

        public Ratio Steepness => Ratio.One;

        public Ratio Evaluate(Proportion score) => evaluate(score);
    }
}
