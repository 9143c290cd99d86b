using System.Numerics;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Rewards;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Tests.Rewards;

/// <summary>Caps and minimums: the examples of their comments, and the level of the water against exact fractions.</summary>
public sealed class BoundedSplitterTests
{
    [Fact]
    public void Capped_examples_match()
    {
        Assert.Equal<ulong[]>([50, 25, 25], SplitCases.Split(new CappedSplitter(Proportion.Half), 100, [90, 5, 5]));
        Assert.Equal<ulong[]>([30, 30], SplitCases.Split(new CappedSplitter(Proportion.Percent(30)), 100, [1, 1]));
    }

    [Fact]
    public void Minimum_examples_match()
    {
        Assert.Equal<ulong[]>([80, 10, 10], SplitCases.Split(new MinimumShareSplitter(Amount.Of(10)), 100, [98, 1, 1]));
        Assert.Equal<ulong[]>([2, 2, 2], SplitCases.Split(new MinimumShareSplitter(Amount.Of(10)), 6, [9, 1, 1]));
        Assert.Equal<ulong[]>([3, 2, 0, 2], SplitCases.Split(new MinimumShareSplitter(Amount.Of(10)), 7, [9, 1, 0, 1]));
    }

    [Property(MaxTest = 300)]
    public void Capped_anyWeights_isTheWaterLevelWithinOneUnit(UInt128 pool, UInt128[] drawn, byte percent)
    {
        UInt128[] weights = SplitCases.Fit(drawn);
        CappedSplitter splitter = new(Proportion.Percent(percent % 101u));
        UInt128 cap = MultiplyDivide.Down(pool, splitter.LargestShare.Parts, Proportion.PartsPerOne);
        AssertLevel(splitter, pool, weights, share => share > cap, cap);
    }

    [Property(MaxTest = 300)]
    public void Minimum_anyWeights_isTheWaterLevelWithinOneUnit(UInt128 pool, UInt128[] drawn, UInt128 minimum)
    {
        UInt128[] weights = SplitCases.Fit(drawn);
        uint claims = (uint)weights.Count(weight => weight != UInt128.Zero);
        if (claims == 0 || minimum <= pool / claims)
        {
            AssertLevel(new MinimumShareSplitter(Amount.Of(minimum)), pool, weights, share => share < minimum, minimum);
            return;
        }

        // The pool does not hold the minimum for everybody: equal shares, the odd units by the tie-break.
        Amount[] shares = new Amount[weights.Length];
        new MinimumShareSplitter(Amount.Of(minimum)).Split(Amount.Of(pool), weights, TieBreak.ByKeys(SplitCases.Keys(weights.Length, 3)), shares);
        Assert.All(
            shares.Zip(weights),
            claim => Assert.InRange(claim.First.Units, claim.Second == 0 ? 0 : pool / claims, claim.Second == 0 ? 0 : (pool / claims) + 1));
    }

    /// <summary>
    /// Whoever is not at the bound has, for its weight, what the others not at the bound have: within one unit each.
    /// </summary>
    private static void AssertLevel(IRewardSplitter splitter, UInt128 pool, UInt128[] weights, Func<UInt128, bool> isOutside, UInt128 bound)
    {
        Amount[] shares = new Amount[weights.Length];
        RewardSplit split = splitter.Split(Amount.Of(pool), weights, TieBreak.ByKeys(SplitCases.Keys(weights.Length, 3)), shares);
        int[] free = [.. Enumerable.Range(0, weights.Length).Where(claim => weights[claim] != UInt128.Zero && shares[claim].Units != bound)];
        Assert.All(
            Enumerable.Range(0, weights.Length).Where(claim => weights[claim] != UInt128.Zero),
            claim => Assert.False(isOutside(shares[claim].Units) && split.Outcome == RewardSplitOutcome.Divided));
        foreach (int claim in free)
        {
            foreach (int other in free)
            {
                // share / weight of the two, cross-multiplied, differ by less than a unit of each
                BigInteger difference = ((BigInteger)shares[claim].Units * weights[other]) - ((BigInteger)shares[other].Units * weights[claim]);
                Assert.True(BigInteger.Abs(difference) < (BigInteger)weights[claim] + weights[other]);
            }
        }
    }
}
