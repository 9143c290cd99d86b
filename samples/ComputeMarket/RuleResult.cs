using CapaCloud.Mechanisms.Markets;

namespace CapaCloud.Mechanisms.Samples.ComputeMarket;

/// <summary>One class under one price rule: who was served, what was paid, what it was worth, what a lie would have gained.</summary>
internal sealed record RuleResult(ClassMarket Market, string Rule, DoubleAuctionOutcome Outcome, DeviationReport Deviations)
{
    public int ServedWholly => Market.Requests.Zip(Outcome.Requests).Count(pair => pair.First.Quantity == pair.Second.Quantity);

    public int ServedInPart => Market.Requests.Zip(Outcome.Requests).Count(pair => pair.Second.Quantity > 0 && pair.First.Quantity > pair.Second.Quantity);

    /// <summary>Gets who was served: of each service class the part of the capacity it asked for that it got, by name.</summary>
    public IReadOnlyDictionary<string, double> ServedByService
    {
        get
        {
            SortedDictionary<string, double> served = new(StringComparer.Ordinal);
            foreach (IGrouping<string, (Bid Asked, Award Got)> service in Market.Requests.Zip(Outcome.Requests, Market.Services).GroupBy(item => item.Third, item => (item.First, item.Second)))
            {
                served.Add(service.Key, service.Sum(item => (double)item.Got.Quantity) / service.Sum(item => (double)item.Asked.Quantity));
            }

            return served;
        }
    }

    public int Sellers => Outcome.Offers.Count(award => award.Quantity > 0);

    /// <summary>Gets what the trade is worth: the worth of the units bought less the cost of the units sold, in millionths of a dollar.</summary>
    public UInt128 Welfare => Worth(Market.Requests, Outcome.Requests) - Worth(Market.Offers, Outcome.Offers);

    /// <summary>Gets the Herfindahl index of the owners that sold, from 0 to 10,000 (one owner sells all).</summary>
    public double SellerConcentration => Herfindahl(Market.Offers, Outcome.Offers);

    /// <summary>Gets the Herfindahl index of the owners of the tasks that bought, from 0 to 10,000 (one owner buys all).</summary>
    public double BuyerConcentration => Herfindahl(Market.Requests, Outcome.Requests);

    public bool Conserves =>
        Outcome.Offers.Aggregate(UInt128.Zero, (sum, award) => sum + award.Quantity) == Outcome.Requests.Aggregate(UInt128.Zero, (sum, award) => sum + award.Quantity)
        && Outcome.Paid == Outcome.Received + Outcome.Surplus;

    private static double Herfindahl(Bid[] bids, IReadOnlyList<Award> awards)
    {
        double[] parts = [.. bids.Zip(awards).GroupBy(pair => pair.First.Bidder, pair => (double)pair.Second.Quantity).Select(owner => owner.Sum())];
        double total = parts.Sum();
        return total == 0 ? 0 : parts.Sum(part => (part / total) * (part / total)) * 10_000;
    }

    private static UInt128 Worth(Bid[] bids, IReadOnlyList<Award> awards) =>
        bids.Zip(awards).Aggregate(UInt128.Zero, (sum, pair) => sum + (pair.First.UnitPrice.Units * pair.Second.Quantity));
}
