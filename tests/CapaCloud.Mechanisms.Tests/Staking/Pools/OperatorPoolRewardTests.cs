using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Tests.Staking.Pools;

public sealed class OperatorPoolRewardTests
{
    private static readonly StakingRules Rules = new() { UnbondingPeriod = EpochSpan.Of(21), LiabilityWindow = EpochSpan.Of(21) };

    /// <summary>900 million stood, 100 million join in the epoch of a reward of 9 million: 909,000,000 and nothing more, in either order.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reward_sameEpochAsADelegation_belongsToWhoStood(bool isRewardFirst)
    {
        (OperatorPool pool, PoolShare old) = Open().Delegate(Amount.Of(900_000_000), Epoch.Of(1), Rules);
        pool = isRewardFirst ? pool.Reward(Amount.Of(9_000_000), Epoch.Of(5), Rules).Pool : pool;
        (pool, PoolShare late) = pool.Delegate(Amount.Of(100_000_000), Epoch.Of(5), Rules);
        pool = isRewardFirst ? pool : pool.Reward(Amount.Of(9_000_000), Epoch.Of(5), Rules).Pool;

        Assert.InRange(pool.WorthOf(old).Units, 908_999_998U, 909_000_000U);
        Assert.InRange(pool.WorthOf(late).Units, 99_999_998U, 100_000_000U);
        (pool, _) = pool.Reward(Amount.Of(1_009_000), Epoch.Of(6), Rules);
        Assert.InRange(pool.WorthOf(late).Units, 100_099_997U, 100_100_001U);
    }

    [Fact]
    public void Reward_whoLeftInItsEpoch_hasItsPart()
    {
        (OperatorPool pool, PoolShare stays) = Open().Delegate(Amount.Of(600), Epoch.Of(1), Rules);
        (pool, PoolShare leaves) = pool.Delegate(Amount.Of(300), Epoch.Of(2), Rules);
        (pool, _, PoolClaim claim) = pool.Undelegate(leaves, leaves.Shares, Epoch.Of(5), Rules);
        (pool, Amount refused) = pool.Reward(Amount.Of(90), Epoch.Of(5), Rules);
        Assert.True(refused.IsZero);
        Assert.Equal((660U, 330U), ((uint)pool.WorthOf(stays).Units, (uint)pool.WorthOf(claim).Units));

        // A fault of that epoch is charged on what stood in it, the reward included.
        PoolSlash slash = pool.Slash(Epoch.Of(5), Proportion.Percent(10), Epoch.Of(6), Rules);
        Assert.Equal((Amount.Of(990), Amount.Of(99)), (slash.Standing, slash.Taken));

        // In the next epoch it earns no more, and at its release it is paid what it is worth.
        (pool, _) = pool.Reward(Amount.Of(66), Epoch.Of(6), Rules);
        Assert.Equal(Amount.Of(330), pool.WorthOf(claim));
        Assert.Equal(Amount.Of(330), pool.Withdraw(claim, Epoch.Of(26), Rules).Paid);
    }

    [Fact]
    public void Reward_nobodyStoodBefore_isRefused()
    {
        (OperatorPool pool, PoolShare first) = Open().Delegate(Amount.Of(500), Epoch.Of(5), Rules);
        (pool, Amount refused) = pool.Reward(Amount.Of(50), Epoch.Of(5), Rules);
        Assert.Equal((Amount.Of(50), Amount.Of(500)), (refused, pool.WorthOf(first)));
        Assert.Equal(Amount.Of(50), Open().Reward(Amount.Of(50), Epoch.Of(5), Rules).Refused);
    }

    /// <summary>One unit that stood, a large newcomer and a huge reward: so few shares would be left to the newcomer that it gets a layer of its own.</summary>
    [Fact]
    public void Reward_hugeOverOneUnit_takesNothingFromTheNewcomer()
    {
        (OperatorPool pool, PoolShare one) = Open().Delegate(Amount.One, Epoch.Of(1), Rules);
        (pool, PoolShare late) = pool.Delegate(Amount.Of(1_000_000_000_000), Epoch.Of(5), Rules);
        UInt128 huge = UInt128.One << 100;
        (pool, Amount refused) = pool.Reward(Amount.Of(huge), Epoch.Of(5), Rules);
        Assert.True(refused.IsZero);
        Assert.InRange(pool.WorthOf(late).Units, 999_999_999_998U, 1_000_000_000_000U);
        Assert.True(pool.WorthOf(one).Units >= huge - 1);
        Assert.Equal(2, pool.Layers.Length);
        Assert.Equal(Amount.Of(huge + 1_000_000_000_001U), pool.Total);
    }

    /// <summary>A reward of many times the stake belongs to who stood, whoever joins in its epoch or later and whoever leaves last.</summary>
    [Theory]
    [InlineData(1UL, 4UL, true)]
    [InlineData(1UL, 4UL, false)]
    [InlineData(1UL, 9UL, true)]
    [InlineData(9UL, 4UL, true)]
    [InlineData(9UL, 4UL, false)]
    [InlineData(9UL, 9UL, true)]
    [InlineData(999UL, 4UL, true)]
    [InlineData(999UL, 4UL, false)]
    [InlineData(999UL, 9UL, true)]
    public void Reward_manyTimesTheStake_isNotForTheLastOneOut(ulong stake, ulong joins, bool isRewardFirst)
    {
        (OperatorPool pool, PoolShare old) = Open().Delegate(Amount.Of(stake), Epoch.Of(1), Rules);
        pool = isRewardFirst ? pool.Reward(Amount.Of(1_000_000), Epoch.Of(4), Rules).Pool : pool;
        (pool, PoolShare late) = pool.Delegate(Amount.Of(10_000_000), Epoch.Of(joins), Rules);
        pool = isRewardFirst ? pool : pool.Reward(Amount.Of(1_000_000), Epoch.Of(4), Rules).Pool;
        (pool, _, PoolClaim first) = pool.Undelegate(old, old.Shares, Epoch.Of(10), Rules);
        (pool, _, PoolClaim last) = pool.Undelegate(late, late.Shares, Epoch.Of(11), Rules);

        Assert.InRange(pool.WorthOf(first).Units, 1_000_000 + stake - 5, 1_000_000 + stake);
        Assert.InRange(pool.WorthOf(last).Units, 10_000_000U, 10_000_005U);
        Assert.Equal(Amount.Of(11_000_000 + stake), pool.Total);
    }

    /// <summary>Two who stood with a unit each share a large reward alike, whoever leaves last; a fault from before it is charged on what stood then.</summary>
    [Fact]
    public void Reward_manyTimesTheStakeOfTwo_isDividedAlike()
    {
        (OperatorPool pool, PoolShare one) = Open().Delegate(Amount.One, Epoch.Of(1), Rules);
        (pool, PoolShare other) = pool.Delegate(Amount.One, Epoch.Of(2), Rules);
        for (ulong epoch = 4; epoch < 8; epoch++)
        {
            (pool, _) = pool.Reward(Amount.Of((UInt128)1_000_000 * epoch * epoch * epoch), Epoch.Of(epoch), Rules);
        }

        Assert.Equal((Amount.One, Amount.Of(2), Amount.Of(64_000_002)), (pool.StandingAt(Epoch.Of(1)), pool.StandingAt(Epoch.Of(3)), pool.StandingAt(Epoch.Of(4))));
        Assert.InRange(pool.WorthOf(one).Units, 373_999_996U, 374_000_001U);
        (pool, _, _) = pool.Undelegate(one, one.Shares / 2, Epoch.Of(9), Rules);
        Assert.InRange(pool.WorthOf(other).Units, 373_999_996U, 374_000_001U);
        Assert.Equal(Amount.Of(748_000_002), pool.Total);
        Assert.Single(pool.Layers);
    }

    /// <summary>Somebody joins in every epoch, each with a reward: one layer stays one.</summary>
    [Fact]
    public void Reward_everyEpochWithNewcomers_keepsOneLayer()
    {
        OperatorPool pool = Open();
        for (ulong epoch = 0; epoch < 300; epoch++)
        {
            (pool, _) = pool.Delegate(Amount.Of(1_000_000), Epoch.Of(epoch), Rules);
            (pool, Amount refused) = pool.Reward(Amount.Of(1_000), Epoch.Of(epoch), Rules);
            Assert.Equal(epoch == 0, !refused.IsZero);
        }

        Assert.Single(pool.Layers);
    }

    private static OperatorPool Open() => OperatorPool.Open(ParticipantId.Of("operator-9"));
}
