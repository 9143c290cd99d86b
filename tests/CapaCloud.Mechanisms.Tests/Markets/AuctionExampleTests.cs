using CapaCloud.Mechanisms.Markets;
using static CapaCloud.Mechanisms.Tests.Markets.MarketBids;

namespace CapaCloud.Mechanisms.Tests.Markets;

public sealed class AuctionExampleTests
{
    [Fact]
    public void FirstPrice_winner_couldHaveGainedTheDistanceToTheNext()
    {
        Bid[] bids = Units("b", 10, 8, 5);
        Deviation largest = DeviationSearch.Search(new FirstPriceAuction(), Lot.Sell(1), bids, Seed).Largest!.Value;
        Assert.Equal((0, Units(8), Units(2)), (largest.Position, largest.BestBid.UnitPrice, largest.Gain));
    }

    /// <summary>Who wants several units lowers the price of the others by asking for fewer.</summary>
    [Fact]
    public void UniformPrice_bidderOfSeveralUnits_gainsByHidingOne_andVcgDoesNot()
    {
        Bid[] bids = [Bid("large", 2, 10), Bid("small", 1, 8), Bid("last", 1, 1)];
        DeviationReport uniform = DeviationSearch.Search(new UniformPriceAuction(), Lot.Sell(2), bids, Seed, quantities: true);
        Assert.Equal((Units(5), 1UL), (uniform.Largest!.Value.Gain, uniform.Largest!.Value.BestBid.Quantity));
        Assert.True(uniform.EveryQuantity);
        Assert.Null(DeviationSearch.Search(new VcgAuction(), Lot.Sell(2), bids, Seed, quantities: true).Largest);
    }

    [Fact]
    public void Vcg_severalSteps_paysWhatItDisplaces()
    {
        Bid[] bids = [Bid("a", 1, 10), Bid("a", 1, 8), Bid("b", 1, 5)];
        AuctionOutcome outcome = new VcgAuction().Clear(Lot.Sell(2), bids, Seed);
        Assert.Equal(2UL, outcome.Quantity);
        Assert.Equal(Units(5), outcome.Total);
    }

    [Fact]
    public void Vcg_capForEachBidder_leavesRoomForTheSecond_andNobodyGains()
    {
        VcgAuction rule = new(maximumPerBidder: 3);
        Bid[] bids = [Bid("a", 10, 9), Bid("b", 10, 4), Bid("c", 1, 2)];
        AuctionOutcome outcome = rule.Clear(Lot.Sell(5), bids, Seed);
        Assert.Equal([3UL, 2UL, 0UL], outcome.Awards.Select(award => award.Quantity));
        Assert.Null(DeviationSearch.Search(rule, Lot.Sell(5), bids, Seed, quantities: true).Largest);
    }

    [Fact]
    public void Vcg_groupOfNewcomers_getsAtMostItsCap()
    {
        VcgAuction rule = new(groups: [new CapacityGroup(2, [ParticipantId.Of("new1"), ParticipantId.Of("new2")])]);
        AuctionOutcome outcome = rule.Clear(Lot.Buy(6, Units(20)), [Bid("new1", 4, 1), Bid("new2", 4, 1), Bid("known", 6, 9)], Seed);
        Assert.Equal([1UL, 1UL, 4UL], outcome.Awards.Select(award => award.Quantity));
    }

    [Fact]
    public void Scored_reputationOfTwo_winsWithADearerAsk_andIsPaidUpToWhereItWouldLose()
    {
        ScoredAuction rule = new([new(ParticipantId.Of("known"), Ratio.Of(2))], Ratio.One);
        Bid[] asks = [Bid("known", 1, 30), Bid("new", 1, 20)];
        AuctionOutcome outcome = rule.Clear(Lot.Buy(1, Units(100)), asks, Seed);
        Assert.Equal(1UL, outcome.Awards[0].Quantity);
        Assert.InRange((ulong)outcome.Awards[0].Payment.Units, 39UL, 40UL);
        Assert.Null(DeviationSearch.Search(rule, Lot.Buy(1, Units(100)), asks, Seed).Largest);
    }

    /// <summary>Two equal claims on too little are served alike, whoever came first (a live network serves 60 and 40 in the order of payment).</summary>
    [Fact]
    public void UniformPrice_equalClaimsOnTooLittle_areServedAlike()
    {
        Bid[] bids = [Bid("early", 60, 5), Bid("late", 60, 5)];
        Assert.Equal([50UL, 50UL], new UniformPriceAuction().Clear(Lot.Sell(100), bids, Seed).Awards.Select(award => award.Quantity));
        Assert.Equal([60UL, 40UL], new UniformPriceAuction().Clear(Lot.Sell(100), [Bid("early", 90, 5), Bid("late", 60, 5)], Seed).Awards.Select(award => award.Quantity));
    }

    /// <summary>MKT-01: with one bidder left, a bid of nothing took everything. A reserve price holds whoever bids.</summary>
    [Fact]
    public void Reserve_oneBidderWhoBidsNothing_getsNothing()
    {
        Bid[] bids = [Bid("keeper", 100, 0)];
        Assert.Equal(100UL, new FirstPriceAuction().Clear(Lot.Sell(100), bids, Seed).Quantity);
        Assert.All<IAuction>(
            [new FirstPriceAuction(), new UniformPriceAuction(), new VcgAuction()],
            rule => Assert.Equal(0UL, rule.Clear(Lot.Sell(100, Units(80)), bids, Seed).Quantity));
        AuctionOutcome lone = new UniformPriceAuction().Clear(Lot.Sell(100, Units(80)), [Bid("keeper", 100, 500)], Seed);
        Assert.Equal((100UL, Units(80)), (lone.Quantity, lone.UnitPrice!.Value));
    }

    [Fact]
    public void Tie_anotherSeed_anotherWinner_neverTheOrder()
    {
        Bid[] bids = Units("b", 5, 5);
        int[] winners = [.. Enumerable.Range(0, 40).Select(number =>
            new SecondPriceAuction().Clear(Lot.Sell(1), bids, Digest.Parse($"{number:x64}")).Awards[0].Quantity == 1 ? 0 : 1)];
        Assert.InRange(winners.Sum(), 10, 30);
    }

    [Fact]
    public void Search_lotOfNothingAtTheHighestLimit_findsNothing()
    {
        Lot lot = Lot.Buy(0, Amount.MaxValue);
        Assert.Null(DeviationSearch.Search(new VcgAuction(), lot, Units("b", 1, 2), Seed).Largest);
        Assert.Null(DeviationSearch.Search(new UniformPriceAuction(), lot, [], Seed).Largest);
    }

    /// <summary>Where scores decide, the prices that score alike are tried: b at 30 with a weight of 3 is a at 10, or at 90.</summary>
    [Fact]
    public void Search_scores_triesThePricesThatScoreAlike()
    {
        Bid[] bids = [Bid("a", 1, 1_000), Bid("b", 1, 30)];
        ulong Cleared(Ratio weight, Lot lot) => DeviationSearch.Search(new ScoredAuction([new(ParticipantId.Of("b"), weight)], Ratio.One), lot, bids, Seed, only: [0]).MarketsCleared;
        Assert.Equal(3UL, Cleared(Ratio.Of(3), Lot.Sell(1)) - Cleared(Ratio.One, Lot.Sell(1)));
        Assert.Equal(3UL, Cleared(Ratio.Of(3), Lot.Buy(1, Units(2_000))) - Cleared(Ratio.One, Lot.Buy(1, Units(2_000))));
    }

    [Fact]
    public void Search_positionThatIsNotThere_isNamed() =>
        Assert.Contains("There is no bid 2", Assert.Throws<ArgumentOutOfRangeException>(() => DeviationSearch.Search(new VcgAuction(), Lot.Sell(1), Units("b", 1, 2), Seed, only: [2])).Message, StringComparison.Ordinal);

    /// <summary>Edelman, Ostrovsky and Schwarz 2007.</summary>
    [Fact]
    public void Slots_generalisedSecondPriceAndVcg_arePublishedFigures()
    {
        Amount[] bids = [Units(10), Units(4), Units(2)], payments = new Amount[3];
        SlotAuction.GeneralisedSecondPrice(bids, [200, 100], payments);
        Assert.Equal([Units(800), Units(200), Units(0)], payments);
        SlotAuction.Vcg(bids, [200, 100], payments);
        Assert.Equal([Units(600), Units(200), Units(0)], payments);
    }

    /// <summary>On a market of 60 bidders every critical bid is tried: about eleven thousand markets for each rule.</summary>
    [Theory]
    [InlineData(MarketSide.Sell)]
    [InlineData(MarketSide.Buy)]
    public void Search_largeMarkets_truthfulRulesHaveNoDeviation(MarketSide side)
    {
        Bid[] units = Drawn("b", 60, 1, 60, 3), several = Drawn("b", 40, 6, 40, 5);
        Lot lot = side == MarketSide.Sell ? Lot.Sell(17, Units(5)) : Lot.Buy(17, Units(55));
        Assert.Null(DeviationSearch.Search(new SecondPriceAuction(), lot, units, Seed).Largest);
        Assert.Null(DeviationSearch.Search(new ScoredAuction([new(ParticipantId.Of("b3"), Ratio.Of(3))], Ratio.One), lot, units, Seed).Largest);
        Assert.Null(DeviationSearch.Search(new VcgAuction(), lot, several, Seed, quantities: true, mostQuantities: 6).Largest);
        Assert.NotNull(DeviationSearch.Search(new FirstPriceAuction(), lot, units, Seed).Largest);
    }
}
