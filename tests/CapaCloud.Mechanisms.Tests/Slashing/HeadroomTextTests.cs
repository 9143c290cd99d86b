using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Tests.Slashing;

/// <summary>What comes next, in a sentence that needs no second reading.</summary>
public sealed class HeadroomTextTests
{
    [Theory]
    [InlineData(0, "the next miss costs 1,000 units, 1 % of the stake")]
    [InlineData(1, "1 more miss costs nothing; the one after costs 1,000 units, 1 % of the stake")]
    [InlineData(2, "2 more misses cost nothing; the one after costs 1,000 units, 1 % of the stake")]
    public void Headroom_saysWhatTheNextMissesCost(ulong left, string text) => Assert.Equal(text, new Headroom(left, Proportion.Percent(1), Amount.Of(1_000)).ToString());

    [Fact]
    public void Headroom_thatNeverEnds_saysSo() => Assert.Equal("missing every duty that is left costs nothing more", default(Headroom).ToString());

    [Fact]
    public void Forecast_saysHowLongItTakes()
    {
        Assert.Equal("the score falls from 0.9 to 0.6 and is back after 1 epoch", new FailureForecast(Proportion.Percent(90), Proportion.Percent(60), EpochSpan.One).ToString());
        Assert.Equal("the score falls from 0.9 to 0.6 and is not back within the time that was looked at", new FailureForecast(Proportion.Percent(90), Proportion.Percent(60), null).ToString());
    }
}
