using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>What became of a market with many sellers and buyers.</summary>
/// <remarks>
/// <code>Quantity = units sold = units bought;   Surplus = Paid - Received</code>
/// In units and base units of money. The surplus goes to the market's account; the caller posts it. Equal by content. Default arrays
/// are empty.
/// </remarks>
public sealed record DoubleAuctionOutcome
{
    /// <summary>Initializes a new instance of the <see cref="DoubleAuctionOutcome"/> class.</summary>
    /// <param name="offers">The award of each offer.</param>
    /// <param name="requests">The award of each request.</param>
    /// <param name="offerPrice">The one price that sellers receive for a unit, or null.</param>
    /// <param name="requestPrice">The one price that buyers pay for a unit, or null.</param>
    [JsonConstructor]
    public DoubleAuctionOutcome(ImmutableArray<Award> offers, ImmutableArray<Award> requests, Amount? offerPrice, Amount? requestPrice)
    {
        Offers = offers.IsDefault ? [] : offers;
        Requests = requests.IsDefault ? [] : requests;
        (OfferPrice, RequestPrice) = (offerPrice, requestPrice);
        (Quantity, Received) = Sum(Offers);
        (_, Paid) = Sum(Requests);
    }

    /// <summary>Gets the award of each offer: units sold, money received.</summary>
    public ImmutableArray<Award> Offers { get; }

    /// <summary>Gets the award of each request: units bought, money paid.</summary>
    public ImmutableArray<Award> Requests { get; }

    /// <summary>Gets the one price that sellers receive for a unit; null when nothing trades or each has its own.</summary>
    public Amount? OfferPrice { get; }

    /// <summary>Gets the one price that buyers pay for a unit; null when nothing trades or each has its own.</summary>
    public Amount? RequestPrice { get; }

    /// <summary>Gets how many units trade.</summary>
    [JsonIgnore]
    public UInt128 Quantity { get; }

    /// <summary>Gets what buyers pay together.</summary>
    [JsonIgnore]
    public Amount Paid { get; }

    /// <summary>Gets what sellers receive together.</summary>
    [JsonIgnore]
    public Amount Received { get; }

    /// <summary>Gets what stays with the market.</summary>
    [JsonIgnore]
    public Amount Surplus => Paid - Received;

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"DoubleAuctionOutcome {{ Offers = {Prose.List(Offers)}, Requests = {Prose.List(Requests)}, OfferPrice = {OfferPrice}, RequestPrice = {RequestPrice}, "
        + $"Quantity = {Quantity}, Paid = {Paid}, Received = {Received} }}";

    /// <inheritdoc/>
    public bool Equals(DoubleAuctionOutcome? other) =>
        other is not null
        && OfferPrice == other.OfferPrice
        && RequestPrice == other.RequestPrice
        && Offers.AsSpan().SequenceEqual(other.Offers.AsSpan())
        && Requests.AsSpan().SequenceEqual(other.Requests.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Paid.GetHashCode() ^ Quantity.GetHashCode();

    private static (UInt128 Quantity, Amount Money) Sum(ImmutableArray<Award> awards)
    {
        UInt128 quantity = UInt128.Zero;
        Amount money = Amount.Zero;
        foreach (Award award in awards)
        {
            quantity += award.Quantity;
            money += award.Payment;
        }

        return (quantity, money);
    }
}
