namespace CapaCloud.Mechanisms.Markets;

/// <summary>A sealed-bid auction of bundles.</summary>
/// <remarks>
/// <code>greatest total value of bids that fit together, at most one of each bidder;   0 &lt;= payment &lt;= value for winners, 0 for losers</code>
/// Exact, so the size is bounded: 25 bidders and 50 bids. Which of several best assignments is taken goes by a seeded hash of the names, never by
/// arrival. Its laws are <c>BundleAuctionLaws</c> in CapaCloud.Mechanisms.Testing.
/// </remarks>
public interface IBundleAuction
{
    /// <summary>Gets what this rule promises: that no other value gains, or that the payments lie in the core.</summary>
    AuctionPromises Promises { get; }

    /// <summary>Decides who gets what for how much.</summary>
    /// <param name="lot">What is sold.</param>
    /// <param name="bids">The sealed bids, in any order.</param>
    /// <param name="seed">Public, and known only after the bids were fixed (a beacon).</param>
    /// <returns>An award for each bid.</returns>
    /// <exception cref="BidRefusedException">A bid cannot take part, or there are too many; nothing is decided.</exception>
    BundleOutcome Clear(BundleLot lot, ReadOnlySpan<BundleBid> bids, Digest seed);
}
