using System.Text.Json;
using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Tests.Rewards.Accrual;

public sealed class IndexedRewardsTests
{
    /// <summary>REW-27: a reward of 1 unit for each of 2N blocks over 2 * 10^18 units of stake, poked at every block, loses nothing.</summary>
    [Fact]
    public void Reward_pokedEveryBlock_losesNothing()
    {
        UInt128 stake = 2_000_000_000_000_000_000;
        (IndexedRewards rewards, IndexedPosition position) = new IndexedRewards().Join(default, stake);
        for (int block = 0; block < 1_000; block++)
        {
            (rewards, _) = rewards.Reward(Amount.One);
        }

        Assert.Equal(Units(1_000), rewards.Payable(position));
    }

    [Fact]
    public void Reward_oneUnitOfStakeAndTheLargestReward_neverOverflows()
    {
        (IndexedRewards rewards, IndexedPosition one) = new IndexedRewards().Join(default, 1);
        for (int turn = 0; turn < 3; turn++)
        {
            (rewards, _) = rewards.Reward(Amount.MaxValue);
            (rewards, one, Amount paid) = rewards.Claim(one);
            Assert.Equal(Amount.MaxValue, paid);
        }
    }

    /// <summary>ACC-12: nothing goes to an empty pool, and who comes next has what it brought and no more.</summary>
    [Fact]
    public void Reward_nobodyStands_isRefused()
    {
        (IndexedRewards rewards, Amount refused) = new IndexedRewards().Reward(Units(100));
        Assert.Equal(Units(100), refused);
        (rewards, IndexedPosition position) = rewards.Join(default, 10);
        Assert.Equal(Amount.Zero, rewards.Payable(position));
        Assert.Equal(Amount.Zero, rewards.Held);
    }

    /// <summary>ACC-07: a deposit followed at once by a claim pays nothing, whatever the pool was.</summary>
    [Theory]
    [InlineData(1UL)]
    [InlineData(7UL)]
    [InlineData(ulong.MaxValue)]
    public void Join_claimAtOnce_paysNothing(ulong stood)
    {
        (IndexedRewards rewards, IndexedPosition old) = new IndexedRewards().Join(default, stood);
        (rewards, _) = rewards.Reward(Units(1_000_003));
        (rewards, IndexedPosition late) = rewards.Join(default, 1_000_000);
        Assert.Equal(Amount.Zero, rewards.Payable(late));
        Assert.Equal(Units(1_000_003), rewards.Payable(old));
        (rewards, late) = rewards.Leave(late, 1_000_000);
        (rewards, late, Amount paid) = rewards.Claim(late);
        Assert.Equal((Amount.Zero, default(IndexedPosition)), (paid, late));
    }

    [Fact]
    public void Leave_thenReward_earnsNothingOfIt()
    {
        (IndexedRewards rewards, IndexedPosition first) = new IndexedRewards().Join(default, 30);
        (rewards, IndexedPosition second) = rewards.Join(default, 70);
        (rewards, _) = rewards.Reward(Units(1_000));
        (rewards, first) = rewards.Leave(first, 30);
        (rewards, _) = rewards.Reward(Units(70));
        Assert.Equal((Units(300), Units(770)), (rewards.Payable(first), rewards.Payable(second)));
        Assert.Equal(Units(1_070), rewards.Held);
    }

    [Fact]
    public void Index_plusAndMinus_wrapAround()
    {
        RewardIndex near = new(UInt128.MaxValue, UInt128.MaxValue);
        UInt128 dust = 5;
        RewardIndex after = near.After(Units(1), 3, ref dust);

        // A third is rounded up by two thirds of a part, for each of three units.
        Assert.Equal(new FractionalAmount(Units(1), 2), after.EarnedSince(near, 3));
        Assert.Equal((UInt128)7, dust);
        Assert.Equal(after, after.After(Amount.Zero, 2, ref dust));
        Assert.Equal((UInt128)7, dust);

        // Dust that could reach a unit is made good first: 3 units less all but one part of one, over 2.
        dust = UInt128.MaxValue - 1;
        after = near.After(Units(3), 2, ref dust);
        Assert.Equal((new FractionalAmount(Units(2), 2), UInt128.Zero), (after.EarnedSince(near, 2), dust));
        dust = UInt128.MaxValue - 2;
        near.After(Units(3), 2, ref dust);
        Assert.Equal(UInt128.MaxValue - 2, dust);
        after = near.After(Units(3), 2, ref dust);
        Assert.Throws<OverflowException>(() => after.EarnedSince(new RewardIndex(2, 0), 2));
        Assert.Throws<DivideByZeroException>(() => near.After(Amount.One, 0, ref dust));
    }

    [Fact]
    public void Sweep_takesTheWholeUnitsOfFractions()
    {
        IndexedRewards rewards = new();
        IndexedPosition[] positions = new IndexedPosition[3];
        for (int index = 0; index < 3; index++)
        {
            (rewards, positions[index]) = rewards.Join(default, 1);
        }

        (rewards, _) = rewards.Reward(Units(2));
        for (int index = 0; index < 3; index++)
        {
            (rewards, positions[index]) = rewards.Leave(positions[index], 1);
            (rewards, positions[index], Amount paid) = rewards.Claim(positions[index]);
            Assert.Equal(Amount.Zero, paid);
        }

        (rewards, Amount swept) = rewards.Sweep();
        Assert.Equal((Units(2), Amount.Zero), (swept, rewards.Held));
        Assert.Equal(Amount.Zero, rewards.Sweep().Swept);
    }

    [Fact]
    public void FractionalAmount_carriesAndCompares()
    {
        FractionalAmount half = new(Amount.Zero, UInt128.One << 127);
        Assert.Equal(new FractionalAmount(Amount.One, 0), half.Add(half));
        Assert.Equal(new FractionalAmount(Units(2), UInt128.One << 127), half.Add(Units(2)));
        Assert.True(half < half.Add(half) && half.Add(half) > half && half <= new FractionalAmount(Amount.Zero, UInt128.One << 127) && half >= new FractionalAmount(Amount.Zero, 1));
        Assert.Throws<OverflowException>(() => half.Add(new FractionalAmount(Amount.MaxValue, UInt128.One << 127)));
        Assert.True(FractionalAmount.Zero.IsZero && !half.IsZero && !half.Add(half).IsZero);
    }

    [Theory]
    [InlineData(RewardRefusal.NothingToMove)]
    [InlineData(RewardRefusal.MoreThanHeld)]
    [InlineData(RewardRefusal.StakeOverflow)]
    [InlineData(RewardRefusal.HeldOverflow)]
    [InlineData(RewardRefusal.PositionUnknown)]
    public void Operation_refused_isNamed(RewardRefusal refusal)
    {
        (IndexedRewards rewards, IndexedPosition position) = new IndexedRewards().Join(default, 10);
        (rewards, _) = rewards.Reward(Units(10));
        Action act = refusal switch
        {
            RewardRefusal.NothingToMove => () => rewards.Leave(position, 0),
            RewardRefusal.MoreThanHeld => () => rewards.Leave(position, 11),
            RewardRefusal.StakeOverflow => () => rewards.Join(position, UInt128.MaxValue),
            RewardRefusal.HeldOverflow => () => rewards.Reward(Amount.MaxValue),
            _ => () => rewards.Claim(position with { Stake = 100 }),
        };
        Assert.Equal(refusal, Assert.Throws<RewardRefusedException>(act).Refusal);
        Assert.Equal(RewardRefusal.PositionUnknown, Assert.Throws<RewardRefusedException>(() => rewards.Payable(new IndexedPosition(UInt128.MaxValue, new RewardIndex(5, 5), default))).Refusal);
    }

    [Fact]
    public void Json_roundTrip_isEqual()
    {
        (IndexedRewards rewards, IndexedPosition position) = new IndexedRewards().Join(default, 3);
        (rewards, _) = rewards.Reward(Units(10));
        (rewards, position, _) = rewards.Claim(position);
        Assert.Equal(rewards, JsonSerializer.Deserialize<IndexedRewards>(JsonSerializer.Serialize(rewards)));
        Assert.Equal(position, JsonSerializer.Deserialize<IndexedPosition>(JsonSerializer.Serialize(position)));
        Assert.Contains("\"Stake\":\"3\"", JsonSerializer.Serialize(position), StringComparison.Ordinal);
    }

    private static Amount Units(ulong units) => Amount.Of(units);
}
