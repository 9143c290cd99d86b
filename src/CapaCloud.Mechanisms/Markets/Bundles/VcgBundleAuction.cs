using System.Numerics;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>Bundles at the price of what each winner's presence costs the others (Vickrey, Clarke, Groves).</summary>
/// <remarks>
/// <code>payment(i) = w(all without i) - (W - v(i));   0 for a loser</code>
/// w(S) is the greatest total value of bids of S that fit together, W = w(all). In base units, nothing rounded. Two units over A: one for 5, B: one for
/// 2, C: two for 6: A and B win and pay 4 and 1. No other value gains. But the 5 that come in are less than the 6 that C bid: outside the
/// core, C and the seller would rather trade. <see cref="CoreGap"/> says by how much, and <see cref="CoreSelectingBundleAuction"/> has no such group. Time
/// exponential in the bids at worst; 25 bidders and 50 bids at most. Immutable and safe to share between threads.
/// </remarks>
public sealed record VcgBundleAuction : IBundleAuction
{
    /// <inheritdoc/>
    [JsonIgnore]
    public AuctionPromises Promises => AuctionPromises.TruthfulInPrice | AuctionPromises.Efficient;

    /// <inheritdoc/>
    public BundleOutcome Clear(BundleLot lot, ReadOnlySpan<BundleBid> bids, Digest seed)
    {
        BundleBook book = BundleBook.Of(lot, bids, seed);
        (BigInteger best, int[] winning) = BestAssignment.Of(book, book.Values(), static _ => true);
        return book.Outcome(winning, bid => Payment(book, best, bid));
    }

    internal static Amount Payment(BundleBook book, BigInteger best, int bid)
    {
        int bidder = book.BidderOf[bid];
        BigInteger without = BestAssignment.Of(book, book.Values(), other => other != bidder, best - book.Bids[bid].Value.Units).Value;
        return Amount.Of((UInt128)(without - (best - book.Bids[bid].Value.Units)));
    }
}
