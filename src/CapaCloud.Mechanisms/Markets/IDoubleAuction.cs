namespace CapaCloud.Mechanisms.Markets;

/// <summary>Matches many sellers with many buyers: a sealed-bid market of equal units.</summary>
/// <remarks>
/// <code>
/// sum(units sold) = sum(units bought);   sum(paid) = sum(received) + Surplus
/// received &gt;= ask * units;   paid &lt;= bid * units
/// </code>
/// A rule is immutable and pure, and never needs money from outside. The order of the bids decides nothing: equal bids share what is left
/// in proportion to their quantities, and the odd unit goes by a hash of the bidder's name and the seed. Nobody stands on both sides. Its
/// laws are <c>DoubleAuctionLaws</c> in CapaCloud.Mechanisms.Testing.
/// </remarks>
public interface IDoubleAuction
{
    /// <summary>Gets what this rule promises; the laws test each promise.</summary>
    AuctionPromises Promises { get; }

    /// <summary>Gets a value indicating whether a bidder may make several bids on its side; when not, they are refused.</summary>
    bool TakesSeveralBids { get; }

    /// <summary>Decides who trades how much at what price.</summary>
    /// <param name="offers">The sellers' bids: units, and the least price of each.</param>
    /// <param name="requests">The buyers' bids: units, and the highest price of each.</param>
    /// <param name="seed">Public, and known only after the bids were fixed (a beacon); it decides among equals.</param>
    /// <returns>An award for each offer and each request, in their order.</returns>
    /// <exception cref="BidRefusedException">A bid cannot take part; nothing is cleared.</exception>
    DoubleAuctionOutcome Clear(ReadOnlySpan<Bid> offers, ReadOnlySpan<Bid> requests, Digest seed);
}
