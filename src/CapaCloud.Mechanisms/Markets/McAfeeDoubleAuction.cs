using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>McAfee's double auction: one price from the first pair that does not trade, and a trade less only where that price does not do.</summary>
/// <remarks>
/// <code>
/// p = floor((bid(k+1) + ask(k+1)) / 2)      k = how many would trade; the next of each side sets the price
/// ask(k) &lt;= p &lt;= bid(k):  k trade at p
/// otherwise:             k - 1 trade; buyers pay bid(k), sellers receive ask(k), the market keeps the difference
/// </code>
/// In base units of money for one unit; the price rounds down, in favour of buyers: from 9 and 6, p is 7. Bids 9 and 4 against asks 3 and 8:
/// one trade at 6. Without a next bidder on one of the sides the second line holds. When not all quantities are the same the rule is
/// <see cref="TradeReductionDoubleAuction"/>. One bid for each bidder. No other price gains, and with one unit each nothing gains. Ties
/// go by seeded hash. Time n log n in the bids. Immutable and safe to share between threads. Source: R. P. McAfee, Journal of Economic
/// Theory 56 (1992).
/// </remarks>
public sealed record McAfeeDoubleAuction : IDoubleAuction
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
        if (crossing.Trades && HaveOneQuantity(offers, requests) && TryPrice(crossing, out UInt128 price))
        {
            ulong[] sold = new ulong[offers.Length], bought = new ulong[requests.Length];
            crossing.Offers.ServeGroup(0, crossing.LastOffer + 1, crossing.Quantity, seed, sold);
            crossing.Requests.ServeGroup(0, crossing.LastRequest + 1, crossing.Quantity, seed, bought);
            Amount one = Amount.Of(price);
            return new DoubleAuctionOutcome(Crossing.Awards(sold, price), Crossing.Awards(bought, price), one, one);
        }

        return TradeReductionDoubleAuction.Reduce(crossing, seed);
    }

    private static bool TryPrice(in Crossing crossing, out UInt128 price)
    {
        price = UInt128.Zero;
        int offer = crossing.LastOffer + 1, request = crossing.LastRequest + 1;
        if (offer >= crossing.Offers.Count || request >= crossing.Requests.Count)
        {
            return false;
        }

        // Halved before it is added: an ask may be any number that one unit is worth.
        UInt128 ask = crossing.Offers.Price(offer), bid = crossing.Requests.Price(request);
        price = (ask >> 1) + (bid >> 1) + (ask & bid & UInt128.One);
        return price >= crossing.Offers.Price(crossing.LastOffer) && price <= crossing.Requests.Price(crossing.LastRequest);
    }

    private static bool HaveOneQuantity(ReadOnlySpan<Bid> offers, ReadOnlySpan<Bid> requests)
    {
        ulong quantity = offers[0].Quantity;
        foreach (Bid bid in offers)
        {
            if (bid.Quantity != quantity)
            {
                return false;
            }
        }

        foreach (Bid bid in requests)
        {
            if (bid.Quantity != quantity)
            {
                return false;
            }
        }

        return true;
    }
}
