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

    /// <summary>Gets the Herfindahl index of the GPU models that sold, from 0 to 10,000 (one model sells all).</summary>
    public int Concentration
    {
        get
        {
            double total = (double)Outcome.Quantity;
            return total == 0 ? 0 : (int)Math.Round(SoldByModel.Values.Sum(sold => (sold / total) * (sold / total)) * 10_000);
        }
    }

    public IReadOnlyDictionary<string, double> SoldByModel =>
        Market.Models.Zip(Outcome.Offers).GroupBy(pair => pair.First, pair => (double)pair.Second.Quantity).ToDictionary(group => group.Key, group => group.Sum());

    public bool Conserves =>
        Outcome.Offers.Aggregate(UInt128.Zero, (sum, award) => sum + award.Quantity) == Outcome.Requests.Aggregate(UInt128.Zero, (sum, award) => sum + award.Quantity)
        && Outcome.Paid == Outcome.Received + Outcome.Surplus;

    private static UInt128 Worth(Bid[] bids, IReadOnlyList<Award> awards) =>
        bids.Zip(awards).Aggregate(UInt128.Zero, (sum, pair) => sum + (pair.First.UnitPrice.Units * pair.Second.Quantity));
}
