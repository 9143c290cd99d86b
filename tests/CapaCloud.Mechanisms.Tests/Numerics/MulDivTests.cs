using System.Numerics;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Tests.Numerics;

public sealed class MulDivTests
{
    private static readonly Rounding[] Roundings = Enum.GetValues<Rounding>();

    /// <summary>The hardware's way, the portable way and the prepared way against BigInteger over the cross product of boundaries.</summary>
    [Fact]
    public void Divide_onBoundaries_isExactOnEveryPath()
    {
        foreach (UInt128 divisor in BoundaryNumbers.All.Where(value => value != UInt128.Zero))
        {
            PreparedDivisor prepared = PreparedDivisor.Of(divisor);
            Assert.Equal(divisor, prepared.Divisor);
            foreach (UInt128 left in BoundaryNumbers.All)
            {
                foreach (UInt128 right in BoundaryNumbers.All)
                {
                    AssertEveryPath(left, right, divisor, prepared);
                }
            }
        }
    }

    [Fact]
    public void Divide_onRandomWidths_isExactOnEveryPath()
    {
        UInt128[] numbers = [.. BoundaryNumbers.Random(60_000, seed: 11)];
        for (int index = 0; index + 2 < numbers.Length; index++)
        {
            UInt128 divisor = numbers[index + 2];
            if (divisor != UInt128.Zero)
            {
                AssertEveryPath(numbers[index], numbers[index + 1], divisor, PreparedDivisor.Of(divisor));
            }
        }
    }

    [Fact]
    public void Round_onBoundaries_isExactForEveryRounding()
    {
        UInt128[] numbers = [.. BoundaryNumbers.All, .. BoundaryNumbers.Random(40, seed: 3)];
        foreach (UInt128 divisor in numbers.Where(value => value != UInt128.Zero))
        {
            PreparedDivisor prepared = PreparedDivisor.Of(divisor);
            foreach (UInt128 left in numbers.Where((_, index) => index % 3 == 0))
            {
                foreach (UInt128 right in new UInt128[] { 1, 3, divisor >> 1, left })
                {
                    foreach (Rounding rounding in Roundings)
                    {
                        BigInteger expected = Oracle.Divide((BigInteger)left * right, divisor, rounding);
                        if (expected <= UInt128.MaxValue)
                        {
                            Assert.Equal((UInt128)expected, MultiplyDivide.Round(left, right, divisor, rounding));
                            Assert.Equal((UInt128)expected, prepared.Round(left, right, rounding));
                        }
                        else
                        {
                            Assert.Throws<OverflowException>(() => MultiplyDivide.Round(left, right, divisor, rounding));
                            Assert.Throws<OverflowException>(() => prepared.Round(left, right, rounding));
                        }
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(7, 2, Rounding.Down, 3)]
    [InlineData(7, 2, Rounding.Up, 4)]
    [InlineData(7, 2, Rounding.HalfUp, 4)]
    [InlineData(7, 2, Rounding.HalfDown, 3)]
    [InlineData(7, 2, Rounding.HalfEven, 4)]
    [InlineData(5, 2, Rounding.HalfUp, 3)]
    [InlineData(5, 2, Rounding.HalfDown, 2)]
    [InlineData(5, 2, Rounding.HalfEven, 2)]
    public void Round_ofADocumentedExample_isAsDocumented(ulong left, ulong divisor, Rounding rounding, ulong expected) =>
        Assert.Equal((UInt128)expected, MultiplyDivide.Round(left, 1, divisor, rounding));

    [Fact]
    public void Divide_byZero_isRefused()
    {
        Assert.Throws<DivideByZeroException>(() => MultiplyDivide.Down(1, 1, 0));
        Assert.Throws<DivideByZeroException>(() => MultiplyDivide.Up(0, 0, 0));
        Assert.Throws<DivideByZeroException>(() => MultiplyDivide.TryDivide(1, 1, 0, out _, out _));
        Assert.Throws<DivideByZeroException>(() => MultiplyDivide.Round(1, 1, 0, Rounding.HalfEven));
        Assert.Throws<DivideByZeroException>(() => PreparedDivisor.Of(0));
        Assert.Throws<DivideByZeroException>(() => default(PreparedDivisor).Down(1, 1));
    }

    [Fact]
    public void Up_whenRoundingLeavesTheRange_isRefused()
    {
        // (2^43 - 1) * (2^86 + 2^43 + 1) / 2 = (2^129 - 1) / 2 = 2^128 - 1/2: below the range's end, but not when rounded up.
        UInt128 left = (UInt128.One << 43) - 1, right = (UInt128.One << 86) + (UInt128.One << 43) + 1;
        Assert.Equal(UInt128.MaxValue, MultiplyDivide.Down(left, right, 2));
        Assert.Throws<OverflowException>(() => MultiplyDivide.Up(left, right, 2));
        Assert.Throws<OverflowException>(() => PreparedDivisor.Of(2).Up(left, right));
        Assert.Throws<OverflowException>(() => MultiplyDivide.Round(left, right, 2, Rounding.HalfUp));
        Assert.Equal(UInt128.MaxValue, MultiplyDivide.Round(left, right, 2, Rounding.HalfDown));
        Assert.Throws<OverflowException>(() => MultiplyDivide.Down(UInt128.MaxValue, UInt128.MaxValue, UInt128.MaxValue - 1));
    }

    [Fact]
    public void Round_withAnUndefinedRounding_isRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MultiplyDivide.Round(1, 1, 1, (Rounding)5));
        Assert.Throws<ArgumentOutOfRangeException>(() => MultiplyDivide.Round(1, 1, 2, (Rounding)5));
        Assert.Throws<ArgumentOutOfRangeException>(() => PreparedDivisor.Of(2).Round(1, 1, (Rounding)99));
    }

    [Fact]
    public void PreparedDivisor_equality_isThatOfTheDivisor()
    {
        Assert.Equal(PreparedDivisor.Of(10), PreparedDivisor.Of(10));
        Assert.True(PreparedDivisor.Of(1) != PreparedDivisor.Of(UInt128.One << 64));
        Assert.Equal("10", PreparedDivisor.Of(10).ToString());
        Assert.Equal(UInt128.Zero, default(PreparedDivisor).Divisor);
    }

    [Fact]
    public void MultiplyUpper_portable_equalsTheInstruction()
    {
        ulong[] words = [.. BoundaryNumbers.All.SelectMany(value => new[] { (ulong)(value >> 64), (ulong)(value & ulong.MaxValue) }).Distinct()];
        foreach (ulong left in words)
        {
            foreach (ulong right in words)
            {
                ulong expected = (ulong)(((BigInteger)left * right) >> 64);
                Assert.Equal(expected, Words.MultiplyUpperPortable(left, right));
                Assert.Equal(expected, Words.MultiplyUpper(left, right));
            }
        }
    }

    /// <summary>Dividends made from a quotient and a rest, so that digits of 2^64 - 1 and estimates one and two too large all occur.</summary>
    [Fact]
    public void TryDivide_onQuotientsOfExtremeDigits_isExactOnEveryPath()
    {
        ulong[] digits = [0, 1, 1UL << 63, ulong.MaxValue - 1, ulong.MaxValue];
        ulong[] words = [1, 2, (1UL << 63) - 1, 1UL << 63, (1UL << 63) + 1, ulong.MaxValue - 1, ulong.MaxValue];
        int largest = 0;
        foreach ((ulong upper, ulong lower) in words.SelectMany(upper => words.Append(0UL), (upper, lower) => (upper, lower)))
        {
            UInt128 divisor = new(upper, lower);
            foreach ((ulong high, ulong low) in digits.SelectMany(_ => digits, (high, low) => (high, low)))
            {
                UInt128 quotient = new(high, low);
                foreach (UInt128 rest in new[] { UInt128.Zero, UInt128.One, divisor >> 1, divisor - lower, divisor - 1 })
                {
                    BigInteger value = ((BigInteger)quotient * divisor) + (rest < divisor ? rest : UInt128.Zero);
                    BigInteger exact = BigInteger.DivRem(value, divisor, out BigInteger remainder);
                    UInt256 words256 = new(Word(value, 3), Word(value, 2), Word(value, 1), Word(value, 0));
                    largest += low == ulong.MaxValue && Word(value - ((BigInteger)high * divisor << 64), 2) == upper ? 1 : 0;
                    AssertSame(true, exact, remainder, WideDivision.TryDivideByReciprocal(words256, divisor, out UInt128 done, out UInt128 left), done, left);
                    if (System.Runtime.Intrinsics.X86.X86Base.X64.IsSupported)
                    {
                        AssertSame(true, exact, remainder, WideDivision.TryDivideByInstruction(words256, divisor, out done, out left), done, left);
                    }
                }
            }
        }

        Assert.True(largest > 100, $"only {largest} dividends with equal upper words before the second digit");
    }

    private static ulong Word(BigInteger value, int index) => (ulong)((value >> (64 * index)) & ulong.MaxValue);

    private static void AssertEveryPath(UInt128 left, UInt128 right, UInt128 divisor, PreparedDivisor prepared)
    {
        BigInteger product = (BigInteger)left * right;
        BigInteger expected = BigInteger.DivRem(product, divisor, out BigInteger rest);
        bool fits = expected <= UInt128.MaxValue;
        UInt256 exact = UInt256.Multiply(left, right);
        Assert.Equal(product, ((BigInteger)exact.Upper << 128) | exact.Lower);

        AssertSame(fits, expected, rest, WideDivision.TryDivideByReciprocal(exact, divisor, out UInt128 quotient, out UInt128 remainder), quotient, remainder);
        AssertSame(fits, expected, rest, prepared.TryDivide(exact, out quotient, out remainder), quotient, remainder);
        AssertSame(fits, expected, rest, MultiplyDivide.TryDivide(left, right, divisor, out quotient, out remainder), quotient, remainder);
        if (System.Runtime.Intrinsics.X86.X86Base.X64.IsSupported)
        {
            AssertSame(fits, expected, rest, WideDivision.TryDivideByInstruction(exact, divisor, out quotient, out remainder), quotient, remainder);
        }
    }

    private static void AssertSame(bool fits, BigInteger expected, BigInteger rest, bool done, UInt128 quotient, UInt128 remainder)
    {
        if (fits != done || (fits && (expected != quotient || rest != remainder)) || (!fits && (quotient | remainder) != UInt128.Zero))
        {
            Assert.Fail($"expected {(fits ? $"{expected} rest {rest}" : "refusal")}, got {done} {quotient} rest {remainder}");
        }
    }
}
