using CapaCloud.Mechanisms.Markets;
using static CapaCloud.Mechanisms.Tests.Markets.MarketBids;

namespace CapaCloud.Mechanisms.Tests.Markets;

/// <summary>The search in a market of jobs, against trying every price by hand, with classes, covers and bidders that stand in both.</summary>
public sealed class JobDeviationTests
{
    private const ulong Highest = 12;

    private static readonly Epoch Now = Epoch.Of(10);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Search_everyPrice_findsWhatTryingThemAllFinds(int seed)
    {
        (JobMarket market, JobOffer[] offers, JobRequest[] requests, ProviderCover[] covers) = Market(seed);
        DeviationReport report = DeviationSearch.Search(market, offers, requests, covers, null, Now, Seed, together: false);
        Assert.Equal(offers.Length + requests.Length, report.BidsSearched);
        for (int position = 0; position < offers.Length; position++)
        {
            Assert.Equal(BestOffer(market, offers, requests, covers, position), GainOf(report, MarketSide.Sell, position));
        }

        for (int position = 0; position < requests.Length; position++)
        {
            Assert.Equal(BestRequest(market, offers, requests, covers, position), GainOf(report, MarketSide.Buy, position));
        }
    }

    /// <summary>Some of the drawn markets can be gained from: the comparison is not of nothing with nothing.</summary>
    [Fact]
    public void Search_ofTheDrawnMarkets_findsGains() => Assert.True(Enumerable.Range(1, 12).Sum(seed =>
    {
        (JobMarket market, JobOffer[] offers, JobRequest[] requests, ProviderCover[] covers) = Market(seed);
        return DeviationSearch.Search(market, offers, requests, covers, null, Now, Seed, together: false).Profitable.Length;
    }) > 10);

    /// <summary>One class, all covered: the market of jobs is the double auction itself.</summary>
    [Fact]
    public void Search_oneClassFullyCovered_isThatOfTheAuction()
    {
        UniformPriceDoubleAuction rule = new();
        Bid[] offers = Drawn("o", 8, 5, 20, 3), requests = Drawn("r", 8, 5, 20, 4);
        JobMarket market = new([new JobClass("any", Units(1_000), EpochSpan.One)], default, rule);
        Assert.Equal(
            DeviationSearch.Search(rule, offers, requests, Seed, quantities: true),
            DeviationSearch.Search(
                market, [.. offers.Select(bid => new JobOffer("any", bid))], [.. requests.Select(bid => new JobRequest("any", bid, Units(1), Epoch.Of(20)))], [.. offers.Select(bid => new ProviderCover(bid.Bidder, Units(1), default))], null, Now, Seed, quantities: true));
    }

    [Fact]
    public void Search_badPositionOrMarket_isRefusedByName()
    {
        (JobMarket market, JobOffer[] offers, JobRequest[] requests, ProviderCover[] covers) = Market(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => DeviationSearch.Search(market, offers, requests, covers, null, Now, Seed, onlyOffers: [offers.Length]));
        Assert.Throws<ArgumentException>(() => DeviationSearch.Search(market, offers, requests, [covers[0], covers[0]], null, Now, Seed));
        Assert.Throws<ArgumentNullException>(() => DeviationSearch.Search((JobMarket)null!, offers, requests, covers, null, Now, Seed));
    }

    private static (JobMarket Market, JobOffer[] Offers, JobRequest[] Requests, ProviderCover[] Covers) Market(int seed)
    {
        Random random = new(seed);
        string[] classes = ["small", "large"];
        IDoubleAuction rule = (seed % 3) switch { 0 => new UniformPriceDoubleAuction(), 1 => new PayAsBidDoubleAuction(), _ => new MultiUnitDoubleAuction() };
        JobMarket market = new([new JobClass("small", Units(10), EpochSpan.One), new JobClass("large", Units(40), EpochSpan.One)], new CoverRule(Ratio.One, Ratio.One), rule);
        JobOffer[] offers = [.. Enumerable.Range(0, 4).SelectMany(provider => classes.Select(name => new JobOffer(name, Bid($"p{provider}", (ulong)random.Next(1, 4), (ulong)random.Next(1, (int)Highest)))))];
        JobRequest[] requests = [.. Enumerable.Range(0, 4).SelectMany(requester => classes.Select(name => new JobRequest(name, Bid($"r{requester}", (ulong)random.Next(1, 4), (ulong)random.Next(1, (int)Highest)), Units(5), Epoch.Of(20))))];
        // Some stakes cover everything, some one class, some a part.
        ProviderCover[] covers = [.. Enumerable.Range(0, 4).Select(provider => new ProviderCover(ParticipantId.Of($"p{provider}"), Units((UInt128)(uint)random.Next(5, 160)), Amount.Zero))];
        return (market, offers, requests, covers);
    }

    private static Amount GainOf(DeviationReport report, MarketSide side, int position) =>
        report.Profitable.FirstOrDefault(item => item.Side == side && item.Position == position).Gain;

    private static Amount BestOffer(JobMarket market, JobOffer[] offers, JobRequest[] requests, ProviderCover[] covers, int position)
    {
        Int128 Payoff(JobOffer[] made)
        {
            JobMarketOutcome outcome = market.Clear(made, requests, covers, null, Now, Seed);
            return Own(offers.Select(offer => offer.Bid), position).Aggregate(Int128.Zero, (sum, own) => sum + (Int128)outcome.Offers[own].Payment.Units - ((Int128)outcome.Offers[own].Quantity * (Int128)offers[own].Bid.UnitPrice.Units));
        }

        return Best(price => [.. offers.Select((offer, index) => index == position ? offer with { Bid = offer.Bid with { UnitPrice = Units(price) } } : offer)], offers, Payoff);
    }

    private static Amount BestRequest(JobMarket market, JobOffer[] offers, JobRequest[] requests, ProviderCover[] covers, int position)
    {
        Int128 Payoff(JobRequest[] made)
        {
            JobMarketOutcome outcome = market.Clear(offers, made, covers, null, Now, Seed);
            return Own(requests.Select(request => request.Bid), position).Aggregate(Int128.Zero, (sum, own) => sum + ((Int128)outcome.Requests[own].Quantity * (Int128)requests[own].Bid.UnitPrice.Units) - (Int128)outcome.Requests[own].Payment.Units);
        }

        return Best(price => [.. requests.Select((request, index) => index == position ? request with { Bid = request.Bid with { UnitPrice = Units(price) } } : request)], requests, Payoff);
    }

    private static Amount Best<T>(Func<UInt128, T[]> with, T[] truth, Func<T[], Int128> payoff)
    {
        Int128 honest = payoff(truth), best = honest;
        for (UInt128 price = 0; price <= Highest + 2; price++)
        {
            best = Int128.Max(best, payoff(with(price)));
        }

        return Amount.Of((UInt128)(best - honest));
    }

    /// <summary>The positions of all bids of the bidder of one.</summary>
    private static IEnumerable<int> Own(IEnumerable<Bid> bids, int position)
    {
        Bid[] all = [.. bids];
        return Enumerable.Range(0, all.Length).Where(index => all[index].Bidder == all[position].Bidder);
    }
}
