using System.Numerics;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Presets.Networks.Cosmos;
using CapaCloud.Mechanisms.Presets.Networks.Evm;
using CapaCloud.Mechanisms.Presets.Networks.Filecoin;
using CapaCloud.Mechanisms.Presets.Networks.Polkadot;
using CapaCloud.Mechanisms.Presets.Networks.ZeroEx;

namespace CapaCloud.Mechanisms.Presets.Tests.Networks;

/// <summary>What the vector files do not show: refusals, ends of the range, and how far the networks are from the exact value.</summary>
public sealed class NetworkNumberTests
{
    [Theory]
    [InlineData("-1.545", "-1.545000000000000000")]
    [InlineData("0", "0.000000000000000000")]
    [InlineData("12.5", "12.500000000000000000")]
    public void CosmosDecimal_text_roundTrips(string text, string printed)
    {
        Assert.Equal(printed, CosmosDecimal.Parse(text).ToString());
        Assert.Equal(CosmosDecimal.Parse(text), CosmosDecimal.Parse(printed));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.")]
    [InlineData("--1")]
    [InlineData("1.2.3")]
    [InlineData("0.0000000000000000001")]
    [InlineData("1e5")]
    public void CosmosDecimal_otherText_isRefused(string text) => Assert.Throws<FormatException>(() => CosmosDecimal.Parse(text));

    [Fact]
    public void CosmosDecimal_ofNegatives_roundsOnTheSize()
    {
        CosmosDecimal third = CosmosDecimal.FromInteger(-1).DivideTruncate(CosmosDecimal.FromInteger(3));
        Assert.Equal("-0.333333333333333333", third.ToString());
        Assert.Equal("-0.333333333333333333", CosmosDecimal.FromInteger(-1).DivideRoundUp(CosmosDecimal.FromInteger(3)).ToString());
        Assert.Equal("-2.000000000000000000", CosmosDecimal.Parse("-1.5").RoundToInteger().ToString());
        Assert.Throws<DivideByZeroException>(() => CosmosDecimal.One.Divide(CosmosDecimal.FromInteger(0)));
    }

    [Fact]
    public void PerThing_outOfRange_saturatesOrIsRefused()
    {
        Assert.Equal(100UL, PerThing.FromParts(100, 101).Parts);
        Assert.Equal(100UL, PerThing.FromRational(100, 1, 0).Parts);
        Assert.Throws<ArgumentOutOfRangeException>(() => PerThing.FromRational(100, 2, 1, Rounding.Up));
        Assert.Throws<DivideByZeroException>(() => PerThing.FromRational(100, 1, 0, Rounding.Up));
        Assert.Throws<DivideByZeroException>(() => PerThing.FromParts(100, 0).ReciprocalOf(1, 10, Rounding.Down));
        Assert.Equal((UInt128)255, PerThing.FromParts(100, 1).ReciprocalOf(UInt128.MaxValue, 255, Rounding.Down));
    }

    [Fact]
    public void FullMath_outOfRange_isRefused()
    {
        BigInteger largest = (BigInteger.One << 256) - 1;
        Assert.Equal(largest, FullMath.MultiplyDivide(largest, largest, largest, Rounding.Up));
        Assert.Throws<OverflowException>(() => FullMath.MultiplyDivide(largest, largest, largest - 1, Rounding.Down));
        Assert.Throws<DivideByZeroException>(() => FullMath.MultiplyDivide(1, 1, 0, Rounding.Down));
        Assert.Throws<ArgumentOutOfRangeException>(() => FullMath.MultiplyDivide(-1, 1, 1, Rounding.Down));
        Assert.Throws<ArgumentOutOfRangeException>(() => FullMath.MultiplyDivide(1, largest + 1, 1, Rounding.Down));
    }

    /// <summary>Both networks' exponentials stay within a part in 10^15 of the core's exact one where they are used.</summary>
    [Fact]
    public void Exponentials_ofTheNetworks_areNearTheExactOne()
    {
        for (ulong tenths = 0; tenths <= 40; tenths++)
        {
            BigInteger exact = Exponential.NegativeNatural(Ratio.FromQuotient(tenths, 10, Rounding.Down), Rounding.Down).Parts;
            BigInteger filecoin = (RationalExponential.Negative(((BigInteger)tenths << 128) / 10) * Proportion.PartsPerOne) >> 128;
            BigInteger zeroEx = (LibFixedMath.Exponential(-((BigInteger)tenths << 127) / 10) * Proportion.PartsPerOne) >> 127;
            Assert.InRange(filecoin, exact - 1_000, exact + 1_000);
            Assert.InRange(zeroEx, exact - 1_000, exact + 1_000);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => RationalExponential.Negative(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LibFixedMath.Exponential(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LibFixedMath.Logarithm(0));
        Assert.Equal(BigInteger.Zero, LibFixedMath.Exponential(-(BigInteger.One << 140)));
    }
}
