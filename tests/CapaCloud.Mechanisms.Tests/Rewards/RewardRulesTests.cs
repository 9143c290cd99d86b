using System.Numerics;
using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Tests.Rewards;

/// <summary>Bounds of rewards: what is refused just outside of them, what is right just inside, and what a refusal says.</summary>
public sealed class RewardRulesTests
{
    [Fact]
    public void Join_ofNobody_isRefusedByName() => Assert.Contains(
        "needs an account", Assert.Throws<RewardRefusedException>(() => DelegatorBook.Begin(Epoch.Zero).Join(default, 5, Epoch.Zero)).Message, StringComparison.Ordinal);

    /// <summary>The refusal names the later of what happened and what was closed.</summary>
    [Fact]
    public void Past_isRefusedWithTheEpochThatIsExpected()
    {
        (DelegatorRewards acted, _) = DelegatorRewards.Begin(Epoch.Of(3)).Join(100, Epoch.Of(5));
        Assert.Contains("an epoch from 5,", Assert.Throws<RewardRefusedException>(() => acted.Join(1, Epoch.Of(1))).Message, StringComparison.Ordinal);
        (DelegatorRewards closed, _) = DelegatorRewards.Begin(Epoch.Of(9)).Join(100, Epoch.Of(8));
        (closed, _) = closed.Close(Epoch.Of(9), Amount.Of(10));
        Assert.Contains("an epoch from 9,", Assert.Throws<RewardRefusedException>(() => closed.Join(1, Epoch.Of(1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Index_afterNoReward_isTheSame_whateverIsOwed()
    {
        UInt128 dust = UInt128.Zero;
        RewardIndex index = default(RewardIndex).After(Amount.One, 3, ref dust);
        UInt128 before = dust;
        Assert.NotEqual(UInt128.Zero, before);
        Assert.Equal(index, index.After(Amount.Zero, 3, ref dust));
        Assert.Equal(before, dust);
    }

    [Fact]
    public void Issuance_outOfOrder_isRefusedByName()
    {
        Assert.Contains("half-life of 0", Assert.Throws<ArgumentOutOfRangeException>(() => new BaselineIssuance(Amount.One, Amount.One, EpochSpan.Zero)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new FallingParabolaCurve(Ratio.One, Ratio.Zero, Proportion.Zero, Proportion.Half));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FallingParabolaCurve(Ratio.Zero, Ratio.One, Proportion.Half, Proportion.Half));
        Assert.Throws<ArgumentOutOfRangeException>(() => IssuanceAmount.Of(Amount.Of(100), Ratio.One, EpochSpan.Of(5), EpochSpan.Of(6), EpochSpan.Of(10)));
        Assert.Equal(Amount.Of(50), IssuanceAmount.Of(Amount.Of(100), Ratio.One, EpochSpan.Of(5), EpochSpan.Of(5), EpochSpan.Of(10)));
    }

    [Fact]
    public void Multiplier_thatStaysLevel_neverFalls() =>
        Assert.True(new LinearMultiplier(Ratio.One, Ratio.One).Promises.HasFlag(RewardMultiplierPromises.Monotone));

    /// <summary>Totals of 127 and 128 bits, even and odd, are divided as plain numbers are.</summary>
    [Fact]
    public void Floor_ofTheLargestTotals_isThatOfPlainNumbers()
    {
        UInt128 top = UInt128.One << 126;
        foreach (UInt128 odd in new UInt128[] { 0, 1 })
        {
            UInt128[] weights = [top + odd, top, top / 3];
            BigInteger total = weights.Aggregate(BigInteger.Zero, static (sum, weight) => sum + weight);
            foreach (UInt128 pool in new[] { UInt128.MaxValue, UInt128.MaxValue / 7, (UInt128)1_000 })
            {
                Amount[] shares = new Amount[3];
                new FloorSplitter().Split(Amount.Of(pool), weights, TieBreak.ByKeys([1, 2, 3]), shares);
                Assert.Equal(weights.Select(weight => (UInt128)((BigInteger)pool * weight / total)), shares.Select(share => share.Units));
            }
        }
    }

    [Fact]
    public void Receipts_aQuotedFieldAtTheVeryEnd_isRead()
    {
        string text = ReceiptCsv.Write([]) + "1,2,alice,Wallet,5,,Reward,RewardPool,,,,\"\"";
        Assert.Single(ReceiptCsv.Read(text, Denominations.None));
    }

    [Fact]
    public void Shapley_sampledForOnePlayer_isAllThereIs()
    {
        ShapleyValue[] values = new ShapleyValue[1];
        ShapleySampled.Compute(new Alone(), 5, Digest.Parse(new string('1', 64)), values);
        Assert.Equal((Int128)7, values[0].Numerator);
        Assert.Throws<ArgumentException>(() => ShapleySampled.Compute(new Alone(), 5, default, new ShapleyValue[2]));
    }

    private sealed class Alone : ICoalitionGame
    {
        public int Players => 1;

        public Int128 Value(Coalition members) => 7 * members.Count;
    }
}
