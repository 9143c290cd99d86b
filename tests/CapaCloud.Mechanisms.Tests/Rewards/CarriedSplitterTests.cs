using System.Numerics;
using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Tests.Rewards;

public sealed class CarriedSplitterTests
{
    /// <summary>
    /// A thousand pools of a few units over nine claims: everybody is within a unit of what it earned, whoever was lucky
    /// before.
    /// </summary>
    [Fact]
    public void Split_thousandSmallPools_everybodyWithinOneUnitOfWhatItEarned()
    {
        const int claims = 9, epochs = 1_000;
        Random random = new(20_260_101);
        Proportion[] owed = new Proportion[claims];
        Amount[] shares = new Amount[claims];
        BigInteger[] paid = new BigInteger[claims], earned = new BigInteger[claims];
        BigInteger common = 1, pools = 0;
        Amount dust = Amount.Zero;
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            UInt128[] weights = [.. Enumerable.Range(0, claims).Select(claim => (UInt128)random.Next(claim == 0 ? 1 : 0, 7))];
            uint total = (uint)weights.Sum(weight => (int)weight), pool = (uint)random.Next(0, 5);
            RewardSplit split = CarriedSplitter.Split(Amount.Of(pool), dust, weights, owed, shares);
            Assert.Equal(dust + Amount.Of(pool), split.Distributed + split.Remainder);
            dust = split.Remainder;
            pools += pool;
            BigInteger scale = total / BigInteger.GreatestCommonDivisor(common, total);
            common *= scale;
            for (int claim = 0; claim < claims; claim++)
            {
                paid[claim] += shares[claim].Units;
                earned[claim] = (earned[claim] * scale) + (pool * weights[claim] * (common / total));
            }
        }

        Assert.Equal(pools, paid.Aggregate(BigInteger.Zero, (sum, amount) => sum + amount) + dust.Units);
        Assert.True(dust.Units <= claims);
        for (int claim = 0; claim < claims; claim++)
        {
            // 0 <= earned - paid < 1 + 10^-18 for each epoch
            BigInteger owing = earned[claim] - (paid[claim] * common), slack = common * epochs / Proportion.PartsPerOne;
            Assert.InRange(owing, BigInteger.Zero, common + slack);
        }
    }

    /// <summary>
    /// What carrying is for: with a fixed tie-break, 1,000 single units over three equal claims all go to one of them.
    /// </summary>
    [Fact]
    public void Split_againstLargestRemainder_isFairWhereThatIsNot()
    {
        ulong[] uncarried = new ulong[3];
        ulong[] carried = new ulong[3];
        Proportion[] owed = new Proportion[3];
        Amount[] shares = new Amount[3];
        Amount dust = Amount.Zero;
        for (int epoch = 0; epoch < 1_000; epoch++)
        {
            ulong[] once = SplitCases.Split(new LargestRemainderSplitter(), 1, [1, 1, 1]);
            dust = CarriedSplitter.Split(Amount.One, dust, [1, 1, 1], owed, shares).Remainder;
            for (int claim = 0; claim < 3; claim++)
            {
                uncarried[claim] += once[claim];
                carried[claim] += (ulong)shares[claim].Units;
            }
        }

        Assert.Equal<ulong[]>([1_000, 0, 0], uncarried);
        Assert.Equal<ulong[]>([333, 333, 333], carried);
    }

    [Fact]
    public void Split_allWeightsZero_thePoolWaits()
    {
        RewardSplit split = CarriedSplitter.Split(Amount.Of(5), Amount.One, [0, 0], new Proportion[2], new Amount[2]);
        Assert.Equal(new RewardSplit(Amount.Zero, Amount.Of(6), RewardSplitOutcome.AllWeightsZero), split);
    }

    [Fact]
    public void Split_dustDoesNotCoverTheFractions_isRefused() =>
        Assert.Throws<ArgumentException>("dust", () => CarriedSplitter.Split(Amount.One, Amount.Zero, [1], [Proportion.Half], new Amount[1]));

    [Fact]
    public void Split_aWholeUnitCarried_isRefused() =>
        Assert.Throws<ArgumentException>("owed", () => CarriedSplitter.Split(Amount.One, Amount.One, [1], [Proportion.One], new Amount[1]));

    [Fact]
    public void Split_fractionsNotAsManyAsWeights_isRefused() =>
        Assert.Throws<ArgumentException>("owed", () => CarriedSplitter.Split(Amount.One, Amount.One, [1], new Proportion[2], new Amount[1]));
}
