using CapaCloud.Mechanisms.Alignment.Intervals;

namespace CapaCloud.Mechanisms.Alignment.Tests.Reports;

/// <summary>Figures inside a sentence: nothing that is rounded looks exact, and no small figure looks like zero.</summary>
public sealed class FiguresTests
{
    [Theory]
    [InlineData("20000", "20,000")]
    [InlineData("4668.1753", "about 4,668.18")]
    [InlineData("-27415.0821", "about -27,415.08")]
    [InlineData("-0.5", "-0.5")]
    [InlineData("-1000.5", "-1,000.5")]
    [InlineData("0", "0")]
    [InlineData("0.00012345", "about 0.000123")]
    public void Money_isRoundedAndSaysSo(string value, string text) => Assert.Equal(text, Figures.Money(RationalText.Parse(value)));

    [Theory]
    [InlineData("0.0495", "4.95 %")]
    [InlineData("1", "100 %")]
    [InlineData("1/3", "about 33.3333 %")]
    [InlineData("0", "0 %")]
    [InlineData("0.000000001", "0.0000001 %")]
    public void Percent_keepsSmallChances(string value, string text) => Assert.Equal(text, Figures.Percent(RationalText.Parse(value)));

    [Theory]
    [InlineData("100", "100")]
    [InlineData("4668.1799", "at least 4,668.17")]
    [InlineData("0.001", "less than 0.01")]
    [InlineData("-1/3", "at least -0.34")]
    public void Least_neverRoundsUp(string value, string text) => Assert.Equal(text, Figures.Least(RationalText.Parse(value)));

    [Theory]
    [InlineData("1", "1 unit an epoch", "1 unit an epoch")]
    [InlineData("2.005", "at least 2 units an epoch", "2 units an epoch")]
    public void Units_ofOne_areSingular(string value, string least, string floor)
    {
        Assert.Equal(least, Figures.Least(RationalText.Parse(value), "units an epoch"));
        Assert.Equal(floor, Figures.Floor(RationalText.Parse(value), "units an epoch"));
    }
}
