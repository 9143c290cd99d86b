using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>Where demand and supply meet: the best request left trades with the best offer left, as long as it does not pay less.</summary>
internal ref struct Crossing
{
    private Crossing(OrderLadder offers, OrderLadder requests) => (Offers, Requests) = (offers, requests);

    public OrderLadder Offers { get; }

    public OrderLadder Requests { get; }

    /// <summary>Gets how many units trade.</summary>
    public UInt128 Quantity { get; private set; }

    /// <summary>Gets the last rank that trades on each side; -1 when nothing does.</summary>
    public int LastOffer { get; private set; }

    public int LastRequest { get; private set; }

    /// <summary>Gets what the last of each side trades, and what is left of it.</summary>
    public ulong LastOfferLeft { get; private set; }

    public ulong LastRequestLeft { get; private set; }

    public readonly bool Trades => Quantity > UInt128.Zero;

    public static Crossing Of(ReadOnlySpan<Bid> offers, ReadOnlySpan<Bid> requests)
    {
        Crossing crossing = new(new OrderLadder(offers, MarketSide.Sell), new OrderLadder(requests, MarketSide.Buy));
        crossing.Walk();
        return crossing;
    }

    /// <summary>Orders the marginal groups by hash and walks again, so that the marginal bidder of each side is settled.</summary>
    public void OrderMargin(Digest seed)
    {
        if (Trades)
        {
            Offers.OrderGroup(LastOffer, seed);
            Requests.OrderGroup(LastRequest, seed);
            if (LastOffer + 1 < Offers.Count)
            {
                Offers.OrderGroup(LastOffer + 1, seed);
            }

            if (LastRequest + 1 < Requests.Count)
            {
                Requests.OrderGroup(LastRequest + 1, seed);
            }

            Walk();
        }
    }

    /// <summary>The prices at which exactly this trades: no seller below its ask, no buyer above its bid, and nobody left out who is better.</summary>
    public readonly (UInt128 Lowest, UInt128 Highest) Prices()
    {
        UInt128 lowest = Offers.Price(LastOffer), highest = Requests.Price(LastRequest);
        if (LastRequestLeft > 0)
        {
            lowest = UInt128.Max(lowest, highest);
        }
        else if (LastRequest + 1 < Requests.Count)
        {
            lowest = UInt128.Max(lowest, Requests.Price(LastRequest + 1));
        }

        if (LastOfferLeft > 0)
        {
            highest = UInt128.Min(highest, Offers.Price(LastOffer));
        }
        else if (LastOffer + 1 < Offers.Count)
        {
            highest = UInt128.Min(highest, Offers.Price(LastOffer + 1));
        }

        return (lowest, highest);
    }

    /// <summary>Serves both sides: better than the margin wholly, at the margin in proportion.</summary>
    public readonly (ulong[] Offers, ulong[] Requests) Serve(Digest seed)
    {
        ulong[] sold = new ulong[Offers.Count], bought = new ulong[Requests.Count];
        if (Trades)
        {
            ServeSide(Offers, LastOffer, seed, sold);
            ServeSide(Requests, LastRequest, seed, bought);
        }

        return (sold, bought);
    }

    /// <summary>All at one price.</summary>
    public static ImmutableArray<Award> Awards(ReadOnlySpan<ulong> quantities, UInt128 price)
    {
        Award[] awards = new Award[quantities.Length];
        for (int position = 0; position < quantities.Length; position++)
        {
            awards[position] = new Award(quantities[position], Amount.Of(quantities[position] * price));
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(awards);
    }

    private readonly void ServeSide(OrderLadder side, int last, Digest seed, Span<ulong> served)
    {
        int start = side.StartOfGroup(last);
        UInt128 better = UInt128.Zero;
        for (int rank = 0; rank < start; rank++)
        {
            better += side.At(rank).Quantity;
        }

        side.Serve(start, side.EndOfGroup(last), Quantity - better, seed, served);
    }

    private void Walk()
    {
        (Quantity, LastOffer, LastRequest, LastOfferLeft, LastRequestLeft) = (UInt128.Zero, -1, -1, 0, 0);
        int offer = 0, request = 0;
        ulong offered = Offers.Count > 0 ? Offers.At(0).Quantity : 0, requested = Requests.Count > 0 ? Requests.At(0).Quantity : 0;
        while (offer < Offers.Count && request < Requests.Count && Requests.Price(request) >= Offers.Price(offer))
        {
            ulong traded = ulong.Min(offered, requested);
            Quantity += traded;
            (offered, requested) = (offered - traded, requested - traded);
            (LastOffer, LastRequest, LastOfferLeft, LastRequestLeft) = (offer, request, offered, requested);
            if (offered == 0 && ++offer < Offers.Count)
            {
                offered = Offers.At(offer).Quantity;
            }

            if (requested == 0 && ++request < Requests.Count)
            {
                requested = Requests.At(request).Quantity;
            }
        }
    }
}
