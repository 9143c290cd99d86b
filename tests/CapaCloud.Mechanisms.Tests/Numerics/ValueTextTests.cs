using System.Text.Json;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Tests.Numerics;

public sealed class ValueTextTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("1000000")]
    [InlineData("18446744073709551616")]
    [InlineData("340282366920938463463374607431768211455")]
    public void Amount_text_isTheSameInEveryCulture(string text) => ValueText.AssertRoundTrip(Amount.Parse(text), text);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("-340282366920938463463374607431768211455")]
    [InlineData("340282366920938463463374607431768211455")]
    public void SignedAmount_text_isTheSameInEveryCulture(string text) => ValueText.AssertRoundTrip(SignedAmount.Parse(text), text);

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("0.05")]
    [InlineData("0.000000000000000001")]
    [InlineData("0.999999999999999999")]
    public void Proportion_text_isTheSameInEveryCulture(string text) => ValueText.AssertRoundTrip(Proportion.Parse(text), text);

    [Theory]
    [InlineData("0")]
    [InlineData("1.5")]
    [InlineData("340282366920938463463.374607431768211455")]
    public void Ratio_text_isTheSameInEveryCulture(string text) => ValueText.AssertRoundTrip(Ratio.Parse(text), text);

    [Theory]
    [InlineData("0")]
    [InlineData("18446744073709551615")]
    public void Times_text_isTheSameInEveryCulture(string text)
    {
        ValueText.AssertRoundTrip(Epoch.Parse(text), text);
        ValueText.AssertRoundTrip(EpochSpan.Parse(text), text);
    }

    [Property(MaxTest = 200)]
    public void Values_ofAnyWidth_roundTrip(Amount amount, Proportion proportion, Ratio ratio, ulong number)
    {
        Assert.Equal(amount, Amount.Parse(amount.ToString()));
        Assert.Equal(SignedAmount.Loss(amount), SignedAmount.Parse(SignedAmount.Loss(amount).ToString()));
        Assert.Equal(proportion, Proportion.Parse(proportion.ToString()));
        Assert.Equal(ratio, Ratio.Parse(ratio.ToString()));
        Assert.Equal(Epoch.Of(number), Epoch.Parse(Epoch.Of(number).ToString()));
        Assert.Equal(EpochSpan.Of(number), EpochSpan.Parse(EpochSpan.Of(number).ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("1.0")]
    [InlineData("1,000")]
    [InlineData("1e3")]
    [InlineData("0x10")]
    [InlineData("\u06F1")]
    [InlineData("\u0661\u0662")]
    [InlineData("340282366920938463463374607431768211456")]
    [InlineData("9999999999999999999999999999999999999999999")]
    public void WholeValues_otherText_isRefused(string text)
    {
        ValueText.AssertRefused<Amount>(text);
        ValueText.AssertRefused<Epoch>(text);
        ValueText.AssertRefused<EpochSpan>(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".5")]
    [InlineData("0.")]
    [InlineData("0,5")]
    [InlineData("-0.5")]
    [InlineData("0.0000000000000000001")]
    [InlineData("1..0")]
    [InlineData("1.5.0")]
    [InlineData("\u06F0\u066B\u06F5")]
    [InlineData("5e-1")]
    [InlineData("340282366920938463463.374607431768211456")]
    public void FixedValues_otherText_isRefused(string text)
    {
        ValueText.AssertRefused<Proportion>(text);
        ValueText.AssertRefused<Ratio>(text);
    }

    [Theory]
    [InlineData("--1")]
    [InlineData("-")]
    [InlineData("-0")]
    [InlineData("\u22121")]
    [InlineData("(1)")]
    [InlineData("+1")]
    public void SignedAmount_otherText_isRefused(string text) => ValueText.AssertRefused<SignedAmount>(text);

    [Theory]
    [InlineData("1.000000000000000001")]
    [InlineData("2")]
    public void Proportion_aboveOne_isRefused(string text) => ValueText.AssertRefused<Proportion>(text);

    [Fact]
    public void Json_onlyStrings_areRead()
    {
        ValueText.AssertOnlyJsonStrings(Amount.MaxValue);
        ValueText.AssertOnlyJsonStrings(SignedAmount.Loss(Amount.MaxValue));
        ValueText.AssertOnlyJsonStrings(Proportion.Percent(5));
        ValueText.AssertOnlyJsonStrings(Ratio.MaxValue);
    }

    [Fact]
    public void TimesJson_isATextOverTheWholeRange()
    {
        Assert.Equal("\"18446744073709551615\"", JsonSerializer.Serialize(Epoch.Of(ulong.MaxValue)));
        Assert.Equal(Epoch.Of(ulong.MaxValue), JsonSerializer.Deserialize<Epoch>("\"18446744073709551615\""));
        Assert.Equal(EpochSpan.Of(21), JsonSerializer.Deserialize<EpochSpan>(JsonSerializer.Serialize(EpochSpan.Of(21))));
        foreach (string json in new[] { "1", "\"-1\"", "\"1.5\"", "\"18446744073709551616\"", "\" 1\"", "\"01\"", "\"+1\"", "\"\\u0661\"", "\"\"", "null", "true", "\"\\ud800\"" })
        {
            Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Epoch>(json));
            Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<EpochSpan>(json));
        }
    }
}
