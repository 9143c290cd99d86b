using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Tests.Rewards;

/// <summary>What every splitter refuses, and that it says which value and what was expected.</summary>
public sealed class SplitterBadInputTests
{
    public static TheoryData<IRewardSplitter> Splitters => RewardSplitterLawTests.Splitters;

    [Theory]
    [MemberData(nameof(Splitters))]
    public void Split_sharesNotAsManyAsWeights_isRefused(IRewardSplitter splitter)
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(
            "shares", () => splitter.Split(Amount.One, [1, 2], TieBreak.ByKeys([1, 2]), new Amount[3]));
        Assert.Contains("2 weights and room for 3 shares", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Splitters))]
    public void Split_tieBreaksNotAsManyAsWeights_isRefused(IRewardSplitter splitter)
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(
            "tieBreak", () => splitter.Split(Amount.One, [1, 2], TieBreak.ByKeys([1]), new Amount[2]));
        Assert.Contains("2 weights and 1 identities", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Splitters))]
    public void Split_weightsOverflow_isRefused(IRewardSplitter splitter)
    {
        OverflowException refusal = Assert.Throws<OverflowException>(
            () => splitter.Split(Amount.One, [UInt128.MaxValue, 1, 5], TieBreak.ByKeys([1, 2, 3]), new Amount[3]));
        Assert.Contains("position 1 of 3", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Keys that are the same, which the tie-break forbids, must still not create or lose a unit.</summary>
    [Theory]
    [MemberData(nameof(Splitters))]
    public void Split_sameKeyTwice_stillConserves(IRewardSplitter splitter)
    {
        Amount[] shares = new Amount[5];
        RewardSplit split = splitter.Split(Amount.Of(3), [1, 1, 1, 1, 1], TieBreak.ByKeys(new UInt128[5]), shares);
        Assert.Equal(split.Distributed, shares.Aggregate(Amount.Zero, (sum, share) => sum + share));
        Assert.Equal(Amount.Of(3), split.Distributed + split.Remainder);
    }

    [Fact]
    public void Share_weightAboveTheTotal_isRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>("weight", () => new FloorSplitter().Share(Amount.One, 3, 2));
}
