using CapaCloud.Mechanisms.Verification;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Tests.Verification;

public sealed class BeaconScheduleTests
{
    /// <summary>drand/chain/time_test.go, TestChainNextRound, and the rules beside it.</summary>
    [Theory]
    [InlineData(1_000, 2, 1_002)]
    [InlineData(1_001, 2, 1_002)]
    [InlineData(1_002, 3, 1_004)]
    [InlineData(990, 1, 1_000)]
    public void NextRound_asDrandHasIt(ulong now, ulong round, ulong time)
    {
        BeaconSchedule schedule = new(1_000, 2);
        Assert.Equal(round, schedule.NextRound(now));
        Assert.Equal(time, schedule.TimeOf(round));
    }

    [Property]
    public bool NextRound_isTheFirstThatIsStillToCome(uint genesis, ushort period, uint after)
    {
        BeaconSchedule schedule = new(genesis, (ulong)period + 1);
        ulong now = (ulong)genesis + after, next = schedule.NextRound(now);
        return schedule.TimeOf(next) > now && schedule.TimeOf(next - 1) <= now && schedule.RoundAt(now) == next - 1;
    }

    [Fact]
    public void WindowClosingAt_drawsFromARoundThatIsStillToCome()
    {
        BeaconSchedule schedule = new(1_000, 30);
        CommitmentWindow window = schedule.WindowClosingAt(Epoch.Of(1), 1_100);
        Assert.Equal(4UL, window.ClosingRound);
        Assert.Equal(5UL, window.DrawRound);
        Assert.True(schedule.TimeOf(window.DrawRound) > 1_100);
    }

    [Fact]
    public void Schedule_extremes_areRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BeaconSchedule(0, 0));
        Assert.Throws<OverflowException>(() => new BeaconSchedule(ulong.MaxValue, 1).TimeOf(2));
        Assert.Throws<OverflowException>(() => new BeaconSchedule(0, 1).NextRound(ulong.MaxValue));
        Assert.Equal(1_000UL, new BeaconSchedule(1_000, 2).TimeOf(0));
    }
}
