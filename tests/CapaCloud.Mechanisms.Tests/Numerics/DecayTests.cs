using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Tests.Numerics;

public sealed class DecayTests
{
    [Theory]
    [InlineData(0, 100, Rounding.Down, "1")]
    [InlineData(100, 100, Rounding.Down, "0.5")]
    [InlineData(1, 2, Rounding.Down, "0.707106781186547524")]
    [InlineData(1, 2, Rounding.Up, "0.707106781186547525")]
    [InlineData(1, 2, Rounding.HalfEven, "0.707106781186547524")]
    [InlineData(19, 1, Rounding.HalfUp, "0.000001907348632813")]
    [InlineData(19, 1, Rounding.HalfEven, "0.000001907348632812")]
    [InlineData(60, 1, Rounding.Down, "0")]
    [InlineData(60, 1, Rounding.HalfDown, "0.000000000000000001")]
    [InlineData(ulong.MaxValue, 1, Rounding.Up, "0.000000000000000001")]
    [InlineData(ulong.MaxValue, 1, Rounding.HalfUp, "0")]
    [InlineData(1, ulong.MaxValue, Rounding.Down, "0.999999999999999999")]
    [InlineData(1, ulong.MaxValue, Rounding.HalfUp, "1")]
    public void Factor_isTheRoundedPower(ulong elapsed, ulong halfLife, Rounding rounding, string expected) =>
        Assert.Equal(Proportion.Parse(expected), Decay.Factor(EpochSpan.Of(elapsed), EpochSpan.Of(halfLife), rounding));

    [Fact]
    public void Apply_toALargeAmount_isExactToTheLastUnit() =>
        Assert.Equal(
            Amount.Parse("90572366426390667159417287321510318770"),
            Decay.Apply(Amount.Parse("100000000000000000000000000000000000000"), EpochSpan.Of(86_400), EpochSpan.Of(604_800), Rounding.Down));

    [Fact]
    public void Factor_ofAZeroHalfLife_isRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Decay.Factor(EpochSpan.One, EpochSpan.Zero, Rounding.Down));
}
