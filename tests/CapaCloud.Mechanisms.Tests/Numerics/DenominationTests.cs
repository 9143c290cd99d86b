using System.Globalization;
using System.Text.Json;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Tests.Numerics;

public sealed class DenominationTests
{
    private static readonly Denomination Dollars = new("USDC", 6), Ether = new("ETH", 18);

    [Theory]
    [InlineData("663,853.62", 663_853_620_000UL)]
    [InlineData("663853.62", 663_853_620_000UL)]
    [InlineData("663,853.62 USDC", 663_853_620_000UL)]
    [InlineData("0.000001", 1UL)]
    [InlineData("0", 0UL)]
    [InlineData("007", 7_000_000UL)]
    [InlineData("1,000,000", 1_000_000_000_000UL)]
    [InlineData("12.345678", 12_345_678UL)]
    public void Parse_people_exact(string text, ulong units)
    {
        Assert.Equal(Amount.Of(units), Dollars.Parse(text));
        Assert.Equal(Amount.Of(units), Dollars.Parse(Dollars.Format(Amount.Of(units))));
        Assert.Equal(Amount.Of(units), Dollars.Parse(Dollars.Format(Amount.Of(units), NumberMarks.Grouped)));
    }

    [Theory]
    [InlineData("1.0000000", "has 7 digits after the point")]
    [InlineData("0.0000001", "has 7 digits after the point")]
    [InlineData("1,23", "groups of three")]
    [InlineData(",123", "groups of three")]
    [InlineData("1,2345", "groups of three")]
    [InlineData("1234,567", "groups of three")]
    [InlineData("1.234,5", "groups of three")]
    [InlineData("1.", "groups of three")]
    [InlineData(".5", "groups of three")]
    [InlineData("", "groups of three")]
    [InlineData("-1", "groups of three")]
    [InlineData("+1", "groups of three")]
    [InlineData("1e3", "groups of three")]
    [InlineData(" 1", "groups of three")]
    [InlineData("1 ", "groups of three")]
    [InlineData("1.2.3", "groups of three")]
    [InlineData("١", "groups of three")]
    [InlineData("5 EUR", "is in 'EUR'")]
    [InlineData("5 usdc", "is in 'usdc'")]
    [InlineData("340282366920938463463374607431768.211456", "exceeds 2^128 - 1")]
    public void Parse_bad_isRefusedByName(string text, string complaint)
    {
        Assert.False(Dollars.TryParse(text, out Amount none));
        Assert.Equal(Amount.Zero, none);
        Assert.Contains(complaint, Assert.Throws<FormatException>(() => Dollars.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("fa-IR")]
    public void Text_anyCulture_isTheSame(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal("663,853.62", Dollars.Format(Dollars.Parse("663,853.62"), NumberMarks.Grouped));
            Assert.Equal("-0.5", Ether.Format(SignedAmount.Loss(Amount.Of(500_000_000_000_000_000)), NumberMarks.Plain));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Format_extremes_roundTrip()
    {
        foreach (int decimals in new[] { 0, 1, 2, 18, 37, 38 })
        {
            Denomination denomination = new("X", decimals);
            foreach (UInt128 units in new UInt128[] { UInt128.Zero, UInt128.One, 9, 10, 999, 1_000, UInt128.MaxValue / 10, UInt128.MaxValue })
            {
                Amount amount = Amount.Of(units);
                Assert.Equal(amount, denomination.Parse(denomination.Format(amount)));
                Assert.Equal(amount, denomination.Parse(denomination.Format(amount, NumberMarks.Grouped)));
            }
        }

        Assert.Equal("340,282,366,920,938,463,463,374,607,431,768,211,455", new Denomination("X", 0).Format(Amount.MaxValue, NumberMarks.Grouped));
        Assert.Equal("3.40282366920938463463374607431768211455", new Denomination("X", 38).Format(Amount.MaxValue));
        Assert.Equal(Amount.Of(1_000_000), Dollars.Whole);
    }

    [Fact]
    public void TryFormat_tooShort_writesNothing()
    {
        Span<char> room = stackalloc char[3];
        Assert.False(Dollars.TryFormat(Amount.Of(1_234_000), room, out int written));
        Assert.Equal(0, written);
        Assert.True(Dollars.TryFormat(Amount.Of(1_200_000), room, out written));
        Assert.Equal("1.2", room[..written].ToString());
    }

    [Fact]
    public void Marks_german_areReadAndWritten()
    {
        NumberMarks german = new(',', '.');
        Assert.Equal(Dollars.Parse("663,853.62"), Dollars.Parse("663.853,62", german));
        Assert.Equal("663.853,62", Dollars.Format(Dollars.Parse("663,853.62"), german));
        Assert.Equal("663 853,62", Dollars.Format(Dollars.Parse("663,853.62"), new NumberMarks(',', ' ')));
        Assert.Equal(Dollars.Parse("663,853.62"), Dollars.Parse("663 853,62 USDC", new NumberMarks(',', ' ')));
        Assert.Throws<ArgumentException>(() => new NumberMarks('.', '.'));
        Assert.Throws<ArgumentException>(() => new NumberMarks('0', null));
        Assert.Throws<ArgumentException>(() => new NumberMarks('.', '-'));
        Assert.Throws<ArgumentException>(() => new NumberMarks('\ud800', null));
        Assert.Throws<ArgumentException>(() => new NumberMarks('.', '\udc00'));
        Assert.Equal(NumberMarks.Plain, new NumberMarks('.', null));
        Assert.Equal(NumberMarks.Plain.GetHashCode(), new NumberMarks('.', null).GetHashCode());
    }

    [Fact]
    public void ParseSigned_loss_isNegative()
    {
        SignedAmount loss = Ether.ParseSigned("-0.5", NumberMarks.Grouped);
        Assert.True(loss.IsLoss);
        Assert.Equal("-0.5", Ether.Format(loss, NumberMarks.Plain));
        Assert.Equal(SignedAmount.Gain(Ether.Whole), Ether.ParseSigned("1", NumberMarks.Grouped));
        Assert.Throws<FormatException>(() => Ether.ParseSigned("--1", NumberMarks.Grouped));
    }

    [Theory]
    [InlineData("1X", 0)]
    [InlineData("A B", 0)]
    [InlineData("ABCDEFGHIJKLMNOPQ", 0)]
    [InlineData("€", 0)]
    public void Constructor_badSymbol_isRefused(string symbol, int decimals) => Assert.Throws<ArgumentException>(() => new Denomination(symbol, decimals));

    [Fact]
    public void Constructor_badDecimals_isRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Denomination("X", 39));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Denomination("X", -1));
        Assert.Throws<ArgumentNullException>(() => new Denomination(null!, 1));
        Assert.Equal(new Denomination("ABCDEFGHIJKLMNOP", 38), new Denomination("ABCDEFGHIJKLMNOP", 38));
    }

    [Fact]
    public void Find_unknown_isRefusedByName()
    {
        Denominations known = Denominations.Of(Dollars, new Denomination("V2", 2));
        Assert.Equal((Dollars, Amount.Of(1_500_000)), known.Parse("1.5 USDC"));
        Assert.Equal(Amount.Of(150), known.Parse("1.5 V2").Amount);
        Assert.Contains("'GLM' is unknown; expected one of USDC, V2", Assert.Throws<ArgumentException>(() => known.Parse("1 GLM")).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => known.Parse("1"));
        Assert.Throws<ArgumentException>(() => Denominations.Of(Dollars, Dollars));
        Assert.Throws<ArgumentException>(() => Denominations.Of(default(Denomination)));
        Assert.False(Denominations.None.TryFind("USDC", out _));
    }

    [Fact]
    public void Json_roundTrip_isEqual()
    {
        Assert.Equal(Dollars, JsonSerializer.Deserialize<Denomination>(JsonSerializer.Serialize(Dollars)));
        Assert.Equal(default, JsonSerializer.Deserialize<Denomination>(JsonSerializer.Serialize(default(Denomination))));
        Assert.Equal(NumberMarks.Grouped, JsonSerializer.Deserialize<NumberMarks>(JsonSerializer.Serialize(NumberMarks.Grouped)));
        Assert.Equal("5", default(Denomination).Format(Amount.Of(5)));
        Assert.Equal(new Denomination("", 0).GetHashCode(), default(Denomination).GetHashCode());
    }
}
