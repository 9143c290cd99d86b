using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Tests.Staking.Pools;

public sealed class OperatorPoolTests
{
    private static readonly StakingRules Rules = new() { UnbondingPeriod = EpochSpan.Of(21), LiabilityWindow = EpochSpan.Of(21) };

    /// <summary>The example of the module's page: one stood, one left in the epoch of the fault, one came later.</summary>
    [Fact]
    public void Slash_chargesWhoStood_whereverTheyAre()
    {
        (OperatorPool pool, PoolShare alice) = Open().Delegate(Amount.Of(1_000), Epoch.Of(10), Rules);
        (pool, PoolShare bob) = pool.Delegate(Amount.Of(2_000), Epoch.Of(12), Rules);
        (pool, _, PoolClaim left) = pool.Undelegate(bob, bob.Shares, Epoch.Of(20), Rules);
        (pool, PoolShare carol) = pool.Delegate(Amount.Of(4_000), Epoch.Of(21), Rules);

        Assert.Equal(Amount.Of(3_000), pool.StandingAt(Epoch.Of(20)));
        PoolSlash slash = pool.Slash(Epoch.Of(20), Proportion.Percent(10), Epoch.Of(25), Rules);

        Assert.Equal(Amount.Of(300), slash.Taken);
        Assert.Equal(Amount.Of(900), slash.Pool.WorthOf(alice));
        Assert.Equal(Amount.Of(1_800), slash.Pool.WorthOf(left));
        Assert.Equal(Amount.Of(4_000), slash.Pool.WorthOf(carol));
    }

    [Fact]
    public void Slash_aSecondFault_isChargedOnWhatStoodThen()
    {
        (OperatorPool pool, PoolShare alice) = Open().Delegate(Amount.Of(1_000), Epoch.Of(10), Rules);
        pool = pool.Slash(Epoch.Of(20), Proportion.Percent(10), Epoch.Of(25), Rules).Pool;
        PoolSlash second = pool.Slash(Epoch.Of(22), Proportion.Percent(10), Epoch.Of(26), Rules);
        Assert.Equal(Amount.Of(100), second.Taken);
        Assert.Equal(Amount.Of(800), second.Pool.WorthOf(alice));

        // Once everything is gone there is nothing to take, and the shortfall shows.
        PoolSlash all = second.Pool.Slash(Epoch.Of(23), Proportion.One, Epoch.Of(27), Rules);
        Assert.Equal((Amount.Of(1_000), Amount.Of(800)), (all.Due, all.Taken));
        Assert.True(all.Pool.WorthOf(alice).IsZero);
    }

    [Fact]
    public void Delegate_afterEverybodyLostEverything_beginsALayerOfItsOwn()
    {
        (OperatorPool pool, PoolShare alice) = Open().Delegate(Amount.Of(1_000), Epoch.Of(10), Rules);
        pool = pool.Slash(Epoch.Of(20), Proportion.One, Epoch.Of(20), Rules).Pool;
        Assert.Equal(StakeRefusal.PoolJustSlashed, Refusal(() => pool.Delegate(Amount.Of(5), Epoch.Of(20), Rules)));
        (pool, PoolShare bob) = pool.Delegate(Amount.Of(500), Epoch.Of(21), Rules);
        Assert.Equal(Amount.Of(500), pool.WorthOf(bob));
        Assert.True(pool.WorthOf(alice).IsZero);
        (pool, Amount refused) = pool.Reward(Amount.Of(50), Epoch.Of(21), Rules);
        Assert.True(refused.IsZero);
        Assert.Equal(Amount.Of(550), pool.WorthOf(bob));
    }

    [Fact]
    public void Storage_afterTheWindow_isForgotten()
    {
        OperatorPool pool = Open();
        List<PoolClaim> claims = [];
        for (ulong epoch = 0; epoch < 500; epoch++)
        {
            (pool, PoolShare share) = pool.Delegate(Amount.Of(1_000_000), Epoch.Of(epoch), Rules);
            (pool, _, PoolClaim claim) = pool.Undelegate(share, share.Shares / 2, Epoch.Of(epoch), Rules);
            claims.Add(claim);
            (pool, _) = pool.Reward(Amount.Of(100), Epoch.Of(epoch), Rules);
        }

        Assert.Single(pool.Layers);
        Assert.InRange(pool.Exits.Length, 1, 21);
        Assert.InRange(pool.Layers[0].Marks.Length, 1, 22);
        Assert.InRange(pool.Layers[0].Joins.Length, 1, 21);
        foreach (PoolClaim claim in claims)
        {
            (pool, Amount paid) = pool.Withdraw(claim, Epoch.Of(600), Rules);
            Assert.Equal(claim.Units, paid.Units);
        }

        Assert.True(pool.Unbonding.IsZero);
    }

    [Fact]
    public void BadInput_isRefusedAndChangesNothing()
    {
        (OperatorPool pool, PoolShare share) = Open().Delegate(Amount.Of(1_000), Epoch.Of(50), Rules);
        (OperatorPool later, _, PoolClaim claim) = pool.Undelegate(share, share.Shares / 2, Epoch.Of(51), Rules);
        Assert.Equal(StakeRefusal.NothingToMove, Refusal(() => pool.Delegate(Amount.Zero, Epoch.Of(50), Rules)));
        Assert.Equal(StakeRefusal.EpochInPast, Refusal(() => pool.Delegate(Amount.One, Epoch.Of(49), Rules)));
        Assert.Equal(StakeRefusal.StakeOverflow, Refusal(() => pool.Delegate(Amount.MaxValue, Epoch.Of(50), Rules)));
        Assert.Equal(StakeRefusal.MoreThanHeld, Refusal(() => pool.Undelegate(share, share.Shares + 1, Epoch.Of(51), Rules)));
        Assert.Equal(StakeRefusal.NothingToMove, Refusal(() => pool.Undelegate(share, 0, Epoch.Of(51), Rules)));
        Assert.Equal(StakeRefusal.ReleaseBeyondTime, Refusal(() => pool.Undelegate(share, 1, Epoch.MaxValue, Rules)));
        Assert.Equal(StakeRefusal.FaultInFuture, Refusal(() => pool.Slash(Epoch.Of(52), Proportion.Half, Epoch.Of(51), Rules)));
        Assert.Equal(StakeRefusal.FaultExpired, Refusal(() => pool.Slash(Epoch.Of(50), Proportion.Half, Epoch.Of(71), Rules)));
        Assert.Equal(StakeRefusal.NotReleased, Refusal(() => later.Withdraw(claim, Epoch.Of(71), Rules)));
        Assert.Equal(StakeRefusal.MoreThanHeld, Refusal(() => later.Withdraw(claim with { Units = claim.Units + 1 }, Epoch.Of(72), Rules)));
        Assert.Equal(StakeRefusal.MoreThanHeld, Refusal(() => pool.WorthOf(share with { Shares = share.Shares + 1 })));
        Assert.Throws<ArgumentException>(() => OperatorPool.Open(default));
        Assert.Contains("8", pool.ToString(), StringComparison.Ordinal);
    }

    private static OperatorPool Open() => OperatorPool.Open(ParticipantId.Of("operator-8"));

    private static StakeRefusal Refusal(Action act) => Assert.Throws<StakeRefusedException>(act).Refusal;
}
