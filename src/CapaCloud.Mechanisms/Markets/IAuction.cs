namespace CapaCloud.Mechanisms.Markets;

/// <summary>A sealed-bid auction of equal units, with one auctioneer who sells or buys.</summary>
/// <remarks>
/// <code>sum(awarded units) &lt;= lot;   Sell: reserve * units &lt;= payment &lt;= bid * units;   Buy: bid * units &lt;= payment &lt;= ceiling * units</code>
/// A rule is immutable and pure. The order of the bids decides nothing: equal bids share what is left in proportion to their
/// quantities, and the odd unit goes by a hash of the bidder's name and the seed. Its laws are <c>AuctionLaws</c> in
/// CapaCloud.Mechanisms.Testing.
/// </remarks>
public interface IAuction
{
    /// <summary>Gets what this rule promises; the laws test each promise.</summary>
    AuctionPromises Promises { get; }

    /// <summary>Decides who gets what for how much.</summary>
    /// <param name="lot">What is sold or bought.</param>
    /// <param name="bids">The sealed bids, in any order.</param>
    /// <param name="seed">Public, and known only after the bids were fixed (a beacon); it decides among equals.</param>
    /// <returns>An award for each bid, in the order of the bids.</returns>
    /// <exception cref="BidRefusedException">A bid cannot take part; nothing is cleared.</exception>
    AuctionOutcome Clear(Lot lot, ReadOnlySpan<Bid> bids, Digest seed);
}
