using System.Globalization;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Markets;

/// <summary>Sealed-bid auctions: second price, reverse, (k + 1)-th price, slots, VCG over bundles, McAfee and trade reduction.</summary>
internal sealed class AuctionsSuite : ConformanceSuite
{
    public override string File => "markets/auctions.json";

    public override string OperationOf(VectorCase item) => item.OptionalInput("mechanism") ?? base.OperationOf(item);

    public override CaseOutcome Check(VectorFile file, VectorCase item) => item.Input("mechanism") switch
    {
        "secondPrice" => Single(item, "bids", Lot.Sell(1, Read.Amount(item.Input("reserve"))), "price"),
        "reverseSecondPrice" => Single(item, "asks", Lot.Buy(1, Read.Amount(item.Input("cap"))), "payment"),
        "uniformKPlus1" => Several(item),
        "GSP" => Slots(item, vcg: false),
        "positionVCG" => Slots(item, vcg: true),
        "combinatorialVCG" => Combinatorial(item),
        "assignmentVCG" => Assignment(item),
        "mcafee" => Double(item, new McAfeeDoubleAuction()),
        "tradeReduction" => Double(item, new TradeReductionDoubleAuction()),
        string other => new CaseOutcome.NotCovered($"the mechanism '{other}' is not known"),
    };

    private static CaseOutcome Single(VectorCase item, string key, Lot lot, string money)
    {
        Bid[] bids = item.UnitBids(key);
        AuctionOutcome outcome = ClearLowestFirst(lot, bids);
        int winner = Winners(outcome).FirstOrDefault(-1);
        return Read.Compare(
            item,
            ("winner", winner < 0 ? "none" : winner.ToString(CultureInfo.InvariantCulture)),
            (money, (outcome.UnitPrice ?? Amount.Zero).ToString()));
    }

    private static CaseOutcome Several(VectorCase item)
    {
        AuctionOutcome outcome = ClearLowestFirst(Lot.Sell(Read.Word(item.Input("units"))), item.UnitBids("bids"));
        string expected = string.Join(' ', item.Expected.GetProperty("winners").EnumerateArray().Select(winner => winner.GetString())) + " at " + item.Expect("price");
        return CaseOutcome.Compare(expected, $"{string.Join(' ', Winners(outcome))} at {outcome.UnitPrice ?? Amount.Zero}");
    }

    private static AuctionOutcome ClearLowestFirst(Lot lot, Bid[] bids)
    {
        SecondPriceAuction rule = new();
        Digest seed = MarketCases.SeedForLowestIndex(candidate =>
            Winners(rule.Clear(lot, bids, candidate)).All(winner => Enumerable.Range(0, winner).All(earlier =>
                bids[earlier].UnitPrice != bids[winner].UnitPrice || rule.Clear(lot, bids, candidate).Awards[earlier].Quantity == 1)));
        return rule.Clear(lot, bids, seed);
    }

    private static IEnumerable<int> Winners(AuctionOutcome outcome) => Enumerable.Range(0, outcome.Awards.Length).Where(position => outcome.Awards[position].Quantity > 0);

    private static CaseOutcome Slots(VectorCase item, bool vcg)
    {
        Amount[] bids = [.. MarketCases.Words(item.Inputs.GetProperty("values")).Select(value => Amount.Of(value))];
        ulong[] sizes = MarketCases.Words(item.Inputs.GetProperty("slotWeights"));
        Amount[] payments = new Amount[bids.Length];
        if (vcg)
        {
            SlotAuction.Vcg(bids, sizes, payments);
        }
        else
        {
            SlotAuction.GeneralisedSecondPrice(bids, sizes, payments);
        }

        return CaseOutcome.Compare(
            string.Join(' ', item.Expected.GetProperty("totalPayments").EnumerateArray().Select(payment => payment.GetString())), string.Join(' ', payments));
    }

    /// <summary>"2 identical": so many equal units; the bids of a bidder by number of units, of which one wins.</summary>
    private static CaseOutcome Combinatorial(VectorCase item)
    {
        string[] words = item.Input("items").Split(' ');
        if (words is not [string count, "identical"])
        {
            return new CaseOutcome.NotCovered($"the items '{item.Input("items")}' are not identical units");
        }

        BundleBid[] bids =
        [
            .. from bidder in item.Inputs.GetProperty("bids").EnumerateObject()
               from bid in bidder.Value.EnumerateObject()
               select BundleBid.OfUnits(ParticipantId.Of(bidder.Name), Read.Amount(bid.Value.GetString()!), Read.Word(bid.Name)),
        ];
        return Bundles(item, new BundleLot(0, Read.Word(count)), bids);
    }

    /// <summary>Each bidder wants one of the goods, at a value for each.</summary>
    private static CaseOutcome Assignment(VectorCase item)
    {
        string[] goods = [.. item.Inputs.GetProperty("values").EnumerateObject().SelectMany(bidder => bidder.Value.EnumerateObject()).Select(good => good.Name).Distinct().Order(StringComparer.Ordinal)];
        BundleBid[] bids =
        [
            .. from bidder in item.Inputs.GetProperty("values").EnumerateObject()
               from good in bidder.Value.EnumerateObject()
               select BundleBid.OfGoods(ParticipantId.Of(bidder.Name), Read.Amount(good.Value.GetString()!), Array.IndexOf(goods, good.Name)),
        ];
        return Bundles(item, new BundleLot(goods.Length, 0), bids);
    }

    private static CaseOutcome Bundles(VectorCase item, BundleLot lot, BundleBid[] bids)
    {
        BundleOutcome outcome = new VcgBundleAuction().Clear(lot, bids, default);
        string expected = item.Expect("welfare") + ": " + string.Join(", ", item.Expected.GetProperty("payments").EnumerateObject().Select(payment => $"{payment.Name} {payment.Value.GetString()}"));
        string actual = outcome.Value + ": " + string.Join(", ", bids.Zip(outcome.Awards).GroupBy(pair => pair.First.Bidder, pair => pair.Second.Payment)
            .Select(own => $"{own.Key} {own.Aggregate(Amount.Zero, (sum, payment) => sum + payment)}"));
        return CaseOutcome.Compare(expected, actual);
    }

    /// <summary>The trades and prices do not depend on who of equals is the last to trade, so any seed and the stated tie rule give the same.</summary>
    private static CaseOutcome Double(VectorCase item, IDoubleAuction rule)
    {
        if (item.OptionalInput("tie") is { } tie && tie != "lowest index")
        {
            return new CaseOutcome.NotCovered($"the tie rule '{tie}' is not known");
        }

        DoubleAuctionOutcome outcome = rule.Clear(item.UnitBids("sellers", MarketCases.Halves), item.UnitBids("buyers", MarketCases.Halves), default);
        return Read.Compare(
            item,
            ("trades", MarketCases.Text(outcome.Quantity)),
            ("buyerPrice", outcome.RequestPrice is { } paid ? MarketCases.Halved(paid.Units) : "None"),
            ("sellerPrice", outcome.OfferPrice is { } received ? MarketCases.Halved(received.Units) : "None"));
    }
}
