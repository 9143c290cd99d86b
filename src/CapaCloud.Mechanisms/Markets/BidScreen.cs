using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>Sorts out the bids that cannot take part, each with its reason, so that one bad bid does not stop a market.</summary>
/// <remarks>
/// <code>Accepted + Refused = all bids given</code>
/// The same bids are refused whatever their order: of two bids of one bidder at one price, both are refused, because nothing says
/// which of them is meant. <c>default</c> arrays are empty.
/// </remarks>
public sealed record BidScreen
{
    /// <summary>Initializes a new instance of the <see cref="BidScreen"/> class.</summary>
    /// <param name="accepted">The bids that take part.</param>
    /// <param name="refused">The others.</param>
    [JsonConstructor]
    public BidScreen(ImmutableArray<Bid> accepted, ImmutableArray<RefusedBid> refused) =>
        (Accepted, Refused) = (accepted.IsDefault ? [] : accepted, refused.IsDefault ? [] : refused);

    /// <summary>Gets the bids that take part, in the order given.</summary>
    public ImmutableArray<Bid> Accepted { get; }

    /// <summary>Gets the others, in the order given.</summary>
    public ImmutableArray<RefusedBid> Refused { get; }

    /// <summary>Looks at each bid.</summary>
    /// <param name="bids">The bids of one side of one market.</param>
    /// <param name="withdrawn">Who has withdrawn; all their bids are refused. May be null: nobody has.</param>
    /// <returns>What takes part and what does not.</returns>
    public static BidScreen Of(ReadOnlySpan<Bid> bids, IReadOnlySet<ParticipantId>? withdrawn = null)
    {
        bool[] duplicated = Duplicates(bids);
        ImmutableArray<Bid>.Builder accepted = ImmutableArray.CreateBuilder<Bid>(bids.Length);
        ImmutableArray<RefusedBid>.Builder refused = ImmutableArray.CreateBuilder<RefusedBid>();
        for (int position = 0; position < bids.Length; position++)
        {
            BidRefusal? refusal = withdrawn?.Contains(bids[position].Bidder) == true ? BidRefusal.Withdrawn
                : Complaint(bids[position]) ?? (duplicated[position] ? BidRefusal.DuplicatedBid : null);
            if (refusal is { } reason)
            {
                refused.Add(new RefusedBid(position, bids[position], reason));
            }
            else
            {
                accepted.Add(bids[position]);
            }
        }

        return new BidScreen(accepted.ToImmutable(), refused.ToImmutable());
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"BidScreen {{ Accepted = {Prose.List(Accepted)}, Refused = {Prose.List(Refused)} }}";

    /// <inheritdoc/>
    public bool Equals(BidScreen? other) =>
        other is not null && Accepted.AsSpan().SequenceEqual(other.Accepted.AsSpan()) && Refused.AsSpan().SequenceEqual(other.Refused.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Accepted.Length ^ (Refused.Length << 16);

    /// <summary>Throws for the first bid that cannot take part in any market.</summary>
    internal static void RefuseBad(ReadOnlySpan<Bid> bids, string what)
    {
        for (int position = 0; position < bids.Length; position++)
        {
            Bid bid = bids[position];
            switch (Complaint(bid))
            {
                case BidRefusal.NoBidder:
                    throw new BidRefusedException(BidRefusal.NoBidder, position, $"{what} {DecimalText.Format((uint)position)} names nobody; expected a bidder.");
                case BidRefusal.ZeroQuantity:
                    throw new BidRefusedException(
                        BidRefusal.ZeroQuantity, position, $"{what} {DecimalText.Format((uint)position)} of {bid.Bidder} is for 0 units; expected at least 1.");
                case BidRefusal.WorthTooLarge:
                    throw new BidRefusedException(
                        BidRefusal.WorthTooLarge,
                        position,
                        $"{what} {Prose.Number(position)} of {bid.Bidder}: {Prose.Units(bid.Quantity)} at {bid.UnitPrice} each are worth more than 2^96 - 1 base units.");
            }
        }

        int duplicate = Array.IndexOf(Duplicates(bids), true);
        if (duplicate >= 0)
        {
            throw new BidRefusedException(
                BidRefusal.DuplicatedBid,
                duplicate,
                $"{what} {DecimalText.Format((uint)duplicate)}: {bids[duplicate].Bidder} bids more than once at {bids[duplicate].UnitPrice}; expected one bid for each price.");
        }
    }

    /// <summary>Throws when a bidder has made several bids.</summary>
    internal static void RefuseSeveral(ReadOnlySpan<Bid> bids, string what)
    {
        HashSet<ParticipantId> seen = new(bids.Length);
        for (int position = 0; position < bids.Length; position++)
        {
            if (!seen.Add(bids[position].Bidder))
            {
                throw new BidRefusedException(
                    BidRefusal.SeveralBids, position, $"{what} {DecimalText.Format((uint)position)} is another one of {bids[position].Bidder}; this rule takes one from each.");
            }
        }
    }

    /// <summary>Throws when a bid is for another number of units than one.</summary>
    internal static void RefuseOtherThanOne(ReadOnlySpan<Bid> bids, string what)
    {
        for (int position = 0; position < bids.Length; position++)
        {
            if (bids[position].Quantity != 1)
            {
                throw new BidRefusedException(
                    BidRefusal.NotOneUnit,
                    position,
                    $"{what} {Prose.Number(position)} of {bids[position].Bidder} is for {Prose.Units(bids[position].Quantity)}; this rule awards one unit to each bid.");
            }
        }
    }

    /// <summary>Throws when somebody offers and requests.</summary>
    internal static void RefuseBothSides(ReadOnlySpan<Bid> offers, ReadOnlySpan<Bid> requests)
    {
        HashSet<ParticipantId> sellers = new(offers.Length);
        foreach (Bid offer in offers)
        {
            sellers.Add(offer.Bidder);
        }

        for (int position = 0; position < requests.Length; position++)
        {
            if (sellers.Contains(requests[position].Bidder))
            {
                throw new BidRefusedException(
                    BidRefusal.BothSides, position, $"Request {DecimalText.Format((uint)position)}: {requests[position].Bidder} also offers; expected one side for each.");
            }
        }
    }

    private static BidRefusal? Complaint(Bid bid) =>
        bid.Bidder.IsNone ? BidRefusal.NoBidder
        : bid.Quantity == 0 ? BidRefusal.ZeroQuantity
        : !Worth.Fits(bid.Quantity, bid.UnitPrice) ? BidRefusal.WorthTooLarge
        : null;

    private static bool[] Duplicates(ReadOnlySpan<Bid> bids)
    {
        Dictionary<(ParticipantId, UInt128), int> first = new(bids.Length);
        bool[] duplicated = new bool[bids.Length];
        for (int position = 0; position < bids.Length; position++)
        {
            if (!first.TryAdd((bids[position].Bidder, bids[position].UnitPrice.Units), position))
            {
                duplicated[position] = duplicated[first[(bids[position].Bidder, bids[position].UnitPrice.Units)]] = true;
            }
        }

        return duplicated;
    }
}
