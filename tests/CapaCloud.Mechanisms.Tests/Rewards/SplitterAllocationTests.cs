using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Tests.Rewards;

/// <summary>Nothing is allocated beyond the result, whose place is the caller's.</summary>
public sealed class SplitterAllocationTests
{
    public static TheoryData<IRewardSplitter> Splitters => RewardSplitterLawTests.Splitters;

    [Theory]
    [MemberData(nameof(Splitters))]
    public void Split_manyClaims_allocatesNothing(IRewardSplitter splitter)
    {
        // Many equals, so that ties are broken; more claims than the divisor methods keep on the stack.
        const int claims = 2_000;
        UInt128[] weights = [.. Enumerable.Range(0, claims).Select(claim => (UInt128)(claim % 7))];
        UInt128[] keys = SplitCases.Keys(claims, 11);
        Amount[] shares = new Amount[claims];
        Amount pool = Amount.Of(1_000_000_007);
        Assert.Equal(0, Allocation.Least(() => splitter.Split(pool, weights, TieBreak.ByKeys(keys), shares)));
    }

    [Fact]
    public void Carried_manyClaims_allocatesNothing()
    {
        UInt128[] weights = [.. Enumerable.Range(0, 1_000).Select(claim => (UInt128)(claim % 7))];
        Proportion[] owed = new Proportion[weights.Length];
        Amount[] shares = new Amount[weights.Length];
        Amount dust = CarriedSplitter.Split(Amount.Of(1_234_567), Amount.Zero, weights, owed, shares).Remainder;
        Assert.Equal(0, Allocation.Least(() => CarriedSplitter.Split(Amount.Of(1_234_567), dust, weights, owed, shares)));
    }
}
