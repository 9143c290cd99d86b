using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>Each buyer pays its own bid and each seller receives its own ask; the difference stays with the market.</summary>
/// <remarks>
/// <code>paid = bid * units;   received = ask * units;   Surplus = paid - received</code>
/// Nothing is rounded. The rule takes bids at their word, so nearly everybody gains by shading: it is the benchmark of what truthful
/// bids would be worth, not a rule to rely on. <see cref="DeviationSearch"/> says how much is gained. Time n log n in the bids. Immutable and
/// safe to share between threads.
/// </remarks>
public sealed record PayAsBidDoubleAuction : IDoubleAuction
{
    /// <inheritdoc/>
    [JsonIgnore]
    public AuctionPromises Promises => AuctionPromises.Efficient | AuctionPromises.EqualTreatment;

    /// <inheritdoc/>
    [JsonIgnore]
    public bool TakesSeveralBids => true;

    /// <inheritdoc/>
    public DoubleAuctionOutcome Clear(ReadOnlySpan<Bid> offers, ReadOnlySpan<Bid> requests, Digest seed)
    {
        DoubleSides.RefuseBad(offers, requests);
        (ulong[] sold, ulong[] bought) = Crossing.Of(offers, requests).Serve(seed);
        return new DoubleAuctionOutcome(OwnPrice(offers, sold), OwnPrice(requests, bought), null, null);
    }

    private static ImmutableArray<Award> OwnPrice(ReadOnlySpan<Bid> bids, ulong[] quantities)
    {
        ImmutableArray<Award>.Builder awards = ImmutableArray.CreateBuilder<Award>(bids.Length);
        for (int position = 0; position < bids.Length; position++)
        {
            awards.Add(new Award(quantities[position], Amount.Of(quantities[position] * bids[position].UnitPrice.Units)));
        }

        return awards.MoveToImmutable();
    }
}
