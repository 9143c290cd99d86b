using CapaCloud.Mechanisms.Alignment.Intervals;

namespace CapaCloud.Mechanisms.Alignment.Tests.Reports;

/// <summary>Rationals as people read them: a figure that is promised as a least one is never above the true one.</summary>
public sealed class RationalTextTests
{
    [Theory]
    [InlineData("259.899", "259.89")]
    [InlineData("-0.001", "-0.01")]
    [InlineData("1/3", "0.33")]
    [InlineData("-1/3", "-0.34")]
    [InlineData("5", "5")]
    [InlineData("0", "0")]
    public void AtLeast_neverRoundsUp(string value, string text) => Assert.Equal(text, RationalText.AtLeast(RationalText.Parse(value), 2));
}
