using CapaCloud.Mechanisms.Rewards;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Tests.Rewards;

public sealed class LargestRemainderSplitterTests
{
    private static readonly LargestRemainderSplitter Splitter = new();

    /// <summary>The figures of Wikipedia's article on the quota method.</summary>
    [Fact]
    public void Split_textbookElection_matches() =>
        Assert.Equal<ulong[]>([5, 2, 1, 1, 1, 0], SplitCases.Split(Splitter, 10, [47_000, 16_000, 15_800, 12_000, 6_100, 3_100]));

    /// <summary>The Alabama paradox: a larger pool takes a unit from the third claim.</summary>
    [Fact]
    public void Split_largerPool_canGiveLess()
    {
        Assert.Equal<ulong[]>([4, 4, 2], SplitCases.Split(Splitter, 10, [6, 6, 2]));
        Assert.Equal<ulong[]>([5, 5, 1], SplitCases.Split(Splitter, 11, [6, 6, 2]));
    }

    /// <summary>Every width of total and remainder, against integers without bounds and a full sort.</summary>
    [Property(MaxTest = 500)]
    public void Split_anyWidth_equalsFullSort(UInt128 pool, UInt128[] drawn, byte repeat)
    {
        UInt128[] weights = SplitCases.Fit([.. drawn, .. drawn.Take(repeat % 4)]);
        UInt128[] keys = SplitCases.Keys(weights.Length, seed: repeat);
        Amount[] shares = new Amount[weights.Length];
        RewardSplit split = Splitter.Split(Amount.Of(pool), weights, TieBreak.ByKeys(keys), shares);
        if (split.Outcome == RewardSplitOutcome.Divided)
        {
            UInt128[] actual = [.. shares.Select(share => share.Units)];
            Assert.Equal(SplitCases.LargestRemaindersBySorting(pool, weights, keys), actual);
        }
    }
}
