using System.Globalization;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Markets;

/// <summary>MechLib: best assignments of bundles, VCG, and payments in the core. Values are counted in parts of 10^9.</summary>
internal sealed class CombinatorialSuite : ConformanceSuite
{
    public override string File => "markets/mechlib_combinatorial.json";

    public override IReadOnlyList<string> Named => ["/inputs/bidders"];

    public override IReadOnlyDictionary<string, string> Unmoved { get; } = new Dictionary<string, string>
    {
        ["* /inputs/goods"] = "a good more, for which nobody bids, stays unsold; a good less than is bid for is refused",
    };

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        BundleLot lot = new(int.Parse(item.Input("goods"), CultureInfo.InvariantCulture), 0);
        BundleBid[] bids = [.. Bids(item)];
        return item.Operation switch
        {
            "efficient_value" => item.NearWhole(MarketCases.FromBillionths(Clear(new VcgBundleAuction()).Value.Units)),
            "vcg_payment" => Payment(Clear(new VcgBundleAuction())),
            "minimum_revenue_core_total" => item.NearWhole(MarketCases.FromBillionths(Clear(new CoreSelectingBundleAuction()).Revenue.Units)),
            "core_selecting_payment_vcg_nearest" => Payment(Clear(new CoreSelectingBundleAuction(CorePoint.NearestToVcg))),
            "core_selecting_payment_bid_nearest" => Payment(Clear(new CoreSelectingBundleAuction(CorePoint.NearestToBids))),
            string other => new CaseOutcome.NotCovered($"the operation '{other}' is not known"),
            null => new CaseOutcome.NotCovered("the case names no operation"),
        };

        BundleOutcome Clear(IBundleAuction rule) => rule.Clear(lot, bids, default);

        CaseOutcome Payment(BundleOutcome outcome)
        {
            ParticipantId asked = ParticipantId.Of(item.Input("bidder"));
            Amount paid = bids.Zip(outcome.Awards).Where(pair => pair.First.Bidder == asked).Aggregate(Amount.Zero, (sum, pair) => sum + pair.Second.Payment);
            return item.NearWhole(MarketCases.FromBillionths(paid.Units));
        }
    }

    private static IEnumerable<BundleBid> Bids(VectorCase item)
    {
        foreach (VectorProperty bidder in item.Inputs.GetProperty("bidders").EnumerateObject())
        {
            foreach (VectorValue bid in bidder.Value.EnumerateArray())
            {
                int[] goods = [.. bid.GetProperty("bundle").EnumerateArray().Select(good => int.Parse(good.GetString()!, CultureInfo.InvariantCulture))];
                yield return BundleBid.OfGoods(ParticipantId.Of(bidder.Name), Amount.Of(MarketCases.Billionths(bid.GetProperty("value").GetString()!)), goods);
            }
        }
    }
}
