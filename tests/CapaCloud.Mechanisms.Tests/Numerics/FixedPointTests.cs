using System.Numerics;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Tests.Numerics;

public sealed class FixedPointTests
{
    private static readonly BigInteger One = Proportion.PartsPerOne;

    private static readonly Rounding[] Roundings = Enum.GetValues<Rounding>();

    /// <summary>
    /// An oracle of another kind: y is 10^18 * 2^-(a/b) rounded down exactly when y^b * 2^a is at most 10^(18 b) and (y + 1)^b * 2^a is
    /// above. Whole powers only, no series.
    /// </summary>
    [Fact]
    public void NegativePowerOfTwo_ofARational_satisfiesItsDefiningInequality()
    {
        for (uint numerator = 0; numerator < 260; numerator += 7)
        {
            foreach (uint denominator in new uint[] { 1, 2, 3, 5, 8, 25, 64 })
            {
                BigInteger down = Decay.Factor(EpochSpan.Of(numerator), EpochSpan.Of(denominator), Rounding.Down).Parts;
                BigInteger top = BigInteger.Pow(One, (int)denominator);
                Assert.True(BigInteger.Pow(down, (int)denominator) << (int)numerator <= top, $"2^-({numerator}/{denominator})");
                Assert.True(BigInteger.Pow(down + 1, (int)denominator) << (int)numerator > top, $"2^-({numerator}/{denominator})");
            }
        }
    }

    [Fact]
    public void Exponentials_onRandomAndBoundaryExponents_equalTheWideForm()
    {
        foreach (Ratio exponent in Exponents(1_500))
        {
            foreach (Rounding rounding in Roundings)
            {
                BigInteger parts = exponent.Parts;
                Assert.Equal(WideFixedPoint.PowerOfTwo(-parts, rounding), Exponential.NegativePowerOfTwo(exponent, rounding).Parts);
                Assert.Equal(WideFixedPoint.Exponential(-parts, rounding), Exponential.NegativeNatural(exponent, rounding).Parts);
            }

            if (exponent < Ratio.Of(47))
            {
                Assert.Equal(WideFixedPoint.PowerOfTwo(exponent.Parts, Rounding.Up), Exponential.PowerOfTwo(exponent, Rounding.Up).Parts);
                Assert.Equal(WideFixedPoint.Exponential(exponent.Parts, Rounding.HalfEven), Exponential.Natural(exponent, Rounding.HalfEven).Parts);
            }
        }
    }

    /// <summary>The kernel is right wherever it claims to know; on ordinary exponents it claims so always.</summary>
    [Fact]
    public void Kernel_whereItDecides_equalsTheWideForm()
    {
        UInt128[] fractions = [1, UInt128.MaxValue, UInt128.One << 127, .. BoundaryNumbers.All.Where(value => value != 0), .. BoundaryNumbers.Random(600, seed: 5).Where(value => value != 0)];
        UInt128[] multipliers = [1, 3, Proportion.PartsPerOne, ulong.MaxValue, (UInt128)ulong.MaxValue + 1, UInt128.One << 90, UInt128.MaxValue];
        int decided = 0;
        foreach (UInt128 fraction in fractions)
        {
            foreach (UInt128 multiplier in multipliers)
            {
                foreach (int exponent in new[] { -130, -64, -63, -1, 0, 1, 3, 40, 63 })
                {
                    BigInteger numerator = ((BigInteger)exponent << 128) - fraction;
                    Rounding rounding = Roundings[(int)(fraction % 5)];
                    if (PowerOfTwoKernel.TryScale(multiplier, exponent, fraction, rounding, out UInt128 result))
                    {
                        decided++;
                        Assert.Equal(WidePowerOfTwo.Scale(multiplier, numerator, BigInteger.One << 128, rounding), result);
                    }

                    if (multiplier <= ulong.MaxValue && exponent is <= 0 and > -64
                        && PowerOfTwoKernel.TryScaleDown((ulong)multiplier, -exponent, fraction, rounding, out ulong word))
                    {
                        decided++;
                        Assert.Equal(WidePowerOfTwo.Scale(multiplier, numerator, BigInteger.One << 128, rounding), word);
                    }
                }
            }
        }

        Assert.InRange(decided, 10_000, int.MaxValue);
        foreach (UInt128 fraction in BoundaryNumbers.Random(300, seed: 8).Select(value => (value << 1) | UInt128.One).Where(value => value >> 100 != 0))
        {
            Assert.True(PowerOfTwoKernel.TryScaleDown(Proportion.PartsPerOne, 0, fraction, Rounding.Down, out _));
        }
    }

    [Fact]
    public void Table_everyEntry_isThePowerRoundedDown()
    {
        foreach ((UInt128[] table, int bits) in new[] { (PowerOfTwoTable.Coarse, 8), (PowerOfTwoTable.Middle, 16), (PowerOfTwoTable.Fine, 24) })
        {
            Assert.Equal(UInt128.MaxValue, table[0]);
            for (int index = 1; index < table.Length; index++)
            {
                BigInteger exact = WidePowerOfTwo.Scale(BigInteger.One << 128, -index, BigInteger.One << bits, Rounding.Down);
                Assert.InRange((UInt128)exact - table[index], UInt128.Zero, UInt128.One);
            }
        }
    }

    [Fact]
    public void Exponentials_inOrder_areMonotone()
    {
        Ratio[] exponents = [.. Exponents(3_000).Where(value => value < Ratio.Of(47)).Order()];
        for (int index = 1; index < exponents.Length; index++)
        {
            foreach (Rounding rounding in Roundings)
            {
                Assert.True(Exponential.NegativePowerOfTwo(exponents[index], rounding) <= Exponential.NegativePowerOfTwo(exponents[index - 1], rounding));
                Assert.True(Exponential.Natural(exponents[index], rounding) >= Exponential.Natural(exponents[index - 1], rounding));
            }
        }
    }

    [Theory]
    [InlineData("0", "1")]
    [InlineData("1", "0.5")]
    [InlineData("18", "0.000003814697265625")]
    [InlineData("60", "0")]
    public void NegativePowerOfTwo_ofAnInteger_isExact(string exponent, string expected) =>
        Assert.Equal(Proportion.Parse(expected), Exponential.NegativePowerOfTwo(Ratio.Parse(exponent), Rounding.Down));

    [Theory]
    [InlineData("2", "1", "2", Rounding.Down, "1.414213562373095048")]
    [InlineData("2", "1", "2", Rounding.Up, "1.414213562373095049")]
    [InlineData("2.25", "3", "2", Rounding.Up, "3.375")]
    [InlineData("4", "1", "2", Rounding.Up, "2")]
    [InlineData("0.001", "1", "3", Rounding.Up, "0.1")]
    [InlineData("10", "18446744073709551616", "18446744073709551616", Rounding.Up, "10")]
    [InlineData("0", "0", "1", Rounding.Down, "1")]
    [InlineData("0", "3", "2", Rounding.Up, "0")]
    [InlineData("1.5", "0", "7", Rounding.Down, "1")]
    [InlineData("0.5", "1000", "1", Rounding.Up, "0.000000000000000001")]
    [InlineData("0.000000000000000001", "2", "1", Rounding.HalfUp, "0")]
    public void Power_isTheExactPowerRoundedOnce(string value, string numerator, string denominator, Rounding rounding, string expected) =>
        Assert.Equal(
            Ratio.Parse(expected),
            Power.Of(Ratio.Parse(value), Amount.Parse(numerator).Units, Amount.Parse(denominator).Units, rounding));

    /// <summary>Down is right exactly when y^b at most x^a and (y + 1)^b above, in whole numbers.</summary>
    [Fact]
    public void Power_ofRationals_satisfiesItsDefiningInequality()
    {
        foreach (UInt128 seed in BoundaryNumbers.Random(60, seed: 21))
        {
            BigInteger x = (seed % (7 * (UInt128)Proportion.PartsPerOne)) + 1;
            foreach ((int a, int b) in new[] { (1, 2), (2, 3), (5, 3), (1, 7), (9, 8) })
            {
                BigInteger y = Power.Of(Ratio.FromParts((UInt128)x), (UInt128)a, (UInt128)b, Rounding.Down).Parts;

                // (y / 10^18)^b <= (x / 10^18)^a, brought to one denominator.
                BigInteger right = BigInteger.Pow(x, a) * BigInteger.Pow(One, Math.Max(b - a, 0));
                BigInteger scale = BigInteger.Pow(One, Math.Max(a - b, 0));
                Assert.True(BigInteger.Pow(y, b) * scale <= right);
                Assert.True(BigInteger.Pow(y + 1, b) * scale > right);
            }
        }
    }

    [Theory]
    [InlineData("2", Rounding.Down, "0.693147180559945309")]
    [InlineData("2", Rounding.Up, "0.69314718055994531")]
    [InlineData("1", Rounding.Up, "0")]
    [InlineData("1.000000000000000001", Rounding.Down, "0")]
    [InlineData("1.000000000000000001", Rounding.Up, "0.000000000000000001")]
    public void Natural_logarithm_isRoundedOnce(string value, Rounding rounding, string expected) =>
        Assert.Equal(Ratio.Parse(expected), Logarithm.Natural(Ratio.Parse(value), rounding));

    [Fact]
    public void Logarithms_invertTheExponentials()
    {
        foreach (Ratio exponent in Exponents(120).Where(value => value < Ratio.Of(40)))
        {
            // e^x rounded down is at most e^x, so its logarithm is at most x; rounded up, at least x.
            Assert.True(Logarithm.Natural(Exponential.Natural(exponent, Rounding.Down), Rounding.Down) <= exponent);
            Assert.True(Logarithm.Natural(Exponential.Natural(exponent, Rounding.Up), Rounding.Up) >= exponent);
            Assert.True(Logarithm.Binary(Exponential.PowerOfTwo(exponent, Rounding.Down), Rounding.Down) <= exponent);
            Proportion part = Exponential.NegativeNatural(exponent, Rounding.Up);
            Assert.True(Logarithm.NegativeNatural(part, Rounding.Down) <= exponent);
            Assert.True(Logarithm.NegativeBinary(Exponential.NegativePowerOfTwo(exponent, Rounding.Up), Rounding.Down) <= exponent);
        }
    }

    [Fact]
    public void SquareRoot_floor_isTheLargestIntegerWhoseSquareFits()
    {
        foreach (UInt128 value in BoundaryNumbers.All.Concat(BoundaryNumbers.Random(3_000, seed: 2)))
        {
            BigInteger root = SquareRoot.Floor(value);
            Assert.True(root * root <= value && (root + 1) * (root + 1) > value, $"{value}");
        }

        Assert.Equal(ulong.MaxValue, SquareRoot.Floor(UInt128.MaxValue));
        Assert.Equal(Ratio.Parse("1.5"), SquareRoot.Of(Ratio.Parse("2.25"), Rounding.Up));
        Assert.Equal(Ratio.Parse("1.414213562373095049"), SquareRoot.Of(Ratio.Parse("2"), Rounding.Up));
    }

    [Fact]
    public void BadInput_isRefusedWithItsOwnException()
    {
        Assert.Throws<OverflowException>(() => Exponential.PowerOfTwo(Ratio.Of(69), Rounding.Down));
        Assert.Throws<OverflowException>(() => Exponential.Natural(Ratio.Of(48), Rounding.Down));
        Assert.Throws<OverflowException>(() => Exponential.Natural(Ratio.MaxValue, Rounding.Down));
        Assert.Throws<OverflowException>(() => Power.Of(Ratio.Of(10), 21, 1, Rounding.Down));
        Assert.Throws<OverflowException>(() => Power.Of(Ratio.Of(10), UInt128.MaxValue, 1, Rounding.Down));
        Assert.Throws<DivideByZeroException>(() => Power.Of(Ratio.One, 1, 0, Rounding.Down));
        Assert.Throws<DivideByZeroException>(() => WideFixedPoint.Power(0, -1, Rounding.Down));
        Assert.Throws<ArgumentOutOfRangeException>(() => Logarithm.Natural(Ratio.Parse("0.5"), Rounding.Down));
        Assert.Throws<ArgumentOutOfRangeException>(() => Logarithm.NegativeNatural(Proportion.Zero, Rounding.Down));
        Assert.Throws<ArgumentOutOfRangeException>(() => WideFixedPoint.NaturalLogarithm(0, Rounding.Down));
        Assert.Throws<ArgumentOutOfRangeException>(() => WideFixedPoint.Root(-1, 2, Rounding.Down));
        Assert.Throws<ArgumentOutOfRangeException>(() => Exponential.NegativePowerOfTwo(Ratio.One, (Rounding)7));
        Assert.Throws<ArgumentOutOfRangeException>(() => Decay.Factor(EpochSpan.One, EpochSpan.One, (Rounding)7));
        Assert.Throws<DivideByZeroException>(() => WideRounding.Quotient(1, 0, Rounding.Down));
    }

    private static IEnumerable<Ratio> Exponents(int count)
    {
        UInt128[] special = [Proportion.PartsPerOne - 1, Proportion.PartsPerOne + 1, 19 * (UInt128)Proportion.PartsPerOne, Proportion.PartsPerOne / 2];
        foreach (UInt128 parts in BoundaryNumbers.All.Concat(special))
        {
            yield return Ratio.FromParts(parts);
        }

        foreach (UInt128 value in BoundaryNumbers.Random(count, seed: 77))
        {
            yield return Ratio.FromParts(value % (64 * (UInt128)Proportion.PartsPerOne));
        }
    }
}
