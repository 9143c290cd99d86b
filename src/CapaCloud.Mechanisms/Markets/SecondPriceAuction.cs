using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>The best bidders win one unit each, at the best price that did not win: Vickrey's auction, for any number of units.</summary>
/// <remarks>
/// <code>price = UnitPrice of the (k + 1)-th best bid;   the lot's limit when there is none</code>
/// Nothing is rounded. One unit over bids of 10, 8 and 5 goes to 10 for 8; a purchase from asks of 30, 20 and 25 goes to 20 for 25.
/// Every bid is for one unit, one bid for each bidder; then no other bid ever gains, whatever the others do. Ties go by seeded hash, and
/// then the price leaves the winner nothing. Time n log n in the bids. Immutable and safe to share between threads. Source:
/// W. Vickrey, Journal of Finance 16 (1961).
/// </remarks>
public sealed record SecondPriceAuction : IAuction
{
    /// <inheritdoc/>
    [JsonIgnore]
    public AuctionPromises Promises =>
        AuctionPromises.TruthfulInPrice
        | AuctionPromises.TruthfulInQuantity
        | AuctionPromises.Efficient
        | AuctionPromises.OnePrice
        | AuctionPromises.InCore
        | AuctionPromises.EqualTreatment;

    /// <inheritdoc/>
    public AuctionOutcome Clear(Lot lot, ReadOnlySpan<Bid> bids, Digest seed)
    {
        BidScreen.RefuseBad(bids, "Bid");
        BidScreen.RefuseOtherThanOne(bids, "Bid");
        BidScreen.RefuseSeveral(bids, "Bid");
        return UniformPriceAuction.ClearChecked(lot, bids, seed);
    }
}
