using CapaCloud.Mechanisms.Markets;
using static CapaCloud.Mechanisms.Tests.Markets.MarketBids;

namespace CapaCloud.Mechanisms.Tests.Markets;

/// <summary>With caps of bidders and of groups: the best there is within them, and no group of bidders would rather trade alone. Every assignment is tried.</summary>
public sealed class VcgCapsTests
{
    private const ulong Cap = 3;
    private const ulong Supply = 6;
    private static readonly ulong[] GroupCaps = [2, 4];

    [Fact]
    public void Clear_anySmallMarket_isEfficientWithinTheCaps_andInTheCore()
    {
        VcgAuction rule = new(Cap, [new CapacityGroup(GroupCaps[0], [Name(0), Name(1)]), new CapacityGroup(GroupCaps[1], [Name(2), Name(3)])]);
        Random random = new(11);
        for (int market = 0; market < 60; market++)
        {
            Bid[] bids = [.. Enumerable.Range(0, 6)
                .Select(_ => Bid($"b{random.Next(0, 5)}", (ulong)random.Next(1, 4), (ulong)random.Next(0, 8)))
                .DistinctBy(bid => (bid.Bidder, bid.UnitPrice))];
            AuctionOutcome outcome = rule.Clear(Lot.Sell(Supply), bids, Digest.Parse($"{market:x64}"));
            UInt128[] surplus = [.. Enumerable.Range(0, 5).Select(bidder => bids.Zip(outcome.Awards).Where(pair => pair.First.Bidder == Name(bidder))
                .Aggregate(UInt128.Zero, (sum, pair) => sum + (pair.First.UnitPrice.Units * pair.Second.Quantity) - pair.Second.Payment.Units))];
            Assert.Equal(Best(bids, _ => true), surplus.Aggregate(outcome.Total.Units, (sum, own) => sum + own));
            for (int group = 0; group < 32; group++)
            {
                UInt128 together = outcome.Total.Units + surplus.Where((_, bidder) => (group >> bidder & 1) == 1).Aggregate(UInt128.Zero, (sum, own) => sum + own);
                Assert.True(together >= Best(bids, bidder => (group >> bidder & 1) == 1));
            }
        }
    }

    private static ParticipantId Name(int bidder) => ParticipantId.Of($"b{bidder}");

    private static UInt128 Best(Bid[] bids, Func<int, bool> isIn) => Best(bids, 0, isIn, Supply, [Cap, Cap, Cap, Cap, Cap], [.. GroupCaps]);

    private static UInt128 Best(Bid[] bids, int position, Func<int, bool> isIn, ulong left, ulong[] caps, ulong[] groups)
    {
        if (position == bids.Length)
        {
            return UInt128.Zero;
        }

        UInt128 best = Best(bids, position + 1, isIn, left, caps, groups);
        int bidder = Enumerable.Range(0, 5).First(index => Name(index) == bids[position].Bidder);
        int group = bidder < 2 ? 0 : bidder < 4 ? 1 : -1;
        for (ulong units = 1; isIn(bidder) && units <= bids[position].Quantity; units++)
        {
            if (units <= left && units <= caps[bidder] && (group < 0 || units <= groups[group]))
            {
                ulong[] ownCaps = [.. caps], ownGroups = [.. groups];
                ownCaps[bidder] -= units;
                if (group >= 0)
                {
                    ownGroups[group] -= units;
                }

                best = UInt128.Max(best, (bids[position].UnitPrice.Units * units) + Best(bids, position + 1, isIn, left - units, ownCaps, ownGroups));
            }
        }

        return best;
    }
}
