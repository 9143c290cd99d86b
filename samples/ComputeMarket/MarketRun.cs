using CapaCloud.Mechanisms.Markets;

namespace CapaCloud.Mechanisms.Samples.ComputeMarket;

/// <summary>Every class under the three price rules.</summary>
internal static class MarketRun
{
    public static readonly IReadOnlyList<(string Name, IDoubleAuction Rule)> Rules =
    [
        ("uniform price", new UniformPriceDoubleAuction()),
        ("McAfee", new McAfeeDoubleAuction()),
        ("pay as bid", new PayAsBidDoubleAuction()),
    ];

    /// <summary>Gets for how many bids of a class and rule a misreport is searched.</summary>
    public static int Steps(IEnumerable<ClassMarket> markets) => markets.Sum(market => Rules.Count * (Chosen(market, MarketSide.Sell).Length + Chosen(market, MarketSide.Buy).Length));

    public static IEnumerable<RuleResult> Of(ClassMarket market, Action step)
    {
        foreach ((string name, IDoubleAuction rule) in Rules)
        {
            DoubleAuctionOutcome outcome = rule.Clear(market.Offers, market.Requests, Assumptions.Seed);
            List<Deviation> found = [];
            (int searched, ulong cleared, bool withEveryQuantity) = (0, 0, true);
            foreach (MarketSide side in new[] { MarketSide.Sell, MarketSide.Buy })
            {
                int[] chosen = Chosen(market, side);
                foreach (int position in chosen)
                {
                    DeviationReport report = DeviationSearch.Search(
                        rule,
                        market.Offers,
                        market.Requests,
                        Assumptions.Seed,
                        quantities: position == chosen[0],
                        mostQuantities: Assumptions.MostQuantities,
                        onlyOffers: side == MarketSide.Sell ? [position] : [],
                        onlyRequests: side == MarketSide.Buy ? [position] : []);
                    found.AddRange(report.Profitable);
                    (searched, cleared, withEveryQuantity) = (searched + report.BidsSearched, cleared + report.MarketsCleared, withEveryQuantity && report.EveryQuantity && report.EveryLargerQuantity);
                    step();
                }
            }

            yield return new RuleResult(market, name, outcome, new DeviationReport([.. found.OrderByDescending(item => item.Gain)], searched, cleared, everyPrice: true, withEveryQuantity, withEveryQuantity));
        }
    }

    /// <summary>The bids most likely to gain: on each side the one that trades farthest from the margin by units times distance, and the nearest to the margin on either side of it.</summary>
    private static int[] Chosen(ClassMarket market, MarketSide side)
    {
        DoubleAuctionOutcome outcome = new UniformPriceDoubleAuction().Clear(market.Offers, market.Requests, Assumptions.Seed);
        (Bid[] bids, IReadOnlyList<Award> awards) = side == MarketSide.Sell ? (market.Offers, (IReadOnlyList<Award>)outcome.Offers) : (market.Requests, outcome.Requests);
        int[] inside = [.. Enumerable.Range(0, bids.Length).Where(position => awards[position].Quantity > 0)];
        int[] outside = [.. Enumerable.Range(0, bids.Length).Where(position => awards[position].Quantity < bids[position].Quantity)];
        if (inside.Length == 0)
        {
            return [.. outside.OrderBy(Closeness).Take(1)];
        }

        Int128 margin = inside.Max(Closeness);
        return
        [
            .. inside.OrderByDescending(position => (margin - Closeness(position)) * bids[position].Quantity).ThenByDescending(position => bids[position].Quantity).Take(1)
                .Concat(inside.OrderByDescending(Closeness).ThenByDescending(position => bids[position].Quantity).Take(1))
                .Concat(outside.OrderBy(Closeness).Take(1))
                .Distinct(),
        ];

        // How near to leaving the market a price is: the dearest offer, the cheapest request.
        Int128 Closeness(int position) => side == MarketSide.Sell ? (Int128)bids[position].UnitPrice.Units : -(Int128)bids[position].UnitPrice.Units;
    }
}
