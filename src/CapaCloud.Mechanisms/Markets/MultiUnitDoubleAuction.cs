using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>
/// A double auction in which not even a bidder with many units gains by any other bid: a seeded hash divides the bidders into two halves, and
/// each half trades at the price of the other.
/// </summary>
/// <remarks>
/// <code>
/// half(i)  = lowest bit of hash(seed, i)
/// price of a half = floor of the middle of its clearing prices; a half without a trade gives no price, and the other does not trade
/// at a price: buyers' units &gt;= price, sellers' units &lt;= price; the shorter side trades all, the longer its best units
/// fee(i)   = what the others of the longer side would have gained by i's units; the market keeps it
/// </code>
/// Nothing but the price is rounded. Several bids for each bidder, for units worth less and less. Nobody moves the price it trades at, and a
/// bidder of the longer side pays what it takes from the others, so that neither another price nor hidden units gain. Lost is what only bidders
/// of different halves could trade: little in a large market, much in one of a few. Time n log n in the bids, and a walk over the units left
/// out for each winner of the longer side. Immutable and safe to share between threads. Source: E. Segal-Halevi, A. Hassidim, Y. Aumann,
/// "MUDA: A Truthful Multi-Unit Double-Auction Mechanism" (2018).
/// </remarks>
public sealed record MultiUnitDoubleAuction : IDoubleAuction
{
    /// <inheritdoc/>
    [JsonIgnore]
    public AuctionPromises Promises => AuctionPromises.TruthfulInPrice | AuctionPromises.TruthfulInQuantity;

    /// <inheritdoc/>
    [JsonIgnore]
    public bool TakesSeveralBids => true;

    /// <inheritdoc/>
    public DoubleAuctionOutcome Clear(ReadOnlySpan<Bid> offers, ReadOnlySpan<Bid> requests, Digest seed)
    {
        DoubleSides.RefuseBad(offers, requests);
        Award[] sold = new Award[offers.Length], bought = new Award[requests.Length];
        bool[] offerHalf = Halves(offers, seed), requestHalf = Halves(requests, seed);
        for (int half = 0; half < 2; half++)
        {
            (Bid[] setsOffers, _) = Select(offers, offerHalf, half == 0);
            (Bid[] setsRequests, _) = Select(requests, requestHalf, half == 0);
            if (new UniformPriceDoubleAuction().ClearChecked(setsOffers, setsRequests, seed).OfferPrice is { } price)
            {
                (Bid[] ownOffers, int[] offerPlaces) = Select(offers, offerHalf, half == 1);
                (Bid[] ownRequests, int[] requestPlaces) = Select(requests, requestHalf, half == 1);
                DoubleAuctionOutcome outcome = TradeAtChecked(ownOffers, ownRequests, price, seed);
                Place(outcome.Offers, offerPlaces, sold);
                Place(outcome.Requests, requestPlaces, bought);
            }
        }

        return new DoubleAuctionOutcome([.. sold], [.. bought], null, null);
    }

    /// <summary>Trades at a price that the bidders here could not move: one half of the auction.</summary>
    /// <param name="offers">The sellers' bids.</param>
    /// <param name="requests">The buyers' bids.</param>
    /// <param name="price">The price of a unit, found elsewhere.</param>
    /// <param name="seed">Decides among equals.</param>
    /// <returns>The trades; what a buyer pays beyond the price, or a seller receives below it, is its fee.</returns>
    /// <exception cref="BidRefusedException">A bid cannot take part; nothing is cleared.</exception>
    public static DoubleAuctionOutcome TradeAt(ReadOnlySpan<Bid> offers, ReadOnlySpan<Bid> requests, Amount price, Digest seed)
    {
        DoubleSides.RefuseBad(offers, requests);
        return TradeAtChecked(offers, requests, price, seed);
    }

    private static DoubleAuctionOutcome TradeAtChecked(ReadOnlySpan<Bid> offers, ReadOnlySpan<Bid> requests, Amount price, Digest seed)
    {
        UInt128 supply = Willing(offers, MarketSide.Sell, price), demand = Willing(requests, MarketSide.Buy, price);
        UInt128 units = UInt128.Min(supply, demand);
        return new DoubleAuctionOutcome(
            PricedSide.Trade(offers, MarketSide.Sell, price, units, seed), PricedSide.Trade(requests, MarketSide.Buy, price, units, seed), null, null);
    }

    private static UInt128 Willing(ReadOnlySpan<Bid> bids, MarketSide side, Amount price)
    {
        UInt128 sum = UInt128.Zero;
        foreach (Bid bid in bids)
        {
            sum += PricedSide.IsWilling(bid, side, price) ? bid.Quantity : UInt128.Zero;
        }

        return sum;
    }

    private static bool[] Halves(ReadOnlySpan<Bid> bids, Digest seed)
    {
        bool[] halves = new bool[bids.Length];
        Dictionary<ParticipantId, bool> known = new(bids.Length);
        for (int position = 0; position < bids.Length; position++)
        {
            ParticipantId bidder = bids[position].Bidder;
            if (!known.TryGetValue(bidder, out halves[position]))
            {
                known[bidder] = halves[position] = (TieKey.Of(seed, bidder) & UInt128.One) == UInt128.One;
            }
        }

        return halves;
    }

    private static (Bid[] Bids, int[] Places) Select(ReadOnlySpan<Bid> bids, bool[] halves, bool half)
    {
        List<Bid> own = [];
        List<int> places = [];
        for (int position = 0; position < bids.Length; position++)
        {
            if (halves[position] == half)
            {
                own.Add(bids[position]);
                places.Add(position);
            }
        }

        return ([.. own], [.. places]);
    }

    private static void Place(ImmutableArray<Award> awards, int[] places, Award[] whole)
    {
        for (int index = 0; index < places.Length; index++)
        {
            whole[places[index]] = awards[index];
        }
    }
}
