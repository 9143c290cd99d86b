using System.Globalization;
using System.Numerics;
using CapaCloud.Mechanisms.Alignment.Exact;

namespace CapaCloud.Mechanisms.Alignment.Tests.Exact;

public sealed class RationalTests
{
    private static readonly BigInteger[] Corners =
    [
        0, 1, 2, 3, 7, 10, 6_700_417, int.MaxValue, uint.MaxValue, 3_037_000_499, 3_037_000_500,
        long.MaxValue - 1, long.MaxValue, (BigInteger)long.MaxValue + 1, ulong.MaxValue, BigInteger.Pow(2, 126), BigInteger.Pow(2, 127) - 1, BigInteger.Pow(10, 60) + 7,
    ];

    /// <summary>Every operation on every pair of corners, against plain fractions of big integers.</summary>
    [Fact]
    public void Operations_cornersOfTheWidths_agreeWithBigIntegers()
    {
        List<(BigInteger Top, BigInteger Bottom)> fractions =
            [.. from top in Corners from bottom in Corners where !bottom.IsZero from sign in new[] { 1, -1 } select (sign * top, bottom)];
        Random random = new(7);
        for (int i = 0; i < 60_000; i++)
        {
            (BigInteger a, BigInteger b) = fractions[random.Next(fractions.Count)];
            (BigInteger c, BigInteger d) = fractions[random.Next(fractions.Count)];
            Rational left = Rational.FromQuotient(a, b);
            Rational right = Rational.FromQuotient(c, d);
            AssertIs((a * d) + (c * b), b * d, left + right);
            AssertIs((a * d) - (c * b), b * d, left - right);
            AssertIs(a * c, b * d, left * right);
            Assert.Equal((a * d).CompareTo(c * b), left.CompareTo(right));
            Assert.Equal(a * d == c * b, left == right);
            if (!c.IsZero)
            {
                AssertIs(a * d, b * c, left / right);
            }
        }
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-6/4", "-3/2")]
    [InlineData("0.25", "1/4")]
    [InlineData("1e-6", "1/1000000")]
    [InlineData("2.50E2", "250")]
    [InlineData("421/2145", "421/2145")]
    [InlineData("9223372036854775808", "9223372036854775808")]
    public void Parse_readsAndWritesLowestTerms(string text, string expected)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("fa-IR");
            Assert.Equal(expected, Rational.Parse(text).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("1/0")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("1,5")]
    [InlineData("1/2/3")]
    [InlineData("1e99999")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    public void TryParse_notANumber_isRefused(string text) => Assert.False(Rational.TryParse(text, out _));

    [Fact]
    public void Reciprocal_ofZero_throws() => Assert.Throws<DivideByZeroException>(() => Rational.Zero.Reciprocal());

    private static void AssertIs(BigInteger top, BigInteger bottom, Rational actual)
    {
        BigInteger common = BigInteger.GreatestCommonDivisor(top, bottom) * bottom.Sign;
        Assert.Equal(top / common, actual.Numerator);
        Assert.Equal(bottom / common, actual.Denominator);
        Assert.Equal(Rational.FromQuotient(top, bottom), actual);
        Assert.Equal(Rational.FromQuotient(top, bottom).GetHashCode(), actual.GetHashCode());
    }
}
