using System.Numerics;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Tests.Json;

namespace CapaCloud.Mechanisms.Tests.Numerics;

/// <summary>Comparisons at equality, exact quotients, logarithms of powers of two, and what a refusal or a text says.</summary>
public sealed class NumberRulesTests
{
    [Fact]
    public void Comparisons_ofEqualNumbers_areThoseOfEqualNumbers()
    {
        ValueLaw.Check<Amount>([Amount.Zero, Amount.One, Amount.MaxValue]);
        ValueLaw.Check<Proportion>([Proportion.Zero, Proportion.Half, Proportion.One]);
        ValueLaw.Check<Ratio>([Ratio.Zero, Ratio.One, Ratio.MaxValue]);
        ValueLaw.Check<SignedAmount>([SignedAmount.Zero, SignedAmount.Loss(Amount.One), SignedAmount.Gain(Amount.MaxValue)]);
    }

    [Fact]
    public void Denomination_saysItsSymbol_andTheSignOfALoss()
    {
        Denomination dollar = new("USDC", 6);
        Assert.Equal("USDC (6 decimals)", dollar.ToString());
        Assert.Equal("(no symbol) (0 decimals)", default(Denomination).ToString());
        Assert.Equal("1.5", dollar.Format(SignedAmount.Gain(Amount.Of(1_500_000)), NumberMarks.Plain));
        Assert.Equal("-1.5", dollar.Format(SignedAmount.Loss(Amount.Of(1_500_000)), NumberMarks.Plain));
        Assert.Contains("position 1", Assert.Throws<ArgumentException>(() => Denominations.Of(dollar, default)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7, 1, 2, 4)]
    [InlineData(6, 1, 2, 3)]
    [InlineData(0, 9, 5, 0)]
    [InlineData(10, 10, 100, 1)]
    public void PreparedDivisor_roundsUp_onlyWhatIsLeftOver(ulong left, ulong right, ulong divisor, ulong quotient) =>
        Assert.Equal((UInt128)quotient, PreparedDivisor.Of(divisor).Up(left, right));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(1_024, 10)]
    public void BinaryLogarithm_ofAPowerOfTwo_isAWholeNumber(ulong value, ulong logarithm)
    {
        foreach (Rounding rounding in Enum.GetValues<Rounding>())
        {
            Assert.Equal(Ratio.Of(logarithm), Logarithm.Binary(Ratio.Of(value), rounding));
            BigInteger one = Proportion.PartsPerOne;
            Assert.Equal(one * logarithm, WideFixedPoint.BinaryLogarithm(one * value, rounding));
        }
    }

    [Fact]
    public void PowerOfTwo_beyondTheLargestRatio_saysSo() => Assert.Contains(
        "exceeds the largest ratio", Assert.Throws<OverflowException>(() => Exponential.PowerOfTwo(Ratio.Of(69), Rounding.Down)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(3, 8)]
    [InlineData(0, 1)]
    [InlineData(60, 1UL << 60)]
    public void PowerOfTwo_ofAWholeNumber_isExact(ulong exponent, ulong power)
    {
        foreach (Rounding rounding in Enum.GetValues<Rounding>())
        {
            Assert.Equal(Ratio.Of(power), Exponential.PowerOfTwo(Ratio.Of(exponent), rounding));
        }
    }
}
