using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What became of a provider's offer: how many jobs it could get and how many it got, or why it took no part and until when.</summary>
/// <remarks>
/// <code>Awarded &lt;= Admitted &lt;= units offered</code>
/// In jobs. <c>default</c> is nobody's offer.
/// </remarks>
public readonly record struct OfferOutcome
{
    /// <summary>Gets what was offered.</summary>
    public required JobOffer Offer { get; init; }

    /// <summary>Gets how many jobs it was in the market with, by the provider's access. The stake may cover fewer.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong Admitted { get; init; }

    /// <summary>Gets how many jobs it got.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong Awarded { get; init; }

    /// <summary>Gets why it took no part; <see cref="JobRefusal.None"/> when it did.</summary>
    public JobRefusal Refusal { get; init => field = EnumerationMember.Required(value); }

    /// <summary>Gets the epoch from which a jailed provider may work again; null for any other reason.</summary>
    public Epoch? Until { get; init; }

    /// <summary>Gets how much bond is missing, in base units; zero unless the bond is below the minimum.</summary>
    public Amount Missing { get; init; }

    /// <summary>Returns it in one sentence.</summary>
    /// <returns>The sentence.</returns>
    public override string ToString() =>
        Refusal == JobRefusal.None ? $"{Offer.Bid.Bidder} offered {Offer.Bid.Quantity} of {Offer.Class}: {Awarded} of {Admitted} admitted"
        : Until is { } until ? $"{Offer.Bid.Bidder} offered {Offer.Bid.Quantity} of {Offer.Class}: {Refusal} until epoch {until}"
        : Missing.IsZero ? $"{Offer.Bid.Bidder} offered {Offer.Bid.Quantity} of {Offer.Class}: {Refusal}"
        : $"{Offer.Bid.Bidder} offered {Offer.Bid.Quantity} of {Offer.Class}: {Refusal}, {Prose.Units(Missing, "is", "are")} missing";
}
