using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>The last buyer and the last seller that would trade do not, and set the prices for the others, who cannot move them.</summary>
/// <remarks>
/// <code>
/// K, L   = the last request and the last offer that would trade, best first, ties by seeded hash
/// buyers before K pay bid(K) for a unit;   sellers before L receive ask(L)
/// units  = min(all that buyers before K want, all that sellers before L have); the longer side shares in proportion
/// </code>
/// Nothing is rounded but the odd unit, which goes by largest remainder, then by hash. Bids 17, 14, 13, 9, 6 against asks 1, 4, 5, 8, 11, of
/// one unit each: 3 trade, buyers pay 9, sellers receive 8, the market keeps 3. One bid for each bidder. No other price gains, for any
/// quantities; with one unit each, nothing gains. Who has several units can gain by hiding some (it may then cease to be the last one), so
/// use it where capacity is known, and <see cref="MultiUnitDoubleAuction"/> where it is not. Lost is the trade of the marginal two. Time
/// n log n in the bids. Immutable and safe to share between threads. Source: R. P. McAfee, Journal of Economic Theory 56 (1992);
/// P. Huang, A. Scheller-Wolf, K. Sycara, Computational Intelligence 18 (2002) for several units.
/// </remarks>
public sealed record TradeReductionDoubleAuction : IDoubleAuction
{
    /// <inheritdoc/>
    [JsonIgnore]
    public AuctionPromises Promises => AuctionPromises.TruthfulInPrice;

    /// <inheritdoc/>
    [JsonIgnore]
    public bool TakesSeveralBids => false;

    /// <inheritdoc/>
    public DoubleAuctionOutcome Clear(ReadOnlySpan<Bid> offers, ReadOnlySpan<Bid> requests, Digest seed)
    {
        DoubleSides.RefuseSeveral(offers, requests);
        Crossing crossing = Crossing.Of(offers, requests);
        crossing.OrderMargin(seed);
        return Reduce(crossing, seed);
    }

    internal static DoubleAuctionOutcome Reduce(in Crossing crossing, Digest seed)
    {
        ulong[] sold = new ulong[crossing.Offers.Count], bought = new ulong[crossing.Requests.Count];
        if (crossing.LastOffer < 1 || crossing.LastRequest < 1)
        {
            return new DoubleAuctionOutcome(Crossing.Awards(sold, UInt128.Zero), Crossing.Awards(bought, UInt128.Zero), null, null);
        }

        UInt128 units = UInt128.Min(Before(crossing.Offers, crossing.LastOffer), Before(crossing.Requests, crossing.LastRequest));
        crossing.Offers.ServeGroup(0, crossing.LastOffer, units, seed, sold);
        crossing.Requests.ServeGroup(0, crossing.LastRequest, units, seed, bought);
        UInt128 ask = crossing.Offers.Price(crossing.LastOffer), bid = crossing.Requests.Price(crossing.LastRequest);
        return new DoubleAuctionOutcome(
            Crossing.Awards(sold, ask), Crossing.Awards(bought, bid), Amount.Of(ask), Amount.Of(bid));
    }

    private static UInt128 Before(OrderLadder side, int rank)
    {
        UInt128 sum = UInt128.Zero;
        for (int better = 0; better < rank; better++)
        {
            sum += side.At(better).Quantity;
        }

        return sum;
    }
}
