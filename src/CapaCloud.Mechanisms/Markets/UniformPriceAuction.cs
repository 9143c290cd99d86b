using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>An auction with one price: all winners pay, or are paid, the best bid that got nothing or only a part of what it asked for.</summary>
/// <remarks>
/// <code>
/// price = UnitPrice of the best bid with a unit left unserved;   the lot's limit when every bid is served
/// payment = price * awarded units
/// </code>
/// Nothing is rounded. Bids better than the price are served wholly; bids at the price share what is left in proportion to their
/// quantities. 3 units over bids of 1 at 100, 80, 70, 40, 10 cost 40 each. A bidder who wants one unit cannot gain by another bid. One
/// who wants several can, by asking for fewer units to lower the price of the others: <see cref="DeviationSearch"/> says how much, and
/// <see cref="VcgAuction"/> has no such gain. Time n log n in the bids. Immutable and safe to share between threads.
/// </remarks>
public sealed record UniformPriceAuction : IAuction
{
    /// <inheritdoc/>
    [JsonIgnore]
    public AuctionPromises Promises => AuctionPromises.Efficient | AuctionPromises.OnePrice | AuctionPromises.InCore | AuctionPromises.EqualTreatment;

    /// <inheritdoc/>
    public AuctionOutcome Clear(Lot lot, ReadOnlySpan<Bid> bids, Digest seed)
    {
        BidScreen.RefuseBad(bids, "Bid");
        return ClearChecked(lot, bids, seed);
    }

    internal static AuctionOutcome ClearChecked(Lot lot, ReadOnlySpan<Bid> bids, Digest seed)
    {
        GainLadder ladder = new(lot, bids);
        ulong[] served = new ulong[bids.Length];
        int unserved = ladder.Serve(seed, served);
        UInt128 gain = unserved < ladder.Count ? ladder.Gain(unserved) : UInt128.Zero;
        bool any = false;
        ImmutableArray<Award>.Builder awards = ImmutableArray.CreateBuilder<Award>(bids.Length);
        for (int position = 0; position < bids.Length; position++)
        {
            awards.Add(new Award(served[position], lot.Payment(served[position], gain * served[position])));
            any |= served[position] > 0;
        }

        return new AuctionOutcome(awards.MoveToImmutable(), any ? lot.Payment(1, gain) : (Amount?)null);
    }
}
