using CapaCloud.Mechanisms.Markets;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>A few offers and requests, and a number for the law to choose by.</summary>
internal sealed record DoubleAuctionCase(Bid[] Offers, Bid[] Requests, uint Choice)
{
    public Digest Seed => Digest.Parse($"{Choice:x64}");

    /// <summary>Draws few bidders and low prices, so that there are ties and the marginal bids matter.</summary>
    /// <param name="oneBid">Whether each bidder makes one bid.</param>
    /// <param name="oneUnit">Whether each bid is for one unit.</param>
    public static Arbitrary<DoubleAuctionCase> Arbitrary(bool oneBid, bool oneUnit) => Arb.From(
        from offers in AuctionCase.DrawBids("s", 5, oneUnit, oneBid)
        from requests in AuctionCase.DrawBids("b", 5, oneUnit, oneBid)
        from choice in Gen.Choose(0, int.MaxValue)
        select new DoubleAuctionCase(offers, requests, (uint)choice),
        whole => AuctionCase.Smaller(whole.Offers).Select(offers => whole with { Offers = offers })
            .Concat(AuctionCase.Smaller(whole.Requests).Select(requests => whole with { Requests = requests })));

    public DoubleAuctionOutcome Clear(IDoubleAuction rule) => rule.Clear(Offers, Requests, Seed);

    public override string ToString() =>
        $"offers [{string.Join(", ", Offers.Select(MarketText.Of))}], requests [{string.Join(", ", Requests.Select(MarketText.Of))}], choice = {Choice}";
}
