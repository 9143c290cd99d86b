using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>Everybody trades at one price, at which demand meets supply.</summary>
/// <remarks>
/// <code>
/// lowest  = max(last ask that trades, best bid left over)
/// highest = min(last bid that trades, best ask left over)
/// price   = lowest + floor((highest - lowest) * Placement)
/// </code>
/// In base units of money for one unit; between two clearing prices the price rounds down, in favour of buyers: from 4 to 9, half way is 6.
/// Equal prices trade, so the most units trade. Bids better than the price are served wholly; bids at the price share what is left in
/// proportion to their quantities. Exactly balanced: nothing stays with the market. Whoever is at the margin can move the price by
/// misreporting; <see cref="DeviationSearch"/> says how much it gains. Time n log n in the bids. Immutable and safe to share between threads.
/// </remarks>
public sealed record UniformPriceDoubleAuction : IDoubleAuction
{
    /// <summary>Initializes a new instance of the <see cref="UniformPriceDoubleAuction"/> class with the price half way.</summary>
    public UniformPriceDoubleAuction()
        : this(Proportion.Half)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="UniformPriceDoubleAuction"/> class.</summary>
    /// <param name="placement">Where the price lies among those that clear the market: 0 the lowest, 1 the highest.</param>
    [JsonConstructor]
    public UniformPriceDoubleAuction(Proportion placement) => Placement = placement;

    /// <summary>Gets where the price lies among those that clear the market: 0 the lowest, best for buyers; 1 the highest.</summary>
    public Proportion Placement { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public AuctionPromises Promises =>
        AuctionPromises.Efficient
        | AuctionPromises.OnePrice
        | AuctionPromises.BudgetBalanced
        | AuctionPromises.InCore
        | AuctionPromises.EqualTreatment;

    /// <inheritdoc/>
    [JsonIgnore]
    public bool TakesSeveralBids => true;

    /// <inheritdoc/>
    public DoubleAuctionOutcome Clear(ReadOnlySpan<Bid> offers, ReadOnlySpan<Bid> requests, Digest seed)
    {
        DoubleSides.RefuseBad(offers, requests);
        return ClearChecked(offers, requests, seed);
    }

    internal DoubleAuctionOutcome ClearChecked(ReadOnlySpan<Bid> offers, ReadOnlySpan<Bid> requests, Digest seed)
    {
        Crossing crossing = Crossing.Of(offers, requests);
        (ulong[] sold, ulong[] bought) = crossing.Serve(seed);
        UInt128 price = crossing.Trades ? Price(crossing) : UInt128.Zero;
        Amount? one = crossing.Trades ? Amount.Of(price) : null;
        return new DoubleAuctionOutcome(Crossing.Awards(sold, price), Crossing.Awards(bought, price), one, one);
    }

    private UInt128 Price(in Crossing crossing)
    {
        (UInt128 lowest, UInt128 highest) = crossing.Prices();
        return lowest + MultiplyDivide.Down(highest - lowest, Placement.Parts, Proportion.PartsPerOne);
    }
}
