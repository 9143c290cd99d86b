using System.Text.Json;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Markets;

/// <summary>pymarket: where demand meets supply, what trade is worth, and the fees of one half of a multi-unit auction.</summary>
internal sealed class DoubleAuctionSuite : ConformanceSuite
{
    public override string File => "markets/pymarket_double_auction.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item) => item.Operation switch
    {
        "crossing_quantity" => CaseOutcome.Compare(item.Expected.GetString()!, MarketCases.Text(Clear(item).Quantity)),
        "maximum_welfare" => item.NearWhole(MarketCases.FromBillionths(Clear(item).Surplus.Units)),
        "muda_fees" => Fees(item),
        string other => new CaseOutcome.NotCovered($"the operation '{other}' is not known"),
        null => new CaseOutcome.NotCovered("the case names no operation"),
    };

    /// <summary>With everybody at its own price, what stays with the market is what the trade is worth. Prices are counted in parts of 10^9.</summary>
    private static DoubleAuctionOutcome Clear(VectorCase item) => new PayAsBidDoubleAuction().Clear(Bids(item, "sell"), Bids(item, "buy"), default);

    private static Bid[] Bids(VectorCase item, string key) =>
        [.. item.Inputs.GetProperty(key).EnumerateArray().Select((pair, index) => new Bid(MarketCases.Name(key, index), Read.Word(pair[0].GetString()!), Amount.Of(MarketCases.Billionths(pair[1].GetString()!))))];

    private static CaseOutcome Fees(VectorCase item)
    {
        Amount price = Read.Amount(item.Input("price"));
        (string Name, bool Buys)[] participants = [.. item.Inputs.EnumerateObject().Where(property => property.Value.ValueKind == JsonValueKind.Array)
            .Select(property => (property.Name, property.Name.StartsWith("buyer", StringComparison.Ordinal)))];
        Bid[] offers = Units(item, participants, buys: false), requests = Units(item, participants, buys: true);
        DoubleAuctionOutcome outcome = MultiUnitDoubleAuction.TradeAt(offers, requests, price, default);
        string[] fees = [.. participants.OrderBy(participant => participant.Name[^1]).Select(participant =>
        {
            ParticipantId id = ParticipantId.Of(participant.Name);
            SignedAmount money = Money(participant.Buys ? requests : offers, participant.Buys ? outcome.Requests : outcome.Offers, id, price);
            return (participant.Buys ? money : -money).ToString();
        })];
        return CaseOutcome.Compare(string.Join(' ', item.Expected.EnumerateArray().Select(fee => fee.GetString())), string.Join(' ', fees));
    }

    private static Bid[] Units(VectorCase item, (string Name, bool Buys)[] participants, bool buys) =>
    [
        .. from participant in participants
           where participant.Buys == buys
           from unit in MarketCases.Words(item.Inputs.GetProperty(participant.Name)).GroupBy(value => value)
           select new Bid(ParticipantId.Of(participant.Name), (ulong)unit.Count(), Amount.Of(unit.Key)),
    ];

    /// <summary>What was paid or received beyond the price of the units.</summary>
    private static SignedAmount Money(Bid[] bids, IReadOnlyList<Award> awards, ParticipantId id, Amount price)
    {
        Amount money = Amount.Zero, atPrice = Amount.Zero;
        foreach ((Bid bid, Award award) in bids.Zip(awards).Where(pair => pair.First.Bidder == id))
        {
            money += award.Payment;
            atPrice += Amount.Of(award.Quantity * price.Units);
        }

        return SignedAmount.Change(atPrice, money);
    }
}
