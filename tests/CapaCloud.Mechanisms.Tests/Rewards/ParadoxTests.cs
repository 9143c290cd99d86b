using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Tests.Rewards;

/// <summary>What the splitters do not promise, shown: whoever needs the promise takes another splitter.</summary>
public sealed class ParadoxTests
{
    public static TheoryData<IRewardSplitter, int, int[], ulong[], ulong[]> LargerPools => new()
    {
        { new LargestRemainderSplitter(), 10, [6, 6, 2], [4, 4, 2], [5, 5, 1] },
        { new CumulativeRoundingSplitter(), 2, [2, 1, 2], [0, 1, 1], [1, 0, 2] },
        { new CappedSplitter(Proportion.Percent(30)), 9, [1, 2, 2, 2], [2, 2, 2, 2], [1, 3, 3, 3] },
        { new MinimumShareSplitter(Amount.Of(3)), 24, [1, 3, 3], [4, 10, 10], [3, 11, 11] },
    };

    /// <summary>
    /// The Alabama paradox: one unit more in the pool, and somebody has less. None of these promises otherwise.
    /// </summary>
    [Theory]
    [MemberData(nameof(LargerPools))]
    public void Split_oneUnitMore_canGiveSomebodyLess(IRewardSplitter splitter, int pool, int[] weights, ulong[] before, ulong[] after)
    {
        Assert.False(splitter.Promises.HasFlag(RewardSplitterPromises.MonotoneInPool));
        UInt128[] claims = [.. weights.Select(weight => (UInt128)weight)];
        Assert.Equal(before, SplitCases.Split(splitter, (UInt128)pool, claims));
        Assert.Equal(after, SplitCases.Split(splitter, (UInt128)pool + 1, claims));
    }

    /// <summary>
    /// The population paradox: the first claim grows by a half, the second by two fifths, and the first loses a unit to the
    /// second.
    /// </summary>
    [Fact]
    public void LargestRemainder_growsFaster_canLoseToWhoGrowsSlower()
    {
        Assert.Equal<ulong[]>([1, 4, 1], SplitCases.Split(new LargestRemainderSplitter(), 6, [2, 20, 6]));
        Assert.Equal<ulong[]>([0, 5, 1], SplitCases.Split(new LargestRemainderSplitter(), 6, [3, 28, 6]));
    }

    /// <summary>The same growth by a divisor method: the first claim does not lose.</summary>
    [Fact]
    public void SainteLague_growsFaster_doesNotLose()
    {
        ulong[] before = SplitCases.Split(new DivisorSplitter(DivisorMethod.SainteLague), 6, [2, 20, 6]);
        ulong[] after = SplitCases.Split(new DivisorSplitter(DivisorMethod.SainteLague), 6, [3, 28, 6]);
        Assert.False(after[0] < before[0] && after[1] > before[1]);
    }

    /// <summary>Cumulative rounding pays by position: the same three claims in another order.</summary>
    [Fact]
    public void Cumulative_otherOrder_movesTheOddUnit()
    {
        Assert.Equal<ulong[]>([0, 1, 1], SplitCases.Split(new CumulativeRoundingSplitter(), 2, [1, 2, 2]));
        Assert.Equal<ulong[]>([0, 1, 1], SplitCases.Split(new CumulativeRoundingSplitter(), 2, [2, 2, 1]));
    }
}
