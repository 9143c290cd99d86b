using System.Text.Json;
using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Tests.Rewards.Accrual;

public sealed class DelegatorRewardsTests
{
    private static DelegatorRewards Empty => DelegatorRewards.Begin(Epoch.Of(1));

    /// <summary>The reported fault: who joined in the epoch of the reward took 100,899,999 of 1,009,000,000 - 100,000,000.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Close_latecomerOfTheEpoch_earnsNothing(bool joinsFirst)
    {
        (DelegatorRewards rewards, DelegatorPosition old) = Empty.Join(900_000_000, Epoch.Of(1));
        DelegatorPosition late = default;
        if (joinsFirst)
        {
            (rewards, late) = rewards.Join(100_000_000, Epoch.Of(5));
        }

        (rewards, _) = rewards.Close(Epoch.Of(5), Units(9_000_000));
        if (!joinsFirst)
        {
            (rewards, late) = rewards.Join(100_000_000, Epoch.Of(5));
        }

        Assert.Equal(Units(9_000_000), rewards.Payable(old));
        Assert.Equal(Amount.Zero, rewards.Payable(late));
        (rewards, _) = rewards.Close(Epoch.Of(6), Units(10_000_000));
        Assert.Equal(Units(18_000_000), rewards.Payable(old));
        Assert.Equal(Units(1_000_000), rewards.Payable(late));
    }

    [Fact]
    public void Close_late_goesToWhoStoodThen()
    {
        (DelegatorRewards rewards, DelegatorPosition first) = Empty.Join(100, Epoch.Of(1));
        (rewards, DelegatorPosition left, DelegatorPosition departed) = rewards.Leave(first, 100, Epoch.Of(3));
        Assert.Equal(default, left);
        (rewards, DelegatorPosition second) = rewards.Join(1, Epoch.Of(4));
        (rewards, _) = rewards.Close(Epoch.Of(3), Units(70));
        Assert.Equal(Units(70), rewards.Payable(departed));
        (rewards, Amount refused) = rewards.Close(Epoch.Of(4), Units(5));
        Assert.Equal(Units(5), refused);
        (rewards, _) = rewards.Close(Epoch.Of(5), Units(9));
        Assert.Equal(Units(9), rewards.Payable(second));
        (rewards, departed, Amount paid) = rewards.Claim(departed);
        Assert.Equal((Units(70), default(DelegatorPosition)), (paid, departed));
    }

    [Fact]
    public void Close_oneUnitOfStakeAndTheLargestReward_neverOverflows()
    {
        (DelegatorRewards rewards, DelegatorPosition one) = Empty.Join(1, Epoch.Of(1));
        for (ulong epoch = 2; epoch < 6; epoch++)
        {
            (rewards, _) = rewards.Close(Epoch.Of(epoch), Amount.MaxValue);
            (rewards, one, Amount paid) = rewards.Claim(one);
            Assert.Equal(Amount.MaxValue, paid);
        }

        Assert.Equal(Amount.Zero, rewards.Held);
    }

    [Fact]
    public void Close_halfOfOneUnitSlashed_earnsItsHalf()
    {
        (DelegatorRewards rewards, DelegatorPosition slashed) = Empty.Join(1, Epoch.Of(1));
        rewards = rewards.Slash(Epoch.Of(1), Proportion.Half, Epoch.Of(2));
        (rewards, DelegatorPosition whole) = rewards.Join(1, Epoch.Of(2));
        (rewards, _) = rewards.Close(Epoch.Of(3), Units(300));
        Assert.Equal((Units(100), Units(200)), (rewards.Payable(slashed), rewards.Payable(whole)));
        Assert.Equal((UInt128.Zero, UInt128.One), (rewards.StakeOf(slashed), rewards.StakeOf(whole)));
    }

    [Fact]
    public void Close_everythingSlashedAway_isRefused()
    {
        (DelegatorRewards rewards, DelegatorPosition position) = Empty.Join(10, Epoch.Of(1));
        rewards = rewards.Slash(Epoch.Of(2), Proportion.One, Epoch.Of(2));
        (rewards, Amount stillStood) = rewards.Close(Epoch.Of(2), Units(10));
        Assert.Equal(Amount.Zero, stillStood);
        (rewards, Amount refused) = rewards.Close(Epoch.Of(3), Units(10));
        Assert.Equal(Units(10), refused);
        Assert.Equal(Units(10), rewards.Payable(position));
        Assert.Equal(Units(10), rewards.Held);
        (rewards, _, DelegatorPosition departed) = rewards.Leave(position, 10, Epoch.Of(4));
        (rewards, _) = rewards.Close(Epoch.Of(4), Amount.Zero);
        Assert.Equal(Units(10), rewards.Claim(departed).Paid);
    }

    [Fact]
    public void Slash_faultBeforeAJoin_takesFromWhoStoodOnly()
    {
        (DelegatorRewards rewards, DelegatorPosition old) = Empty.Join(100, Epoch.Of(1));
        (rewards, DelegatorPosition later) = rewards.Join(100, Epoch.Of(5));
        rewards = rewards.Slash(Epoch.Of(4), Proportion.Half, Epoch.Of(6));
        (rewards, _) = rewards.Close(Epoch.Of(6), Units(100));
        (rewards, _) = rewards.Close(Epoch.Of(7), Units(300));
        Assert.Equal((Units(50 + 100), Units(50 + 200)), (rewards.Payable(old), rewards.Payable(later)));
        Assert.Equal((50, 100), ((int)rewards.StakeOf(old), (int)rewards.StakeOf(later)));
    }

    [Fact]
    public void Reduce_aRange_leavesTheOthers()
    {
        (DelegatorRewards rewards, DelegatorPosition first) = Empty.Join(100, Epoch.Of(1));
        (rewards, DelegatorPosition second) = rewards.Join(100, Epoch.Of(3));
        (rewards, DelegatorPosition third) = rewards.Join(100, Epoch.Of(5));
        rewards = rewards.Reduce(Epoch.Of(2), Epoch.Of(4), 1, 3, Epoch.Of(6));
        Assert.Equal((100, 33, 100), ((int)rewards.StakeOf(first), (int)rewards.StakeOf(second), (int)rewards.StakeOf(third)));
        rewards = rewards.Reduce(Epoch.Of(2), Epoch.Of(4), 3, 3, Epoch.Of(7));
        Assert.Equal(Epoch.Of(7), rewards.Latest);
    }

    [Fact]
    public void Transfer_midway_leavesWhatWasEarnedWithTheGiver()
    {
        (DelegatorRewards rewards, DelegatorPosition giver) = Empty.Join(100, Epoch.Of(1));
        (rewards, _) = rewards.Close(Epoch.Of(2), Units(50));
        (rewards, DelegatorPosition left, DelegatorPosition departed, DelegatorPosition received) = rewards.Transfer(giver, 40, Epoch.Of(3));
        (rewards, _) = rewards.Close(Epoch.Of(3), Units(100));
        (rewards, _) = rewards.Close(Epoch.Of(4), Units(10));
        Assert.Equal((Units(96), Units(60), Units(4)), (rewards.Payable(left), rewards.Payable(departed), rewards.Payable(received)));
        rewards = rewards.Slash(Epoch.Of(1), Proportion.Half, Epoch.Of(5));
        Assert.Equal(20, (int)rewards.StakeOf(received));
    }

    [Fact]
    public void Forget_merges_andRefusesToDivide()
    {
        (DelegatorRewards rewards, DelegatorPosition first) = Empty.Join(100, Epoch.Of(1));
        (rewards, DelegatorPosition second) = rewards.Join(50, Epoch.Of(3));
        (rewards, _) = rewards.Join(50, Epoch.Of(9));
        rewards = rewards.Forget(Epoch.Of(8));
        Assert.Equal(2, rewards.Cohorts.Length);
        Assert.Same(rewards, rewards.Forget(Epoch.Of(8)));
        Assert.Equal(RewardRefusal.Forgotten, Assert.Throws<RewardRefusedException>(() => rewards.Slash(Epoch.Of(2), Proportion.Half, Epoch.Of(9))).Refusal);
        rewards = rewards.Slash(Epoch.Of(7), Proportion.Half, Epoch.Of(9));
        Assert.Equal((50, 25), ((int)rewards.StakeOf(first), (int)rewards.StakeOf(second)));
        (rewards, _, _) = rewards.Leave(second, 50, Epoch.Of(9));
        (rewards, _, _) = rewards.Leave(first, 100, Epoch.Of(9));
        Assert.Equal(50, (int)rewards.Stake);
    }

    [Theory]
    [InlineData(RewardRefusal.PeriodNotClosed, "Epoch 4 is not closed; the first open one is 4")]
    [InlineData(RewardRefusal.PeriodClosed, "Epoch 3 is closed; the first open one is 4")]
    [InlineData(RewardRefusal.NothingToMove, "0 units of stake")]
    [InlineData(RewardRefusal.MoreThanHeld, "101 units of stake were to leave; the position has 100")]
    [InlineData(RewardRefusal.EpochInPast, "It is epoch 2")]
    [InlineData(RewardRefusal.PositionUnknown, "was replaced, or belongs elsewhere")]
    [InlineData(RewardRefusal.StakeOverflow, "exceed 2^128 - 1")]
    [InlineData(RewardRefusal.HeldOverflow, "on top of 30 held")]
    [InlineData(RewardRefusal.JustReduced, "a fault of epoch 5")]
    [InlineData(RewardRefusal.EpochInFuture, "from epoch 0 to 9 was to be reduced in epoch 5")]
    public void Operation_refused_saysWhyAndChangesNothing(RewardRefusal refusal, string message)
    {
        (DelegatorRewards rewards, DelegatorPosition position) = Empty.Join(100, Epoch.Of(1));
        (rewards, _) = rewards.Close(Epoch.Of(3), Units(30));
        Action act = refusal switch
        {
            RewardRefusal.PeriodNotClosed => () => rewards.Claim(position, Epoch.Of(4)),
            RewardRefusal.PeriodClosed => () => rewards.Close(Epoch.Of(3), Units(1)),
            RewardRefusal.NothingToMove => () => rewards.Join(0, Epoch.Of(4)),
            RewardRefusal.MoreThanHeld => () => rewards.Leave(position, 101, Epoch.Of(4)),
            RewardRefusal.EpochInPast => () => rewards.Join(1, Epoch.Of(2)),
            RewardRefusal.PositionUnknown => () => rewards.Claim(position with { PaidThrough = Epoch.Of(2) }),
            RewardRefusal.StakeOverflow => () => rewards.Join(UInt128.MaxValue, Epoch.Of(4)),
            RewardRefusal.HeldOverflow => () => rewards.Close(Epoch.Of(4), Amount.MaxValue),
            RewardRefusal.JustReduced => () => rewards.Slash(Epoch.Of(5), Proportion.Half, Epoch.Of(5)).Join(1, Epoch.Of(5)),
            _ => () => rewards.Slash(Epoch.Of(9), Proportion.Half, Epoch.Of(5)),
        };
        DelegatorRewards before = rewards;
        RewardRefusedException refused = Assert.Throws<RewardRefusedException>(act);
        Assert.Equal(refusal, refused.Refusal);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, rewards);
    }

    [Fact]
    public void Claim_stalePositionAfterItWasReplaced_isRefused()
    {
        (DelegatorRewards rewards, DelegatorPosition stale) = Empty.Join(100, Epoch.Of(1));
        (rewards, _) = rewards.Close(Epoch.Of(2), Units(30));
        (rewards, _, _) = rewards.Claim(stale);
        Assert.Equal(RewardRefusal.PositionUnknown, Assert.Throws<RewardRefusedException>(() => rewards.Claim(stale)).Refusal);
    }

    [Fact]
    public void Reduce_badParts_isRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Empty.Reduce(Epoch.Zero, Epoch.Zero, 0, 0, Epoch.Of(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Empty.Reduce(Epoch.Zero, Epoch.Zero, 2, 1, Epoch.Of(1)));
    }

    [Fact]
    public void LastEpoch_isRefusedByName()
    {
        Assert.Equal(RewardRefusal.EpochInPast, Assert.Throws<RewardRefusedException>(() => Empty.Join(1, Epoch.MaxValue)).Refusal);
        Assert.Equal(RewardRefusal.EpochInFuture, Assert.Throws<RewardRefusedException>(() => Empty.Close(Epoch.MaxValue, Units(1))).Refusal);
    }

    [Fact]
    public void Json_roundTrip_isEqual()
    {
        (DelegatorRewards rewards, DelegatorPosition old) = Empty.Join(UInt128.MaxValue / 3, Epoch.Of(1));
        (rewards, _) = rewards.Join(7, Epoch.Of(2));
        (rewards, _) = rewards.Close(Epoch.Of(3), Units(1_000));
        rewards = rewards.Slash(Epoch.Of(1), Proportion.Percent(10), Epoch.Of(4));
        (rewards, old, _) = rewards.Claim(old);
        DelegatorRewards read = JsonSerializer.Deserialize<DelegatorRewards>(JsonSerializer.Serialize(rewards))!;
        Assert.Equal(rewards, read);
        Assert.Equal(rewards.GetHashCode(), read.GetHashCode());
        Assert.Equal(old, JsonSerializer.Deserialize<DelegatorPosition>(JsonSerializer.Serialize(old)));
        Assert.Equal(Empty, JsonSerializer.Deserialize<DelegatorRewards>("{}") is { } fresh ? fresh.Close(Epoch.Zero, Amount.Zero).Rewards : null);
    }

    [Fact]
    public void Constructor_noLayers_areRefused() => Assert.Contains(
        "expected at least the one of everybody",
        Assert.Throws<ArgumentException>(() => new DelegatorRewards(Epoch.Zero, Epoch.Zero, [], [], [], [], [], Epoch.Zero, 0, default, Amount.Zero)).Message,
        StringComparison.Ordinal);

    private static Amount Units(ulong units) => Amount.Of(units);
}
