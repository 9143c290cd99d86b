using CapaCloud.Mechanisms.Markets;
using static CapaCloud.Mechanisms.Tests.Markets.MarketBids;

namespace CapaCloud.Mechanisms.Tests.Markets;

public sealed class DoubleAuctionExampleTests
{
    private static readonly Bid[] Asks = Units("s", 1, 4, 5, 8, 11);
    private static readonly Bid[] Bids = Units("b", 17, 14, 13, 9, 6);

    [Fact]
    public void TradeReduction_demoMarket_threeTradeAndTheMarketKeepsTheDifference()
    {
        DoubleAuctionOutcome outcome = new TradeReductionDoubleAuction().Clear(Asks, Bids, Seed);
        Assert.Equal(((UInt128)3, Units(9), Units(8), Units(3)), (outcome.Quantity, outcome.RequestPrice!.Value, outcome.OfferPrice!.Value, outcome.Surplus));
    }

    [Fact]
    public void McAfee_priceOfTheFirstPairThatDoesNotTrade_allFourTrade()
    {
        DoubleAuctionOutcome outcome = new McAfeeDoubleAuction().Clear(Asks, Bids, Seed);
        Assert.Equal(((UInt128)4, Units(8), Units(8), Units(0)), (outcome.Quantity, outcome.RequestPrice!.Value, outcome.OfferPrice!.Value, outcome.Surplus));
    }

    [Theory]
    [InlineData(0, 8)]
    [InlineData(50, 8)]
    [InlineData(100, 9)]
    public void UniformPrice_betweenTwoClearingPrices_isWhereItIsPlaced(uint percent, ulong price)
    {
        DoubleAuctionOutcome outcome = new UniformPriceDoubleAuction(Proportion.Percent(percent)).Clear(Asks, Bids, Seed);
        Assert.Equal(((UInt128)4, Units(price)), (outcome.Quantity, outcome.OfferPrice!.Value));
    }

    [Fact]
    public void UniformPrice_touchingPrices_tradeAndShare()
    {
        DoubleAuctionOutcome outcome = new UniformPriceDoubleAuction().Clear([Bid("s", 5, 7)], [Bid("a", 4, 7), Bid("b", 4, 7), Bid("c", 2, 7)], Seed);
        Assert.Equal((UInt128)5, outcome.Quantity);
        Assert.Equal([2UL, 2UL, 1UL], outcome.Requests.Select(award => award.Quantity));
    }

    /// <summary>Several units: truthful in the price, and the gain from hiding units is a number.</summary>
    [Fact]
    public void TradeReduction_largeBuyer_gainsByHidingUnits_andMultiUnitRuleHasNoSuchGain()
    {
        Bid[] offers = [Bid("s0", 10, 1), Bid("s1", 5, 2)], requests = [Bid("large", 10, 10), Bid("small", 2, 9), Bid("last", 1, 8)];
        Assert.Null(DeviationSearch.Search(new TradeReductionDoubleAuction(), offers, requests, Seed).Largest);
        DeviationReport hiding = DeviationSearch.Search(new TradeReductionDoubleAuction(), offers, requests, Seed, quantities: true);
        Assert.NotNull(hiding);
        Assert.Null(DeviationSearch.Search(new MultiUnitDoubleAuction(), offers, requests, Seed, quantities: true).Largest);
    }

    /// <summary>pymarket's example of the trade at a price of 50 found in the other half: fees of 0, 20 and 10.</summary>
    [Fact]
    public void TradeAt_longSide_paysWhatItTakesFromTheOthers()
    {
        Bid[] requests = [.. new ulong[] { 100, 90, 80, 60, 40, 20 }.Select(price => Bid("buyer0", 1, price))];
        Bid[] offers = [.. new ulong[] { 10, 20, 40, 60, 70 }.Select(price => Bid("seller1", 1, price)), .. new ulong[] { 15, 25, 35, 45, 65 }.Select(price => Bid("seller2", 1, price))];
        DoubleAuctionOutcome outcome = MultiUnitDoubleAuction.TradeAt(offers, requests, Units(50), Seed);
        Assert.Equal(((UInt128)4, Units(200), Units(30)), (outcome.Quantity, outcome.Paid, outcome.Surplus));
        Assert.Equal(Units(100 - 20), outcome.Offers.Take(5).Aggregate(Amount.Zero, (sum, award) => sum + award.Payment));
        Assert.Equal(Units(100 - 10), outcome.Offers.Skip(5).Aggregate(Amount.Zero, (sum, award) => sum + award.Payment));
    }

    [Fact]
    public void Search_largeMarkets_truthfulRulesHaveNoDeviation()
    {
        Bid[] asks = Drawn("s", 30, 1, 40, 7), bids = Drawn("b", 35, 1, 50, 9);
        Assert.Null(DeviationSearch.Search(new McAfeeDoubleAuction(), asks, bids, Seed).Largest);
        Bid[] several = Drawn("s", 20, 9, 40, 11), wanted = Drawn("b", 25, 7, 50, 13);
        Assert.Null(DeviationSearch.Search(new McAfeeDoubleAuction(), several, wanted, Seed).Largest);
        Assert.Null(DeviationSearch.Search(new MultiUnitDoubleAuction(), several, wanted, Seed, quantities: true, mostQuantities: 9).Largest);
        Assert.NotNull(DeviationSearch.Search(new UniformPriceDoubleAuction(), several, wanted, Seed).Largest);
    }

    /// <summary>Quantities whose sum is beyond 64 bits: no unit is lost on the way.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Clear_quantitiesBeyondAWord_balance(bool uniform)
    {
        IDoubleAuction rule = uniform ? new UniformPriceDoubleAuction() : new McAfeeDoubleAuction();
        Bid[] offers = [.. Enumerable.Range(0, 5).Select(index => Bid($"s{index}", ulong.MaxValue, 3))];
        Bid[] requests = [.. Enumerable.Range(0, 4).Select(index => Bid($"b{index}", ulong.MaxValue - 1, 3))];
        DoubleAuctionOutcome outcome = rule.Clear(offers, requests, Seed);
        Assert.Equal(outcome.Quantity, outcome.Requests.Aggregate(UInt128.Zero, (sum, award) => sum + award.Quantity));
        Assert.Equal((UInt128)(ulong.MaxValue - 1) * (uniform ? 4u : 3u), outcome.Quantity);
    }
}
