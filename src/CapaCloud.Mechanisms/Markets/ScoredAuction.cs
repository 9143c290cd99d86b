using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>Price and reputation decide together who wins, and honesty about the price stays the best bid.</summary>
/// <remarks>
/// <code>
/// Buy:  score = UnitPrice / weight, the lowest win;   payment = the highest ask with which the winner would still have won
/// Sell: score = UnitPrice * weight, the highest win;  payment = the lowest bid with which the winner would still have won
/// </code>
/// Scores are compared as exact products of 256 bits; payments are whole units, down for a purchase and up for a sale, because the next
/// unit would have lost. Asks of 30 with weight 2 and 20 with weight 1: 15 beats 20, and the winner is paid
/// 40, the most with which it still wins (39 when the hash gives a tie to the other). The weight does not depend on the bid, so the rule is truthful. It is not efficient by price alone: that is what a weight is
/// for. Every bid is for one unit, one bid for each bidder. A bidder outside the table has the weight <see cref="Otherwise"/>: that is the
/// newcomer's way in. Ties go by seeded hash. Time n log n in the bids. Immutable and safe to share between threads.
/// </remarks>
public sealed record ScoredAuction : IAuction
{
    private readonly Dictionary<ParticipantId, Ratio> _weights = [];

    /// <summary>Initializes a new instance of the <see cref="ScoredAuction"/> class.</summary>
    /// <param name="weights">The weight of each known bidder.</param>
    /// <param name="otherwise">The weight of everybody else; zero excludes newcomers.</param>
    /// <exception cref="ArgumentException">A bidder is named twice.</exception>
    [JsonConstructor]
    public ScoredAuction(ImmutableArray<BidderWeight> weights, Ratio otherwise)
    {
        Weights = weights.IsDefault ? [] : weights;
        Otherwise = otherwise;
        foreach (BidderWeight entry in Weights)
        {
            if (!_weights.TryAdd(entry.Bidder, entry.Weight))
            {
                throw new ArgumentException($"{entry.Bidder} has two weights; expected one for each bidder.", nameof(weights));
            }
        }
    }

    /// <summary>Gets the weight of each known bidder.</summary>
    public ImmutableArray<BidderWeight> Weights { get; }

    /// <summary>Gets the weight of everybody else.</summary>
    public Ratio Otherwise { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public AuctionPromises Promises => AuctionPromises.TruthfulInPrice | AuctionPromises.TruthfulInQuantity;

    /// <summary>Returns how much a bidder's price counts.</summary>
    /// <param name="bidder">Who.</param>
    /// <returns>Its weight.</returns>
    public Ratio WeightOf(ParticipantId bidder) => _weights.TryGetValue(bidder, out Ratio weight) ? weight : Otherwise;

    /// <inheritdoc/>
    public AuctionOutcome Clear(Lot lot, ReadOnlySpan<Bid> bids, Digest seed)
    {
        BidScreen.RefuseBad(bids, "Bid");
        BidScreen.RefuseOtherThanOne(bids, "Bid");
        BidScreen.RefuseSeveral(bids, "Bid");
        List<ScoredBid> ranked = new(bids.Length);
        for (int position = 0; position < bids.Length; position++)
        {
            Ratio weight = WeightOf(bids[position].Bidder);
            if (lot.Accepts(bids[position].UnitPrice) && !weight.IsZero)
            {
                ranked.Add(new ScoredBid(position, bids[position].UnitPrice.Units, weight.Parts, TieKey.Of(seed, bids[position].Bidder)));
            }
        }

        ranked.Sort(lot.Side == MarketSide.Buy ? ScoredBid.LowestFirst : ScoredBid.HighestFirst);
        int winners = (int)ulong.Min(lot.Quantity, (ulong)ranked.Count);
        Award[] awards = new Award[bids.Length];
        for (int rank = 0; rank < winners; rank++)
        {
            UInt128 price = winners < ranked.Count ? ranked[rank].Threshold(ranked[winners], lot) : lot.Limit.Units;
            awards[ranked[rank].Position] = new Award(1, Amount.Of(price));
        }

        return new AuctionOutcome(ImmutableCollectionsMarshal.AsImmutableArray(awards), unitPrice: null);
    }

    /// <summary>The price at which a bid scores as another one does, rounded down; null when there is none.</summary>
    internal UInt128? PriceLike(Bid other, ParticipantId bidder, MarketSide side)
    {
        (UInt128 own, UInt128 others) = (WeightOf(bidder).Parts, WeightOf(other.Bidder).Parts);
        (UInt128 factor, UInt128 divisor) = side == MarketSide.Sell ? (own, others) : (others, own);
        return divisor != UInt128.Zero && MultiplyDivide.TryDivide(other.UnitPrice.Units, factor, divisor, out UInt128 price, out _) ? price : null;
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"ScoredAuction {{ Weights = {Prose.List(Weights)}, Otherwise = {Otherwise}, Promises = {Promises} }}";

    /// <inheritdoc/>
    public bool Equals(ScoredAuction? other) =>
        other is not null && Otherwise == other.Otherwise && Weights.AsSpan().SequenceEqual(other.Weights.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Otherwise.GetHashCode() ^ Weights.Length;
}
