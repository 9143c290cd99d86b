using System.Text.Json;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Tests.Numerics;

/// <summary>The edges of the numbers: what is refused, with its words, and the last value that is not.</summary>
public sealed class NumberEdgesTests
{
    [Theory]
    [InlineData((Rounding)(-1))]
    [InlineData((Rounding)99)]
    public void Logarithm_unknownRounding_isRefused(Rounding rounding)
    {
        Action[] asks =
        [
            () => Logarithm.Natural(Ratio.One, rounding),
            () => Logarithm.Binary(Ratio.One, rounding),
            () => Logarithm.NegativeNatural(Proportion.One, rounding),
            () => Logarithm.NegativeBinary(Proportion.One, rounding),
        ];
        Assert.All(asks, ask => Assert.Throws<ArgumentOutOfRangeException>(ask));
    }

    [Fact]
    public void Logarithm_belowOneOrOfZero_isRefusedByName()
    {
        Ratio below = Ratio.FromParts(999_999_999_999_999_999);
        Assert.Contains("negative", Assert.Throws<ArgumentOutOfRangeException>(() => Logarithm.Natural(below, Rounding.Down)).Message, StringComparison.Ordinal);
        Assert.Contains("negative", Assert.Throws<ArgumentOutOfRangeException>(() => Logarithm.Binary(below, Rounding.Down)).Message, StringComparison.Ordinal);
        Assert.Contains("no logarithm of zero", Assert.Throws<ArgumentOutOfRangeException>(() => Logarithm.NegativeNatural(Proportion.Zero, Rounding.Down)).Message, StringComparison.Ordinal);
        Assert.Contains("no logarithm of zero", Assert.Throws<ArgumentOutOfRangeException>(() => Logarithm.NegativeBinary(Proportion.Zero, Rounding.Down)).Message, StringComparison.Ordinal);
        Assert.Equal(Ratio.Zero, Logarithm.Natural(Ratio.One, Rounding.Up));
        Assert.Equal(Ratio.FromParts(3_321_928_094_887_362_347), Logarithm.Binary(Ratio.Of(10), Rounding.Down));
        Assert.Equal(Ratio.FromParts(3_321_928_094_887_362_348), Logarithm.Binary(Ratio.Of(10), Rounding.Up));
        Assert.Equal(Ratio.FromParts(3_321_928_094_887_362_347), Logarithm.NegativeBinary(Proportion.Percent(10), Rounding.Down));
        Assert.Equal(Ratio.FromParts(693_147_180_559_945_310), Logarithm.NegativeNatural(Proportion.Half, Rounding.Up));
    }

    /// <summary>Whole halvings are exact until nothing is left, and beyond 2^128 as well.</summary>
    [Theory]
    [InlineData(0UL, 1_000_000_000_000_000_000UL, 1_000_000_000_000_000_000UL)]
    [InlineData(1UL, 500_000_000_000_000_000UL, 500_000_000_000_000_000UL)]
    [InlineData(18UL, 3_814_697_265_625UL, 3_814_697_265_625UL)]
    [InlineData(20UL, 953_674_316_406UL, 953_674_316_407UL)]
    [InlineData(59UL, 1UL, 2UL)]
    [InlineData(60UL, 0UL, 1UL)]
    [InlineData(127UL, 0UL, 1UL)]
    [InlineData(128UL, 0UL, 1UL)]
    [InlineData(129UL, 0UL, 1UL)]
    [InlineData(1_000_000UL, 0UL, 1UL)]
    public void NegativePowerOfTwo_wholeHalvings_areExact(ulong halvings, ulong down, ulong up)
    {
        Assert.Equal(Proportion.FromParts(down), Exponential.NegativePowerOfTwo(Ratio.Of(halvings), Rounding.Down));
        Assert.Equal(Proportion.FromParts(up), Exponential.NegativePowerOfTwo(Ratio.Of(halvings), Rounding.Up));
    }

    [Fact]
    public void Quotient_roundedUpPastTheLargest_isRefused()
    {
        Assert.Throws<OverflowException>(() => MultiplyDivide.Up(UInt128.MaxValue, 3, 2));
        Assert.Equal(UInt128.MaxValue, MultiplyDivide.Up(UInt128.MaxValue, 1, 1));
        Assert.Contains("rounded up", Assert.Throws<OverflowException>(() => MultiplyDivide.Increment(UInt128.MaxValue)).Message, StringComparison.Ordinal);
        Assert.Equal(UInt128.MaxValue, MultiplyDivide.Increment(UInt128.MaxValue - 1));
    }

    /// <summary>Sums of gains and losses of every size, against plain numbers.</summary>
    [Fact]
    public void SignedAmount_sums_areThoseOfPlainNumbers()
    {
        int[] numbers = [-7, -3, -1, 0, 1, 3, 7];
        foreach (int left in numbers)
        {
            foreach (int right in numbers)
            {
                SignedAmount one = Of(left), other = Of(right);
                Assert.Equal(Of(left + right), one.Add(other));
                Assert.Equal(Math.Sign(left.CompareTo(right)), Math.Sign(one.CompareTo(other)));
                Assert.Equal((left < right, left <= right, left > right, left >= right), (one < other, one <= other, one > other, one >= other));
            }
        }

        Assert.Contains("Expected a SignedAmount, got String", Assert.Throws<ArgumentException>(() => Of(1).CompareTo("1")).Message, StringComparison.Ordinal);
        Assert.Throws<OverflowException>(() => SignedAmount.Change(Amount.Zero, Amount.MaxValue).Add(Of(1)));
    }

    [Fact]
    public void Denomination_readsGroups_pointsAndSymbols_orSaysWhy()
    {
        Denomination dollar = new("USDC", 6);
        Assert.Equal(Amount.Of(663_853_620_000), dollar.Parse("663,853.62"));
        Assert.Equal(Amount.Of(5_000_000), dollar.Parse("5"));
        Assert.Throws<FormatException>(() => dollar.Parse(".5"));
        Assert.Throws<FormatException>(() => dollar.Parse("5."));
        Assert.Throws<FormatException>(() => dollar.Parse(","));
        Assert.Throws<FormatException>(() => dollar.Parse(",123"));
        Assert.Throws<FormatException>(() => dollar.Parse("12,34"));
        Denominations known = Denominations.Of(dollar);
        Assert.Equal((dollar, Amount.Of(1_500_000)), known.Parse("1.5 USDC"));
        Assert.Contains("names no currency", Assert.Throws<FormatException>(() => known.Parse("1.5")).Message, StringComparison.Ordinal);
        Assert.Contains("''", Assert.Throws<FormatException>(() => known.Parse(" USDC")).Message, StringComparison.Ordinal);
        Assert.Equal("symbol", Assert.Throws<ArgumentNullException>(() => known.Get(null!)).ParamName);
        Assert.Contains("USDC", Assert.Throws<ArgumentException>(() => known.Get("EUR")).Message, StringComparison.Ordinal);
        Assert.Contains("-1 decimal of X", Assert.Throws<ArgumentOutOfRangeException>(() => new Denomination("X", -1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Divisor_ofZero_isRefusedByName() =>
        Assert.Contains("must not be zero", Assert.Throws<DivideByZeroException>(() => PreparedDivisor.Of(0)).Message, StringComparison.Ordinal);

    [Fact]
    public void Converters_withoutAWriter_areRefused()
    {
        Assert.Equal("writer", Assert.Throws<ArgumentNullException>(() => new SignedAmountJsonConverter().Write(null!, default, JsonSerializerOptions.Default)).ParamName);
        Assert.Equal("writer", Assert.Throws<ArgumentNullException>(() => new ProportionJsonConverter().Write(null!, default, JsonSerializerOptions.Default)).ParamName);
        Assert.Equal("writer", Assert.Throws<ArgumentNullException>(() => new RatioJsonConverter().Write(null!, default, JsonSerializerOptions.Default)).ParamName);
    }

    /// <summary>A loss keeps its sign in groups of thousands, in text, characters and bytes, and a gain has none.</summary>
    [Theory]
    [InlineData(-1_234_567, "-1,234,567")]
    [InlineData(1_234_567, "1,234,567")]
    [InlineData(0, "0")]
    public void SignedAmount_inGroups_keepsItsSign(int number, string expected)
    {
        SignedAmount amount = Of(number);
        Span<char> characters = stackalloc char[20];
        Span<byte> bytes = stackalloc byte[20];
        Assert.True(amount.TryFormat(characters, out int written, "N0", provider: null));
        Assert.True(amount.TryFormat(bytes, out int count, "N0", provider: null));
        Assert.Equal((expected, expected, expected), (amount.ToString("N0", null), new string(characters[..written]), System.Text.Encoding.UTF8.GetString(bytes[..count])));
    }

    private static SignedAmount Of(int number) =>
        SignedAmount.Change(number < 0 ? Amount.Of((ulong)-number) : Amount.Zero, number > 0 ? Amount.Of((ulong)number) : Amount.Zero);

    [Fact]
    public void Denominations_withOneSymbolTwice_areRefusedWithBothPositions()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => Denominations.Of(new Denomination("GPU", 2), new Denomination("USD", 2), new Denomination("GPU", 3)));
        Assert.Contains("GPU stands at positions 0 and 2; expected each once", refused.Message, StringComparison.Ordinal);
    }
}
