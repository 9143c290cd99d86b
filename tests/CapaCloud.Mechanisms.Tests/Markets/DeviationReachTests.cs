using CapaCloud.Mechanisms.Markets;
using static CapaCloud.Mechanisms.Tests.Markets.MarketBids;

namespace CapaCloud.Mechanisms.Tests.Markets;

/// <summary>How far the search looks: quantities above the true one, and the bids of one bidder together.</summary>
public sealed class DeviationReachTests
{
    private static readonly Bid[] Offers = [Bid("s1", 10, 1), Bid("s2", 15, 2)];
    private static readonly Bid[] Requests = [Bid("b1", 10, 20), Bid("b2", 10, 9), Bid("b3", 10, 8)];

    /// <summary>Asking for 15 moves the price that McAfee takes from those who do not trade; five of the units are worth nothing.</summary>
    [Fact]
    public void Search_quantityAboveTheTrueOne_isTried()
    {
        DeviationReport report = DeviationSearch.Search(new McAfeeDoubleAuction(), Offers, Requests, Seed, quantities: true, onlyOffers: []);
        Deviation best = report.Profitable.Single(item => item.TrueBid.Bidder == ParticipantId.Of("b1"));
        Assert.True(best.Gain >= Units(50), best.ToString());
        Assert.True(best.BestBid.Quantity > 10);
        Assert.True(report.EveryQuantity && report.EveryLargerQuantity);
        Assert.Null(DeviationSearch.Search(new McAfeeDoubleAuction(), Offers, Requests, Seed).Largest);
    }

    /// <summary>A seller of more than it has cannot deliver, so what it would be paid for that is no gain.</summary>
    [Fact]
    public void Search_sellerOfMoreThanItHas_isNoGain()
    {
        DeviationReport report = DeviationSearch.Search(new PayAsBidDoubleAuction(), [Bid("s", 1, 1)], [Bid("b", 9, 5)], Seed, quantities: true);
        Assert.Equal(Units(4), report.Profitable.Single(item => item.Side == MarketSide.Sell).Gain);
    }

    /// <summary>Three bids for one unit each: giving up one gains nothing, giving up two gains three.</summary>
    [Fact]
    public void Search_bidsOfOneBidderTogether_findWhatNoneFindsAlone()
    {
        Bid[] bids = [Bid("a", 1, 10), Bid("a", 1, 9), Bid("a", 1, 8), Bid("b", 1, 7), Bid("c", 1, 7), Bid("d", 1, 1)];
        DeviationReport report = DeviationSearch.Search(new UniformPriceAuction(), Lot.Sell(3), bids, Seed);
        Assert.DoesNotContain(report.Profitable, item => item.TrueBid.Bidder == ParticipantId.Of("a"));
        JointDeviation together = Assert.Single(report.Together);
        Assert.Equal((Units(3), Units(3), 3), (together.Gain, report.LargestGain, together.Positions.Length));
        Assert.True(report.EveryBidTogether);
        Assert.Contains("several bids of one bidder together", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Search_moreBidsThanAreTriedTogether_saysSo()
    {
        Bid[] bids = [Bid("a", 1, 10), Bid("a", 1, 9), Bid("a", 1, 8), Bid("a", 1, 7), Bid("d", 1, 1)];
        foreach (DeviationReport report in new[] { DeviationSearch.Search(new UniformPriceAuction(), Lot.Sell(3), bids, Seed), DeviationSearch.Search(new UniformPriceAuction(), Lot.Sell(3), bids.AsSpan(2), Seed, together: false) })
        {
            Assert.False(report.EveryBidTogether);
            Assert.Contains("one by one", report.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Search_moreQuantitiesThanAreTried_saysSo()
    {
        DeviationReport report = DeviationSearch.Search(new UniformPriceAuction(), Lot.Sell(1_000), [Bid("a", 100, 10), Bid("b", 1_000, 9)], Seed, quantities: true);
        Assert.False(report.EveryQuantity || report.EveryLargerQuantity);
        Assert.Contains("not every smaller quantity, not every larger one", report.ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => DeviationSearch.Search(new UniformPriceAuction(), Lot.Sell(1), [], Seed, mostQuantities: 0));
    }
}
