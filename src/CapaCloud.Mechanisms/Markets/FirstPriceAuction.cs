using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>Each winner pays, or is paid, its own bid.</summary>
/// <remarks>
/// <code>payment = UnitPrice * awarded units</code>
/// Nothing is rounded. The rule is not truthful: a winner gains by bidding just enough to win, and <see cref="DeviationSearch"/> says how
/// much. A buyer who values a unit at 10 against 8 of the next gains 1 by bidding 9. Time n log n in the bids. <c>default</c> does
/// not exist. Immutable and safe to share between threads.
/// </remarks>
public sealed record FirstPriceAuction : IAuction
{
    /// <inheritdoc/>
    [JsonIgnore]
    public AuctionPromises Promises => AuctionPromises.Efficient | AuctionPromises.InCore | AuctionPromises.EqualTreatment;

    /// <inheritdoc/>
    public AuctionOutcome Clear(Lot lot, ReadOnlySpan<Bid> bids, Digest seed)
    {
        BidScreen.RefuseBad(bids, "Bid");
        ulong[] served = new ulong[bids.Length];
        new GainLadder(lot, bids).Serve(seed, served);
        ImmutableArray<Award>.Builder awards = ImmutableArray.CreateBuilder<Award>(bids.Length);
        for (int position = 0; position < bids.Length; position++)
        {
            awards.Add(new Award(served[position], Amount.Of(served[position] * bids[position].UnitPrice.Units)));
        }

        return new AuctionOutcome(awards.MoveToImmutable(), unitPrice: null);
    }
}
