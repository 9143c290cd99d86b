using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>What became of an auction with one auctioneer.</summary>
/// <remarks>
/// <code>Quantity = sum(Awards.Quantity);   Total = sum(Awards.Payment)</code>
/// In units and base units of money. Equal by content. A default array of awards is empty.
/// </remarks>
public sealed record AuctionOutcome
{
    /// <summary>Initializes a new instance of the <see cref="AuctionOutcome"/> class.</summary>
    /// <param name="awards">The award of each bid, in the order of the bids.</param>
    /// <param name="unitPrice">The one price of a unit, or null when there is none.</param>
    [JsonConstructor]
    public AuctionOutcome(ImmutableArray<Award> awards, Amount? unitPrice)
    {
        Awards = awards.IsDefault ? [] : awards;
        UnitPrice = unitPrice;
    }

    /// <summary>Gets the award of each bid, in the order of the bids.</summary>
    public ImmutableArray<Award> Awards { get; }

    /// <summary>Gets the one price that all pay or receive for a unit; null when nothing was awarded or each has its own.</summary>
    public Amount? UnitPrice { get; }

    /// <summary>Gets how many units were awarded; the rest of the lot stays with the auctioneer.</summary>
    [JsonIgnore]
    public ulong Quantity
    {
        get
        {
            ulong sum = 0;
            foreach (Award award in Awards)
            {
                sum = award.Quantity <= ulong.MaxValue - sum ? sum + award.Quantity
                    : throw new OverflowException("The awards of an outcome exceed 2^64 - 1 units together; no lot has so many.");
            }

            return sum;
        }
    }

    /// <summary>Gets what all winners together pay or receive.</summary>
    [JsonIgnore]
    public Amount Total
    {
        get
        {
            Amount sum = Amount.Zero;
            foreach (Award award in Awards)
            {
                sum += award.Payment;
            }

            return sum;
        }
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"AuctionOutcome {{ Awards = {Prose.List(Awards)}, UnitPrice = {UnitPrice}, Quantity = {Quantity}, Total = {Total} }}";

    /// <inheritdoc/>
    public bool Equals(AuctionOutcome? other) =>
        other is not null && UnitPrice == other.UnitPrice && Awards.AsSpan().SequenceEqual(other.Awards.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Awards.Length ^ UnitPrice.GetHashCode();
}
