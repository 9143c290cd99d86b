using System.Numerics;
using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Tests.Rewards;

/// <summary>The small parts of rewards, each by a number, and what they say when they refuse.</summary>
public sealed class RewardPartsTests
{
    /// <summary>A promise that is lost is a law that no longer runs.</summary>
    [Fact]
    public void Promises_ofEverySplitter_areAllThatItsLawsHold()
    {
        const RewardSplitterPromises Fair = RewardSplitterPromises.EqualWeightsDifferByAtMostOne | RewardSplitterPromises.MonotoneInOwnWeight | RewardSplitterPromises.ScaleFree;
        const RewardSplitterPromises Named = Fair | RewardSplitterPromises.PermutationEquivariant;
        const RewardSplitterPromises Whole = RewardSplitterPromises.SumsExactly, Quota = RewardSplitterPromises.WithinOneUnitOfQuota;

        Assert.Equal(Named | Quota | RewardSplitterPromises.MonotoneInPool, new FloorSplitter().Promises);
        Assert.Equal(Named | Whole | Quota, new LargestRemainderSplitter().Promises);
        Assert.Equal(Fair | Whole | Quota, new CumulativeRoundingSplitter().Promises);
        Assert.Equal(Named | Whole | RewardSplitterPromises.MonotoneInPool, new DivisorSplitter(DivisorMethod.Dean).Promises);
        Assert.Equal(Named | Whole, new MinimumShareSplitter(Amount.One).Promises);
        Assert.Equal(Named | Whole | Quota, new MinimumShareSplitter(Amount.Zero).Promises);
        Assert.Equal(Named, new CappedSplitter(Proportion.Half).Promises);
        Assert.Equal(Named | Whole | Quota, new CappedSplitter(Proportion.One).Promises);
    }

    [Theory]
    [InlineData(0UL, 10UL, 1UL, 1UL)]
    [InlineData(7UL, 10UL, 8UL, 8UL)]
    [InlineData(10UL, 10UL, 10UL, 10UL)]
    [InlineData(11UL, 10UL, 10UL, 10UL)]
    [InlineData(5UL, 0UL, 0UL, 1UL)]
    public void SplitGain_ofAMinimum_isOneUnitMore_orThePool(ulong minimum, ulong pool, ulong shared, ulong divided)
    {
        Assert.Equal(Amount.Of(shared), new MinimumShareSplitter(Amount.Of(minimum)).SplitGain(Amount.Of(pool)));
        Assert.Equal(Amount.Of(divided), new DivisorSplitter(DivisorMethod.DHondt, Amount.Of(minimum)).SplitGain(Amount.Of(pool)));
    }

    /// <summary>Where nobody has a unit yet, methods that give everybody one give the heaviest the first.</summary>
    [Theory]
    [InlineData(DivisorMethod.HuntingtonHill)]
    [InlineData(DivisorMethod.Adams)]
    [InlineData(DivisorMethod.Dean)]
    public void Divisor_fewerUnitsThanClaims_goToTheHeaviest(DivisorMethod method)
    {
        Assert.Equal([0, 1, 0], Shares(new DivisorSplitter(method), 1, 2, 9, 5));
        Assert.Equal([0, 1, 1], Shares(new DivisorSplitter(method), 2, 2, 9, 5));
        Assert.Equal([1, 1, 1], Shares(new DivisorSplitter(method), 3, 2, 9, 5));
    }

    [Theory]
    [InlineData(DivisorMethod.SainteLague)]
    [InlineData(DivisorMethod.DHondt)]
    [InlineData(DivisorMethod.HuntingtonHill)]
    [InlineData(DivisorMethod.Adams)]
    [InlineData(DivisorMethod.Dean)]
    public void Divisor_noWeight_givesNobodyAnything(DivisorMethod method)
    {
        Amount[] shares = [Amount.One, Amount.One];
        RewardSplit split = new DivisorSplitter(method, Amount.Of(3)).Split(Amount.Of(10), [0, 0], TieBreak.ByKeys([1, 2]), shares);

        Assert.NotEqual(RewardSplitOutcome.Divided, split.Outcome);
        Assert.Equal((Amount.Zero, Amount.Of(10)), (split.Distributed, split.Remainder));
        Assert.All(shares, share => Assert.Equal(Amount.Zero, share));
    }

    /// <summary>The minimum is given first, also to who weighs nothing beside the others; who weighs nothing at all gets nothing.</summary>
    [Fact]
    public void Divisor_minimum_isGivenToEveryClaim()
    {
        Assert.Equal([3, 94, 0, 3], Shares(new DivisorSplitter(DivisorMethod.SainteLague, Amount.Of(3)), 100, 1, 1_000_000, 0, 1));
        Assert.Equal([3, 94, 0, 3], Shares(new MinimumShareSplitter(Amount.Of(3)), 100, 1, 1_000_000, 0, 1));
    }

    [Fact]
    public void Multiplier_thatFalls_roundsDown_andSaysHowSteepItIs()
    {
        LinearMultiplier falling = new(Ratio.One, Ratio.FromParts(500_000_000_000_000_000));

        Assert.Equal(Ratio.FromParts(875_000_000_000_000_000), falling.Evaluate(Proportion.Percent(25)));
        Assert.Equal(Ratio.FromParts(500_000_000_000_000_000), falling.Steepness);
        Assert.Equal(RewardMultiplierPromises.Continuous, falling.Promises & (RewardMultiplierPromises.Continuous | RewardMultiplierPromises.Monotone));
        Assert.Equal(Ratio.One, new LinearMultiplier(Ratio.Zero, Ratio.One).Steepness);
        PiecewiseLinearMultiplier hump = new([new(Proportion.Zero, Ratio.Zero), new(Proportion.Half, Ratio.One), new(Proportion.One, Ratio.Zero)]);
        PiecewiseLinearMultiplier ramp = new([new(Proportion.Zero, Ratio.Zero), new(Proportion.Half, Ratio.One), new(Proportion.One, Ratio.One)]);
        Assert.Equal(RewardMultiplierPromises.Continuous, hump.Promises);
        Assert.Equal(RewardMultiplierPromises.Continuous | RewardMultiplierPromises.Monotone, ramp.Promises);
        Assert.Equal((Ratio.Of(2), Ratio.Of(2)), (hump.Steepness, ramp.Steepness));
        Assert.Equal(Ratio.MaxValue, new PiecewiseLinearMultiplier([new(Proportion.Zero, Ratio.Zero), new(Proportion.FromParts(1), Ratio.MaxValue)]).Steepness);
    }

    /// <summary>The fast division of a pool by weights against whole numbers without bound.</summary>
    [Fact]
    public void Quota_ofEveryWidth_isTheWholeQuotient()
    {
        Random random = new(11);
        for (int trial = 0; trial < 4_000; trial++)
        {
            UInt128 total = Wide(random) >> random.Next(0, 127), pool = Wide(random) >> random.Next(0, 127);
            total = total == UInt128.Zero ? UInt128.One : total;
            UInt128 weight = random.Next(4) == 0 ? total : Wide(random) % total;
            UInt128 quotient = new QuotaDivision(pool, total).Divide(weight, out UInt128 remainder);

            Assert.Equal((BigInteger)pool * weight / total, quotient);
            Assert.Equal((BigInteger)pool * weight % total, remainder);
        }
    }

    [Fact]
    public void Shapley_ofOnePlayer_isTheValue_andOfNoneIsRefused()
    {
        ShapleyValue[] values = new ShapleyValue[1];
        ShapleyExact.Compute(new Crowd(1), values);

        Assert.Equal("7", values[0].ToString());
        Assert.Contains("0 players; expected 1 to 20", Assert.Throws<ArgumentException>(() => ShapleyExact.Compute(new Crowd(0), [])).Message, StringComparison.Ordinal);
        Assert.Contains("21 players", Assert.Throws<ArgumentException>(() => ShapleyExact.Compute(new Crowd(21), new ShapleyValue[21])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => default(Coalition).Contains(-1));
        Assert.Equal((0UL, 0, false), (default(Coalition).FirstWord, default(Coalition).Count, default(Coalition).Contains(0)));
    }

    [Fact]
    public void Leave_partOfAPosition_leavesTheRest()
    {
        (IndexedRewards rewards, IndexedPosition position) = new IndexedRewards().Join(default, 100);
        (IndexedRewards after, IndexedPosition left) = rewards.Leave(position, 40);

        Assert.Equal(((UInt128)60, (UInt128)60), (after.Stake, left.Stake));
        Assert.Equal(RewardRefusal.MoreThanHeld, Assert.Throws<RewardRefusedException>(() => rewards.Leave(position, 101)).Refusal);
        Assert.Equal(RewardRefusal.MoreThanHeld, Assert.Throws<RewardRefusedException>(() => after.Leave(position, 100)).Refusal);
        Assert.Equal((UInt128)0, rewards.Leave(position, 100).Position.Stake);
    }

    [Fact]
    public void Index_ofAnother_isRefusedWithItsStake()
    {
        UInt128 dust = 0;
        Assert.Contains("5 base units", Assert.Throws<DivideByZeroException>(() => default(RewardIndex).After(Amount.Of(5), 0, ref dust)).Message, StringComparison.Ordinal);
        RewardIndex late = new(UInt128.MaxValue, 0);
        Assert.Contains("3 units of stake", Assert.Throws<OverflowException>(() => late.EarnedSince(default, 3)).Message, StringComparison.Ordinal);
        IndexedRewards rewards = new() { Index = late, Stake = 10 };
        RewardRefusedException refused = Assert.Throws<RewardRefusedException>(() => rewards.Payable(new IndexedPosition { Stake = 3 }));
        Assert.Equal(RewardRefusal.PositionUnknown, refused.Refusal);
        Assert.Contains("3 units of stake", refused.Message, StringComparison.Ordinal);
        Assert.Empty(new RewardCheckpoint(Epoch.Zero, 1, default).Indexes);
        Assert.Empty((new RewardCheckpoint(Epoch.Zero, 1, []) with { Indexes = default }).Indexes);
        Assert.Empty(new DelegatorBookEntry(CapaCloud.Mechanisms.ParticipantId.Of("a"), default).Positions);
    }

    [Fact]
    public void Distribution_refusesWhatIsNoPartOfTheWhole()
    {
        CobbDouglasRebate rebate = new(1, 2);
        Assert.Contains("Fees of 11 of 10", Assert.Throws<ArgumentOutOfRangeException>(() => rebate.Reward(Amount.One, 11, 10, 1, 2)).Message, StringComparison.Ordinal);
        Assert.Contains("stake of 3 of 2", Assert.Throws<ArgumentOutOfRangeException>(() => rebate.Reward(Amount.One, 1, 10, 3, 2)).Message, StringComparison.Ordinal);
        Assert.Equal(Amount.Of(100), rebate.Reward(Amount.Of(100), 10, 10, 2, 2));
        InsuranceFund fund = new(Amount.Of(10), Amount.Of(100), Proportion.One, Amount.Zero);
        Assert.Contains("1 loss and room for 2", Assert.Throws<ArgumentException>(() => fund.Cover([Amount.One], new Amount[2])).Message, StringComparison.Ordinal);
        WorkWindow window = new(10);
        Assert.Contains("1 piece of work and room for 2", Assert.Throws<ArgumentException>(() => window.Divide(Amount.One, [1], new Amount[2])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Vesting_beginsInItsFirstEpoch_andSaysHowItEnded()
    {
        SteppedVesting steps = new([new VestingStep(EpochSpan.Zero, 1), new VestingStep(EpochSpan.Of(4), 3)]);
        VestingGrant grant = new() { Total = Amount.Of(100), Start = Epoch.Of(10), Schedule = steps, IsRevocable = true };

        Assert.Equal([0, 25, 25, 100], new ulong[] { 9, 10, 13, 14 }.Select(epoch => (int)grant.VestedAt(Epoch.Of(epoch)).Units));
        VestingGrant ended = grant.Revoke(Epoch.Of(11)).Grant;
        Assert.Contains("to be revoked in epoch 12; it ended in epoch 11", Assert.Throws<RewardRefusedException>(() => ended.Revoke(Epoch.Of(12))).Message, StringComparison.Ordinal);
        Assert.Contains("to be returned in epoch 12; it ended in epoch 11", Assert.Throws<RewardRefusedException>(() => ended.Return(Epoch.Of(12))).Message, StringComparison.Ordinal);
        Assert.Contains("weights of 1 step add up to 0", Assert.Throws<ArgumentException>(() => new SteppedVesting([new VestingStep(EpochSpan.One, 0)])).Message, StringComparison.Ordinal);
        Assert.Contains("1 epoch follows", Assert.Throws<ArgumentException>(() => new SteppedVesting([new VestingStep(EpochSpan.One, 1), new VestingStep(EpochSpan.One, 1)])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Receipts_refusal_namesTheLine_andTheNamesThatThereAre()
    {
        string header = ReceiptCsv.Write([]);
        string good = "1,2,alice,Wallet,5,,Reward,RewardPool,,,,";
        Assert.Single(ReceiptCsv.Read(header + good + "\n", Denominations.None));
        Assert.StartsWith("Line 3 ", Assert.Throws<FormatException>(() => ReceiptCsv.Read(header + good + "\na,b\n", Denominations.None)).Message, StringComparison.Ordinal);
        string refused = Assert.Throws<FormatException>(() => ReceiptCsv.Read(header + good + "\n" + good.Replace("Wallet", "Pocket", StringComparison.Ordinal) + "\n", Denominations.None)).Message;
        Assert.StartsWith("Line 3 is no receipt: 'Pocket' is not a LedgerAccountKind: expected one of None, ", refused, StringComparison.Ordinal);
    }

    private static int[] Shares(IRewardSplitter splitter, ulong pool, params UInt128[] weights)
    {
        Amount[] shares = new Amount[weights.Length];
        splitter.Split(Amount.Of(pool), weights, TieBreak.ByKeys([.. weights.Select((_, index) => (UInt128)index)]), shares);
        return [.. shares.Select(share => (int)share.Units)];
    }

    private static UInt128 Wide(Random random) => new(unchecked((ulong)random.NextInt64(long.MinValue, long.MaxValue)), unchecked((ulong)random.NextInt64(long.MinValue, long.MaxValue)));

    private sealed class Crowd(int players) : ICoalitionGame
    {
        public int Players => players;

        public Int128 Value(Coalition members) => 7 * members.Count;
    }
}
