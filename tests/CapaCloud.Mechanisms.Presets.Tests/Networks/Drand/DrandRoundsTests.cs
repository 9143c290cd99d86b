using CapaCloud.Mechanisms.Presets.Networks.Drand;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Presets.Tests.Networks.Drand;

public sealed class DrandRoundsTests
{
    [Theory]
    [InlineData(1_000, 999, 1, 1_000)]
    [InlineData(1_000, -5, 1, 1_000)]
    [InlineData(1_000, 1_000, 2, 1_002)]
    [InlineData(-1_000, -1_001, 1, -1_000)]
    [InlineData(-1_000, 0, 502, 2)]
    public void Next_aroundGenesis_isTheNetworks(long genesis, long now, long round, long time) =>
        Assert.Equal(((ulong)round, time), new DrandRounds(genesis, 2).Next(now));

    [Property]
    public void Next_anyTime_isTheFirstRoundAfterIt(int genesis, int now, ushort period)
    {
        DrandRounds rounds = new(genesis, period + 1U);
        (ulong next, long time) = rounds.Next(now);
        Assert.True(time > now);
        Assert.Equal(time, rounds.TimeOf(next));
        Assert.True(next == 1 || rounds.TimeOf(next - 1) <= now);
        Assert.Equal(Math.Max(1, next - 1), rounds.Current(now));
    }

    [Fact]
    public void TimeOf_roundsWithoutATime_isTheNetworksAnswer()
    {
        Assert.Equal(1_000, new DrandRounds(1_000, 2).TimeOf(0));
        Assert.Equal(DrandRounds.NoTime, new DrandRounds(1_000, 2).TimeOf(ulong.MaxValue));
        Assert.Equal(DrandRounds.NoTime, new DrandRounds(DrandRounds.NoTime, 2).TimeOf(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DrandRounds(0, 0));
    }
}
