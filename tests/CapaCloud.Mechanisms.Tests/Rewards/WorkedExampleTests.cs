using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Tests.Rewards;

/// <summary>The table of docs/modules/rewards.md: 100 over 664, 231, 82, 15, 8.</summary>
public sealed class WorkedExampleTests
{
    public static TheoryData<IRewardSplitter, ulong[]> Rows => new()
    {
        { new FloorSplitter(), [66, 23, 8, 1, 0] },
        { new LargestRemainderSplitter(), [66, 23, 8, 2, 1] },
        { new CumulativeRoundingSplitter(), [66, 23, 8, 2, 1] },
        { new DivisorSplitter(DivisorMethod.SainteLague), [66, 23, 8, 2, 1] },
        { new DivisorSplitter(DivisorMethod.DHondt), [68, 23, 8, 1, 0] },
        { new DivisorSplitter(DivisorMethod.HuntingtonHill), [66, 23, 8, 2, 1] },
        { new DivisorSplitter(DivisorMethod.Adams), [65, 23, 9, 2, 1] },
        { new DivisorSplitter(DivisorMethod.Dean), [66, 23, 8, 2, 1] },
        { new CappedSplitter(Proportion.Percent(40)), [40, 40, 16, 3, 1] },
        { new MinimumShareSplitter(Amount.Of(6)), [60, 21, 7, 6, 6] },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Split_workedExample_matches(IRewardSplitter splitter, ulong[] expected) =>
        Assert.Equal(expected, SplitCases.Split(splitter, 100, [664, 231, 82, 15, 8]));
}
