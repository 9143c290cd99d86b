using System.Text.Json;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Tests.Staking.Pools;

/// <summary>What a pool gave out is honoured once, however often and in whatever shape it is brought.</summary>
public sealed class OperatorPoolClaimTests
{
    private static readonly StakingRules Rules = new() { UnbondingPeriod = EpochSpan.Of(5), LiabilityWindow = EpochSpan.Of(5) };

    /// <summary>The review's case: two delegators of 1,000 leave in one epoch; the first withdrew twice, and the second found nothing.</summary>
    [Theory]
    [InlineData(14UL)]
    [InlineData(15UL)]
    [InlineData(400UL)]
    public void Withdraw_aClaimTwice_isRefusedAndTheNextOneIsPaid(ulong now)
    {
        (OperatorPool pool, PoolClaim first, PoolClaim second) = TwoClaims();
        (pool, Amount paid) = pool.Withdraw(first, E(now), Rules);
        Assert.Equal(U(1_000), paid);
        StakeRefusedException refused = Assert.Throws<StakeRefusedException>(() => pool.Withdraw(first, E(now), Rules));
        Assert.Equal(StakeRefusal.AlreadySpent, refused.Refusal);
        Assert.Equal("Claim 2 of 1,000 units unbonded in epoch 9 was brought; the pool of operator gave that number out, and it was spent or lost everything; expected one that is still held.", refused.Message);
        Assert.Equal(StakeRefusal.AlreadySpent, Refusal(() => pool.WorthOf(first)));
        (pool, paid) = pool.Withdraw(second, E(now), Rules);
        Assert.Equal((U(1_000), U(0)), (paid, pool.Total));
        Assert.Empty(pool.Claims);
    }

    [Fact]
    public void Withdraw_aClaimThatWasNotGivenOutLikeThis_isRefused()
    {
        (OperatorPool pool, PoolClaim claim, PoolClaim other) = TwoClaims();
        Assert.Equal(StakeRefusal.MoreThanHeld, Refusal(() => pool.Withdraw(claim with { Units = 1_001 }, E(14), Rules)));
        Assert.Equal(StakeRefusal.MoreThanHeld, Refusal(() => pool.Withdraw(claim with { Units = 1 }, E(14), Rules)));
        Assert.Equal(StakeRefusal.MoreThanHeld, Refusal(() => pool.Withdraw(claim with { Unbonded = E(8) }, E(14), Rules)));
        Assert.Equal(StakeRefusal.NeverGiven, Refusal(() => pool.Withdraw(other with { Number = 4 }, E(14), Rules)));
        Assert.Equal(StakeRefusal.AlreadySpent, Refusal(() => pool.Withdraw(other with { Number = 1 }, E(14), Rules)));
        Assert.Equal(StakeRefusal.NeverGiven, Refusal(() => OperatorPool.Open(ParticipantId.Of("other")).Withdraw(claim, E(14), Rules)));
    }

    /// <summary>The same kind: shares that left cannot leave again with somebody else's money.</summary>
    [Fact]
    public void Undelegate_sharesTwice_isRefused()
    {
        (OperatorPool pool, PoolShare alice) = OperatorPool.Open(ParticipantId.Of("operator")).Delegate(U(1_000), E(1), Rules);
        (pool, PoolShare bob) = pool.Delegate(U(1_000), E(1), Rules);
        (OperatorPool some, PoolShare left, _) = pool.Undelegate(alice, alice.Shares / 4, E(2), Rules);
        Assert.Equal(StakeRefusal.MoreThanHeld, Refusal(() => some.Undelegate(alice, alice.Shares, E(2), Rules)));
        Assert.Equal(StakeRefusal.MoreThanHeld, Refusal(() => some.WorthOf(alice)));
        (some, left, _) = some.Undelegate(left, left.Shares, E(2), Rules);
        Assert.Equal(UInt128.Zero, left.Shares);
        Assert.Equal(StakeRefusal.AlreadySpent, Refusal(() => some.Undelegate(alice, alice.Shares, E(2), Rules)));
        Assert.Equal(StakeRefusal.MoreThanHeld, Refusal(() => some.Undelegate(bob with { Joined = E(0) }, bob.Shares, E(2), Rules)));
        Assert.Equal(StakeRefusal.NeverGiven, Refusal(() => some.Undelegate(bob with { Number = 99 }, bob.Shares, E(2), Rules)));
        Assert.Equal(U(1_000), some.WorthOf(bob));
    }

    /// <summary>One delegation and one tiny slash an epoch made 3,000 layers in 3,000 epochs.</summary>
    [Fact]
    public void Layers_aSlashEachEpoch_areBoundedByTwoWindows()
    {
        OperatorPool pool = OperatorPool.Open(ParticipantId.Of("operator"));
        List<(PoolShare Share, UInt128 Worth)> holdings = [];
        for (ulong epoch = 1; epoch <= 3_000; epoch++)
        {
            (pool, PoolShare share) = pool.Delegate(U(1_000_000), E(epoch), Rules);
            holdings.Add((share, 1_000_000));
            pool = pool.Slash(E(epoch - 1), Proportion.FromParts(1_000_000_000), E(epoch), Rules).Pool;
            Assert.InRange(pool.Layers.Length, 1, 12);
        }

        Assert.Equal(3_000, pool.Holdings.Count);
        Assert.InRange(pool.Layers.Max(layer => layer.Marks.Length + layer.Joins.Length), 1, 14);

        // Each of 3,000 slashes takes at most a unit more than its billionth from each layer; nobody else pays for it.
        Amount sum = holdings.Aggregate(Amount.Zero, (all, holding) => all + pool.WorthOf(holding.Share));
        Assert.InRange((ulong)(pool.Bonded.Units - sum.Units), 0UL, 6_100UL);
        Assert.All(holdings, holding => Assert.InRange((ulong)pool.WorthOf(holding.Share).Units, 999_000UL, 1_000_000UL));
        foreach ((PoolShare share, _) in holdings)
        {
            (pool, _, _) = pool.Undelegate(share, share.Shares, E(3_000), Rules);
        }

        Assert.Equal(Amount.Zero, pool.Bonded);
        Assert.Equal(pool.Total, pool.Claims.Aggregate(Amount.Zero, (all, claim) => all + pool.Withdraw(claim, E(3_005), Rules).Paid));
    }

    /// <summary>
    /// 8 % of what stood four epochs ago, every epoch: the ratio of two layers settles by a twelfth an epoch only, and they stay apart until eight windows have passed.
    /// </summary>
    [Fact]
    public void Layers_largeFaultsThatOverlap_areBoundedByEightWindows()
    {
        OperatorPool pool = OperatorPool.Open(ParticipantId.Of("operator"));
        int most = 0;
        for (ulong epoch = 5; epoch <= 150; epoch++)
        {
            (pool, _) = pool.Delegate(U(1_000_000_000_000), E(epoch), Rules);
            Amount before = pool.Total;
            PoolSlash slash = pool.Slash(E(epoch - 4), Proportion.Percent(8), E(epoch), Rules);
            pool = slash.Pool;
            Assert.Equal(before - slash.Taken, pool.Total);
            most = int.Max(most, pool.Layers.Length);
        }

        Assert.InRange(most, 13, 42);
    }

    /// <summary>
    /// What the bound of two windows alone got wrong: Alice lost half for epoch 9, Bob came in epoch 10 and lost nothing, and an epoch before the loss was still to be charged
    /// after it, and so on. Each pays for what it had in the epoch of the fault.
    /// </summary>
    [Fact]
    public void Slash_twoWindowsAfterADivision_chargesEachForWhatItHadThen()
    {
        (OperatorPool pool, PoolShare alice) = OperatorPool.Open(ParticipantId.Of("operator")).Delegate(U(1_000_000), E(1), Rules);
        (pool, PoolShare bob) = pool.Delegate(U(1_000_000), E(10), Rules);
        pool = pool.Slash(E(9), Proportion.Half, E(13), Rules).Pool;
        pool = pool.Slash(E(12), Proportion.Percent(20), E(16), Rules).Pool;
        Assert.Equal((U(300_000), U(800_000)), (pool.WorthOf(alice), pool.WorthOf(bob)));
        pool = pool.Slash(E(15), Proportion.Percent(20), E(19), Rules).Pool;
        Assert.Equal((U(200_000), U(600_000)), (pool.WorthOf(alice), pool.WorthOf(bob)));

        // Two windows after epoch 10, for an epoch in which they had 300,000 and 800,000: a tenth of these, and not of what they have today.
        pool = pool.Slash(E(18), Proportion.Percent(10), E(20), Rules).Pool;
        Assert.Equal((U(170_000), U(520_000)), (pool.WorthOf(alice), pool.WorthOf(bob)));
    }

    /// <summary>StakeOverflow after two refills of a pool that loses nearly everything, with 10^24 units each.</summary>
    [Fact]
    public void Delegate_afterNearlyEverythingWasLost_isNeverRefused()
    {
        Amount refill = Amount.Of(UInt128.Parse("1000000000000000000000000", System.Globalization.CultureInfo.InvariantCulture));
        Proportion nearly = Proportion.FromParts(1).Complement;
        OperatorPool pool = OperatorPool.Open(ParticipantId.Of("operator"));
        for (ulong epoch = 1; epoch <= 200; epoch++)
        {
            (pool, PoolShare share) = pool.Delegate(refill, E(epoch), Rules);
            Assert.InRange(pool.WorthOf(share), refill - U(1_000_000), refill);
            pool = pool.Slash(E(epoch), nearly, E(epoch), Rules).Pool;
            pool = pool.Slash(E(epoch), nearly, E(epoch), Rules).Pool;
            Assert.InRange(pool.Layers.Length, 1, 14);
        }
    }

    [Fact]
    public void Json_pool_comesBackEqual()
    {
        (OperatorPool pool, PoolClaim claim, _) = TwoClaims();
        (pool, PoolShare share) = pool.Delegate(U(7_000), E(10), Rules);
        pool = pool.Slash(E(9), Proportion.Percent(10), E(11), Rules).Pool.Reward(U(55), E(12), Rules).Pool;
        string json = JsonSerializer.Serialize(pool);
        Assert.Equal(pool, JsonSerializer.Deserialize<OperatorPool>(json));
        Assert.Equal(claim, JsonSerializer.Deserialize<PoolClaim>(JsonSerializer.Serialize(claim)));
        Assert.Equal("""{"Number":"4","Joined":"10","Shares":"7000000000"}""", JsonSerializer.Serialize(share));
        Assert.Equal(share, JsonSerializer.Deserialize<PoolShare>(JsonSerializer.Serialize(share)));
        PoolLayer layer = pool.Layers[0];
        Assert.Equal(layer, JsonSerializer.Deserialize<PoolLayer>(JsonSerializer.Serialize(layer)));
        Assert.Equal(pool.Exits[0], JsonSerializer.Deserialize<PoolExit>(JsonSerializer.Serialize(pool.Exits[0])));
        Assert.Equal(layer.Pot, JsonSerializer.Deserialize<DelegationPool>(JsonSerializer.Serialize(layer.Pot)));
        Assert.Equal(pool.Holdings[0], JsonSerializer.Deserialize<PoolHolding>(JsonSerializer.Serialize(pool.Holdings[0])));
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<PoolShare>("""{"Number":4,"Joined":"10","Shares":"7000000000"}"""));
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<PoolShare>("""{"Number":"4","Joined":"10","Shares":7000000000}"""));
    }

    [Fact]
    public void Parts_thatContradictEachOther_areRefusedByName()
    {
        (OperatorPool pool, PoolClaim claim, PoolClaim other) = TwoClaims();
        (pool, _) = pool.Delegate(U(7_000), E(10), Rules);
        Refused("has 7,000,000,000 shares, and its holdings have 0", pool, holdings: []);
        Refused("Holding 4 of operator has 7,000,000,000 shares; expected at least 1, numbers in order and below 4", pool, given: 4);
        Refused("there are claims of 1,000 on it", pool, claims: [claim]);
        Refused("is out of order", pool, claims: [other, claim]);
        Refused("keeps 0 units past all liability, and there are claims of 2,000 on them", pool, exits: []);
        Refused("keeps 1 unit past all liability, and there are claims of 0 on them", pool, settled: 1);
        Refused("begins in epoch 0, not after the one before it", pool, layers: [pool.Layers[0], pool.Layers[0]]);
        Refused("has holdings and no layers", pool, layers: []);
        (OperatorPool two, _) = pool.Slash(E(10), Proportion.Half, E(10), Rules).Pool.Delegate(U(7_000), E(11), Rules);
        Refused("Layer 1 of operator begins in epoch 0, not after the one before it, of epoch 0", two, layers: [two.Layers[0], two.Layers[0], two.Layers[1]], given: 6);
        Refused("Holding 4 of operator joined in epoch 10, of which there is no layer", two, layers: [two.Layers[1] with { From = E(11) }], given: 6);
        Refused("expected at least 1, numbers in order and below 6", two, holdings: [two.Holdings[0], two.Holdings[1] with { Number = 4 }], given: 6);
        Refused("expected at least 1, numbers in order and below 6", two, holdings: [two.Holdings[0] with { Number = 5 }, two.Holdings[1] with { Number = 4 }], given: 6);
        Refused("Holding 4 of operator has 0 shares", two, holdings: [two.Holdings[0] with { Shares = 0 }, two.Holdings[1]], given: 6);
        Refused("Claim 2 on the pool of operator is out of order; expected numbers below 5, each once", pool, claims: [claim, claim]);
        Refused("has 5 units and no shares", pool, layers: [new PoolLayer(Epoch.Zero, new DelegationPool(U(5), 0), [], [])], holdings: []);

        static void Refused(
            string message, OperatorPool pool, PoolLayer[]? layers = null, PoolExit[]? exits = null, ulong settled = 0, PoolHolding[]? holdings = null, PoolClaim[]? claims = null, ulong given = 5) =>
            Assert.Contains(message, Assert.Throws<ArgumentException>(() => new OperatorPool(
                pool.OperatorId, layers is null ? pool.Layers : [.. layers], exits is null ? pool.Exits : [.. exits], U(settled), pool.Latest,
                holdings is null ? pool.Holdings : [.. holdings], claims is null ? pool.Claims : [.. claims], given)).Message, StringComparison.Ordinal);
    }

    /// <summary>Who brings another claim than was given out is told what was given out.</summary>
    [Fact]
    public void Refusals_ofAnotherClaim_nameTheClaimThatWasGivenOut()
    {
        (OperatorPool pool, PoolClaim claim, _) = TwoClaims();
        StakeRefusedException refused = Assert.Throws<StakeRefusedException>(() => pool.WorthOf(claim with { Units = 1_001 }));
        Assert.Equal(StakeRefusal.MoreThanHeld, refused.Refusal);
        Assert.Equal("Claim 2 of 1,001 units unbonded in epoch 9 was brought; the pool of operator gave it out for 1,000 units unbonded in epoch 9; expected the claim as it was given out.", refused.Message);
        Assert.Equal(StakeRefusal.NeverGiven, Refusal(() => pool.WorthOf(claim with { Number = 4 })));
        Assert.Equal(StakeRefusal.AlreadySpent, Refusal(() => pool.WorthOf(claim with { Number = 1 })));
    }

    /// <summary>Lists that nobody filled in are empty.</summary>
    [Fact]
    public void Parts_thatNobodyFilledIn_areEmpty()
    {
        OperatorPool pool = new(ParticipantId.Of("operator"), default, default, Amount.Zero, Epoch.Zero, null!, null!, 0);
        Assert.Equal(OperatorPool.Open(ParticipantId.Of("operator")), pool);
        Assert.Empty(pool.Claims);
    }

    /// <summary>Who joined before any fault that can be charged leaves as who joined with its layer; who joined later, or in this epoch, by its own epoch.</summary>
    [Theory]
    [InlineData(3UL, 8UL, 10UL, 0UL)]
    [InlineData(3UL, 9UL, 10UL, 9UL)]
    [InlineData(3UL, 10UL, 10UL, 10UL)]
    [InlineData(0UL, 10UL, 10UL, 10UL)]
    [InlineData(0UL, 9UL, 10UL, 0UL)]
    public void Undelegate_remembersTheJoiningThatAFaultCanAskFor(ulong window, ulong joined, ulong now, ulong expected)
    {
        StakingRules rules = new() { UnbondingPeriod = EpochSpan.Of(3), LiabilityWindow = EpochSpan.Of(window) };
        (OperatorPool pool, _) = OperatorPool.Open(ParticipantId.Of("operator")).Delegate(U(1_000), E(1), rules);
        (pool, PoolShare share) = pool.Delegate(U(1_000), E(joined), rules);
        Assert.Equal(E(expected), pool.Undelegate(share, share.Shares, E(now), rules).Claim.Joined);
    }

    /// <summary>A claim on what is past all liability is paid in full beside exits that wait, and a claim on an exit that was slashed takes its part of it along.</summary>
    [Fact]
    public void Withdraw_paysEachClaimFromItsOwn()
    {
        StakingRules rules = new() { UnbondingPeriod = EpochSpan.Of(3), LiabilityWindow = EpochSpan.Of(3) };
        OperatorPool pool = OperatorPool.Open(ParticipantId.Of("operator"));
        List<PoolShare> shares = [];
        for (int index = 0; index < 4; index++)
        {
            (pool, PoolShare share) = pool.Delegate(U(1_000), E(1), rules);
            shares.Add(share);
        }

        (pool, _, PoolClaim whole) = pool.Undelegate(shares[0], shares[0].Shares, E(3), rules);
        (pool, _, PoolClaim first) = pool.Undelegate(shares[1], shares[1].Shares, E(5), rules);
        (pool, _, PoolClaim second) = pool.Undelegate(shares[2], shares[2].Shares, E(5), rules);
        pool = pool.Slash(E(5), Proportion.Half, E(5), rules).Pool;
        (pool, _, PoolClaim late) = pool.Undelegate(shares[3], shares[3].Shares, E(6), rules);
        (pool, Amount paid) = pool.Withdraw(whole, E(7), rules);
        Assert.Equal((U(1_000), Amount.Zero, 2), (paid, pool.Settled, pool.Exits.Length));
        (pool, paid) = pool.Withdraw(first, E(8), rules);
        Assert.Equal((U(500), U(500), (UInt128)1_000, second.Units * 1_000_000), (paid, pool.Exits[0].Assets, pool.Exits[0].Units, pool.Exits[0].Shares));
        (pool, paid) = pool.Withdraw(second, E(8), rules);
        Assert.Equal((U(500), U(500)), (paid, pool.WorthOf(late)));
    }

    private static (OperatorPool Pool, PoolClaim First, PoolClaim Second) TwoClaims()
    {
        (OperatorPool pool, PoolShare alice) = OperatorPool.Open(ParticipantId.Of("operator")).Delegate(U(1_000), E(1), Rules);
        (pool, PoolShare bob) = pool.Delegate(U(1_000), E(1), Rules);
        (pool, _, PoolClaim first) = pool.Undelegate(alice, alice.Shares, E(9), Rules);
        (pool, _, PoolClaim second) = pool.Undelegate(bob, bob.Shares, E(9), Rules);
        return (pool, first, second);
    }

    private static Amount U(ulong units) => Amount.Of(units);

    private static Epoch E(ulong epoch) => Epoch.Of(epoch);

    private static StakeRefusal Refusal(Action act) => Assert.Throws<StakeRefusedException>(act).Refusal;
}
