using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Tests.Staking.Pools;

/// <summary>A pool at its turning points: emptied and joined again, almost worth nothing, and with a reward that is not for everybody.</summary>
public sealed class PoolEdgeTests
{
    private static readonly StakingRules Rules = new() { UnbondingPeriod = EpochSpan.Of(3), LiabilityWindow = EpochSpan.Of(3) };

    private static readonly OperatorPool Empty = OperatorPool.Open(ParticipantId.Of("operator"));

    private static Amount U(ulong units) => Amount.Of(units);

    private static Epoch E(ulong number) => Epoch.Of(number);

    /// <summary>With the formula of its page, by hand: 4 * 4,000,000 kept, and 4 * 6,000,000 more for a reward of 4 units that 2,000,000 of 5,000,000 shares have no part in.</summary>
    [Fact]
    public void Dilution_countsTheVirtualShares()
    {
        PoolDilution dilution = PoolDilution.Of(new DelegationPool(U(3), 5_000_000), 2_000_000, U(4));
        Assert.Equal(new PoolDilution(16_000_000, 40_000_000), dilution);
        Assert.Equal((UInt128)800_000, dilution.SharesOf(2_000_000));
    }

    /// <summary>A share that is worth a thousandth of what the first ones cost is not nearly lost; one that is worth less is.</summary>
    [Theory]
    [InlineData(5UL, 5_999_999_999UL, false)]
    [InlineData(5UL, 6_000_000_000UL, true)]
    [InlineData(0UL, 999_999_999UL, false)]
    [InlineData(0UL, 1_000_000_000UL, true)]
    public void NearlyLost_isLessThanAThousandth(ulong assets, ulong shares, bool isNearlyLost) =>
        Assert.Equal(isNearlyLost, new PoolLayer(Epoch.Zero, new DelegationPool(U(assets), shares), [], []).IsNearlyLost);

    /// <summary>Who comes after everybody left finds nothing of what they left behind, however often.</summary>
    [Fact]
    public void Delegate_toAnEmptiedPool_beginsAfresh()
    {
        OperatorPool pool = Empty;
        for (ulong epoch = 1; epoch <= 30; epoch++)
        {
            (pool, PoolShare share) = pool.Delegate(U(1_000), E(epoch), Rules);
            PoolLayer last = pool.Layers[^1];
            Assert.Equal((1, 1), (last.Joins.Length, last.Marks.Length));
            Assert.Equal(U(1_000), pool.WorthOf(share));
            (pool, _, _) = pool.Undelegate(share, share.Shares, E(epoch), Rules);
        }
    }

    /// <summary>Nobody joins those who lost nearly everything, in the epoch after the loss or when the windows have closed over it: a layer of its own begins, and theirs stays theirs.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public void Delegate_afterNearlyEverythingIsLost_beginsALayer(ulong later)
    {
        (OperatorPool pool, PoolShare first) = Empty.Delegate(U(10_000_000), E(1), Rules);
        pool = pool.Slash(E(2), Proportion.FromParts(1_000_000_000_000).Complement, E(2), Rules).Pool;
        Amount left = pool.WorthOf(first);
        (pool, PoolShare second) = pool.Delegate(U(10_000_000), E(later), Rules);
        Assert.Equal(2, pool.Layers.Count(layer => layer.Pot.Shares != UInt128.Zero));
        Assert.Equal((left, U(10_000_000)), (pool.WorthOf(first), pool.WorthOf(second)));
    }

    /// <summary>A layer that began in this very epoch takes who joins in it, however little its shares are worth: no two layers begin in one epoch.</summary>
    [Fact]
    public void Delegate_toALayerOfThisEpoch_joinsIt()
    {
        PoolLayer nearlyLost = new(E(5), new DelegationPool(U(5), 6_000_000_000), [], []);
        Assert.True(nearlyLost.IsNearlyLost);
        OperatorPool pool = new(Empty.OperatorId, [nearlyLost], [], Amount.Zero, E(5), [new PoolHolding(0, E(5), 6_000_000_000, 6_000_000_000)], [], 1);
        Assert.Equal([E(5)], pool.Delegate(U(10), E(5), Rules).Pool.Layers.Select(layer => layer.From));
        Assert.Equal([E(5), E(6)], pool.Delegate(U(10), E(6), Rules).Pool.Layers.Select(layer => layer.From));
    }

    /// <summary>A slash for an epoch in which everybody stood leaves an empty layer behind: who comes next does not answer for it.</summary>
    [Fact]
    public void Slash_ofEverybody_leavesAnEmptyLayerForWhoComesNext()
    {
        (OperatorPool pool, PoolShare first) = Empty.Delegate(U(1_000), E(1), Rules);
        pool = pool.Slash(E(2), Proportion.Half, E(4), Rules).Pool;
        PoolLayer last = pool.Layers[^1];
        Assert.Equal(new PoolLayer(E(3), default, [], []), last);
        (pool, PoolShare second) = pool.Delegate(U(1_000), E(4), Rules);
        pool = pool.Slash(E(2), Proportion.Half, E(4), Rules).Pool;
        Assert.Equal((Amount.Zero, U(1_000)), (pool.WorthOf(first), pool.WorthOf(second)));
    }

    /// <summary>The virtual shares must have room too: at 500,000 shares too few for them, a delegation is refused.</summary>
    [Fact]
    public void Delegate_withoutRoomForTheVirtualShares_isRefused()
    {
        UInt128 shares = UInt128.MaxValue - 2_500_000;
        DelegationPool pool = new(Amount.Of((shares / 1_900_000) + 1), shares);
        Assert.Equal(StakeRefusal.StakeOverflow, Assert.Throws<StakeRefusedException>(() => pool.Delegate(Amount.One)).Refusal);
        DelegationPool smaller = pool with { Shares = shares - 1_000_000 };
        Assert.Equal(pool.Assets + Amount.One, smaller.Delegate(Amount.One).Pool.Assets);
    }

    /// <summary>Where only those who are leaving earn, the last of them has what rounding leaves, and nothing is refused.</summary>
    [Fact]
    public void Reward_ofThoseWhoLeave_isPaidToTheUnit()
    {
        StakingRules rules = Rules with { UnbondingPeriod = EpochSpan.Of(21), LiabilityWindow = EpochSpan.Of(21) };
        (OperatorPool pool, PoolShare first) = Empty.Delegate(U(1_000), E(1), rules);
        (pool, PoolShare second) = pool.Delegate(U(1_000), E(2), rules);
        (pool, _, PoolClaim firstClaim) = pool.Undelegate(first, first.Shares, E(5), rules);
        (pool, _, PoolClaim secondClaim) = pool.Undelegate(second, second.Shares, E(5), rules);
        (pool, Amount refused) = pool.Reward(U(101), E(5), rules);
        Assert.Equal((U(1_050), U(1_051), Amount.Zero), (pool.WorthOf(firstClaim), pool.WorthOf(secondClaim), refused));
    }

    /// <summary>What joined in the epoch of a fault stood at it; what joined after did not.</summary>
    [Fact]
    public void StoodAt_countsTheEpochOfJoining()
    {
        (OperatorPool pool, PoolShare share) = Empty.Delegate(U(1_000), E(3), Rules);
        Assert.Equal((Amount.Zero, U(1_000), U(1_000)), (pool.StoodAt(share, E(2)), pool.StoodAt(share, E(3)), pool.StoodAt(share, E(4))));
    }

    /// <summary>Nothing is remembered that no fault can ask for: of the joins those after the horizon, of the marks the last one that holds at it and what follows.</summary>
    [Fact]
    public void Prune_keepsWhatAFaultOfTheWindowCanAskFor()
    {
        PoolLayer layer = new(E(1), new DelegationPool(U(6), 6_000_000), [.. Enumerable.Range(1, 5).Select(epoch => new PoolJoin(E((ulong)epoch), 1_000_000))], [.. Enumerable.Range(1, 5).Select(Mark)]);
        PoolLayer pruned = layer.Prune(E(3));
        Assert.Equal([E(4), E(5)], pruned.Joins.Select(join => join.Epoch));
        Assert.Equal([E(3), E(4), E(5)], pruned.Marks.Select(mark => mark.Epoch));
        Assert.Same(pruned, pruned.Prune(E(3)));
        Assert.Equal([E(4), E(5)], (layer with { Joins = layer.Joins[2..] }).Prune(E(3)).Joins.Select(join => join.Epoch));

        static PoolMark Mark(int epoch) => new(E((ulong)epoch), U(6), 6_000_000, Amount.Zero, 6_000_000);
    }
}
