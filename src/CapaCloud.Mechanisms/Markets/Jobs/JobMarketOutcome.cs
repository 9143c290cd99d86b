using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>What became of every offer and every request.</summary>
/// <remarks>
/// <code>units sold = units bought, in each class;   paid = received + surplus, in each class</code>
/// A refused offer or request has an award of nothing, and its reason stands in the list. An offer of which only a part is covered takes part with
/// that part. Equal by content.
/// </remarks>
public sealed record JobMarketOutcome
{
    /// <summary>Initializes a new instance of the <see cref="JobMarketOutcome"/> class.</summary>
    /// <param name="offers">The award of each offer.</param>
    /// <param name="requests">The award of each request.</param>
    /// <param name="refusedOffers">The offers that did not take part.</param>
    /// <param name="refusedRequests">The requests that did not take part.</param>
    [JsonConstructor]
    public JobMarketOutcome(
        ImmutableArray<Award> offers, ImmutableArray<Award> requests, ImmutableArray<RefusedBid> refusedOffers, ImmutableArray<RefusedBid> refusedRequests)
    {
        Offers = offers.IsDefault ? [] : offers;
        Requests = requests.IsDefault ? [] : requests;
        RefusedOffers = refusedOffers.IsDefault ? [] : refusedOffers;
        RefusedRequests = refusedRequests.IsDefault ? [] : refusedRequests;
    }

    /// <summary>Gets the award of each offer, in their order.</summary>
    public ImmutableArray<Award> Offers { get; }

    /// <summary>Gets the award of each request, in their order.</summary>
    public ImmutableArray<Award> Requests { get; }

    /// <summary>Gets the offers that did not take part, and why.</summary>
    public ImmutableArray<RefusedBid> RefusedOffers { get; }

    /// <summary>Gets the requests that did not take part, and why.</summary>
    public ImmutableArray<RefusedBid> RefusedRequests { get; }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"JobMarketOutcome {{ Offers = {Prose.List(Offers)}, Requests = {Prose.List(Requests)}, RefusedOffers = {Prose.List(RefusedOffers)}, "
        + $"RefusedRequests = {Prose.List(RefusedRequests)} }}";

    /// <inheritdoc/>
    public bool Equals(JobMarketOutcome? other) =>
        other is not null
        && Offers.AsSpan().SequenceEqual(other.Offers.AsSpan())
        && Requests.AsSpan().SequenceEqual(other.Requests.AsSpan())
        && RefusedOffers.AsSpan().SequenceEqual(other.RefusedOffers.AsSpan())
        && RefusedRequests.AsSpan().SequenceEqual(other.RefusedRequests.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Offers.Length ^ (Requests.Length << 8) ^ (RefusedOffers.Length << 16) ^ (RefusedRequests.Length << 24);
}
