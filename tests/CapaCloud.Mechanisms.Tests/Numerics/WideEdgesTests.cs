using System.Numerics;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Tests.Numerics;

/// <summary>The wide numbers where they turn: below zero, at exact powers and roots, at the least and the largest degree.</summary>
public sealed class WideEdgesTests
{
    private static readonly BigInteger One = Proportion.PartsPerOne;

    public static TheoryData<Rounding> Roundings => [.. Enum.GetValues<Rounding>()];

    /// <summary>The quotient of every small pair, below zero as well, is one of its two neighbours: the one that the direction names.</summary>
    [Theory]
    [MemberData(nameof(Roundings))]
    public void Quotient_belowAndAboveZero_takesTheNeighbourThatTheDirectionNames(Rounding rounding)
    {
        for (int numerator = -30; numerator <= 30; numerator++)
        {
            for (int denominator = 1; denominator <= 7; denominator++)
            {
                double exact = (double)numerator / denominator;
                double expected = rounding switch
                {
                    Rounding.Down => Math.Floor(exact),
                    Rounding.Up => Math.Ceiling(exact),
                    Rounding.HalfUp => Math.Floor(exact + 0.5),
                    Rounding.HalfDown => Math.Ceiling(exact - 0.5),
                    _ => Math.Round(exact, MidpointRounding.ToEven),
                };
                Assert.Equal((BigInteger)expected, WideRounding.Quotient(numerator, denominator, rounding));
            }
        }
    }

    /// <summary>A power that a root makes exact is that number in every direction, however large its exponent: more bits would never decide it.</summary>
    [Theory]
    [InlineData(4, 1, 65, 2, 65)]
    [InlineData(4, 1, 129, 2, 129)]
    [InlineData(4, 1, 3, 2, 3)]
    public void Power_ofAnExactRoot_isExact(int upper, int lower, int numerator, int denominator, int halvings)
    {
        BigInteger value = One * upper / lower, exact = One << halvings;
        Assert.All(Enum.GetValues<Rounding>(), rounding => Assert.Equal(exact, WideFixedPoint.Power(value, One * numerator / denominator, rounding)));
    }

    /// <summary>4^-32.5 is 2^-65: below a part, and neither nothing nor a half of one.</summary>
    [Fact]
    public void Power_ofAnExactRootBelowAPart_roundsToItsNeighbours()
    {
        BigInteger exponent = -One * 65 / 2;
        Assert.Equal(BigInteger.Zero, WideFixedPoint.Power(4 * One, exponent, Rounding.Down));
        Assert.Equal(BigInteger.One, WideFixedPoint.Power(4 * One, exponent, Rounding.Up));
        Assert.Equal(BigInteger.Zero, WideFixedPoint.Power(4 * One, exponent, Rounding.HalfUp));
    }

    [Fact]
    public void Root_ofADegreeThatThereIsNot_isRefused()
    {
        Assert.All([int.MinValue, -1, 0, 65_537], order => Assert.Throws<ArgumentOutOfRangeException>("degree", () => WideFixedPoint.Root(One, order, Rounding.Down)));
        Assert.Throws<ArgumentOutOfRangeException>("value", () => WideFixedPoint.Root(-1, 2, Rounding.Down));
        Assert.Equal(7 * One, WideFixedPoint.Root(7 * One, 1, Rounding.Down));
    }

    /// <summary>The largest integer whose power is not above the value, by trying them all.</summary>
    [Fact]
    public void RootFloor_ofSmallNumbers_isFoundByTrying()
    {
        for (int value = 0; value <= 300; value++)
        {
            for (int degree = 1; degree <= 6; degree++)
            {
                Assert.Equal(Enumerable.Range(0, 301).Last(root => BigInteger.Pow(root, degree) <= value), (int)WideRoot.Floor(value, degree));
            }
        }
    }

    /// <summary>Powers of two have a whole logarithm; their neighbours do not.</summary>
    [Theory]
    [InlineData(-59)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64)]
    public void BinaryLogarithm_isWhole_atPowersOfTwoAlone(int exponent)
    {
        BigInteger value = exponent < 0 ? One * (BigInteger.One << 80) >> (80 - exponent) : One << exponent, whole = One * exponent;
        if (exponent >= 0 || (value << -exponent) == One)
        {
            Assert.All(Enum.GetValues<Rounding>(), rounding => Assert.Equal(whole, WideFixedPoint.BinaryLogarithm(value, rounding)));
        }

        Assert.True(WideFixedPoint.BinaryLogarithm(value + 1, Rounding.Up) > WideFixedPoint.BinaryLogarithm(value, Rounding.Down));
        Assert.Throws<ArgumentOutOfRangeException>("value", () => WideFixedPoint.BinaryLogarithm(BigInteger.Zero, Rounding.Down));
        Assert.Throws<ArgumentOutOfRangeException>("value", () => WideFixedPoint.NaturalLogarithm(-One, Rounding.Down));
    }

    [Fact]
    public void Result_ofTheLargestRatio_isNotRefused_andOnePartMoreIs()
    {
        Assert.Equal(Ratio.MaxValue, WideResult.ToRatio(UInt128.MaxValue));
        Assert.Contains("exceeds the largest ratio", Assert.Throws<OverflowException>(() => WideResult.ToRatio((BigInteger)UInt128.MaxValue + 1)).Message, StringComparison.Ordinal);
    }

    /// <summary>A root of any degree and size is the last whose power is not above the value, in a time that its digits explain: it once fell to the root by a part of the degree at a time.</summary>
    [Theory]
    [InlineData(2, 4_000)]
    [InlineData(3, 997)]
    [InlineData(17, 200)]
    [InlineData(200, 61)]
    [InlineData(2_000, 20)]
    public void RootFloor_ofAnyDegree_isTheLastBelow(int degree, int bits)
    {
        Random random = new(degree);
        for (int number = 0; number < 4; number++)
        {
            BigInteger root = (BigInteger.One << (bits - 1)) | new BigInteger(random.NextInt64());
            root &= (BigInteger.One << bits) - 1;
            BigInteger power = BigInteger.Pow(root, degree);
            Assert.Equal(root, WideRoot.Floor(power, degree));
            Assert.Equal(root - 1, WideRoot.Floor(power - 1, degree));
            Assert.Equal(root, WideRoot.Floor(BigInteger.Pow(root + 1, degree) - 1, degree));
        }
    }

    [Fact]
    public void Root_ofAHighDegree_ends() => Assert.Equal(One, WideFixedPoint.Root(One, 4_096, Rounding.Up));

    /// <summary>e^2,839 has 4,096 bits before the point, e^2,840 has more; of powers of two the 4,096th is the last.</summary>
    [Fact]
    public void Exponential_ofMoreBitsThanThereAre_isRefused()
    {
        Assert.Equal(4_096, (int)(WideFixedPoint.Exponential(2_839 * One, Rounding.Down) / One).GetBitLength());
        Assert.Contains("more than 4,096 bits", Assert.Throws<OverflowException>(() => WideFixedPoint.Exponential(2_840 * One, Rounding.Down)).Message, StringComparison.Ordinal);
        Assert.Contains("more than 4,096 bits", Assert.Throws<OverflowException>(() => WideFixedPoint.PowerOfTwo(4_097 * One, Rounding.Down)).Message, StringComparison.Ordinal);
        Assert.Equal(One << 4_096, WideFixedPoint.PowerOfTwo(4_096 * One, Rounding.Up));
    }

    /// <summary>What there is no power and no logarithm of says so.</summary>
    [Fact]
    public void Refusals_sayWhatIsWrong()
    {
        Assert.Contains("not above zero", Assert.Throws<ArgumentOutOfRangeException>("value", () => WideFixedPoint.NaturalLogarithm(0, Rounding.Down)).Message, StringComparison.Ordinal);
        Assert.Contains("to a negative power", Assert.Throws<DivideByZeroException>(() => WideFixedPoint.Power(0, -1, Rounding.Down)).Message, StringComparison.Ordinal);
        Assert.Equal(One, WideFixedPoint.Power(0, 0, Rounding.Down));
        Assert.Equal(BigInteger.Zero, WideFixedPoint.Power(0, 1, Rounding.Up));
    }

    [Fact]
    public void Rounding_thatThereIsNot_isRefusedAlsoWhereNothingIsRounded()
    {
        Assert.Throws<ArgumentOutOfRangeException>("rounding", () => WideFixedPoint.Exponential(0, (Rounding)99));
        Assert.Throws<ArgumentOutOfRangeException>("rounding", () => WideFixedPoint.PowerOfTwo(0, (Rounding)99));
        Assert.Throws<ArgumentOutOfRangeException>("rounding", () => WideFixedPoint.Power(One, One, (Rounding)99));
        Assert.Throws<ArgumentOutOfRangeException>("rounding", () => WideFixedPoint.Root(One, 1, (Rounding)99));
        Assert.Throws<ArgumentOutOfRangeException>("rounding", () => WideFixedPoint.BinaryLogarithm(One, (Rounding)99));
        Assert.Throws<ArgumentOutOfRangeException>("rounding", () => WideFixedPoint.NaturalLogarithm(One, (Rounding)99));
    }

    /// <summary>Eight items are all of them; of nine one more is told.</summary>
    [Fact]
    public void ProseList_showsEightItems()
    {
        Assert.Equal("[1, 2, 3, 4, 5, 6, 7, 8]", Prose.List(Enumerable.Range(1, 8).ToList()));
        Assert.Equal("[1, 2, 3, 4, 5, 6, 7, 8 and 1 more]", Prose.List(Enumerable.Range(1, 9).ToList()));
    }
}
