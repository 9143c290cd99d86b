using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>What could have been gained in one market by bidding something else than the truth.</summary>
/// <remarks>
/// <code>Largest = the deviation of greatest gain</code>
/// The report says what was searched. Nothing found means: none of the bids tried gains, for the bidders searched, alone. Equal by content.
/// </remarks>
public sealed record DeviationReport
{
    /// <summary>Initializes a new instance of the <see cref="DeviationReport"/> class.</summary>
    /// <param name="profitable">Every bid with a gain, the largest first.</param>
    /// <param name="bidsSearched">For how many bids another one was looked for.</param>
    /// <param name="marketsCleared">How many markets were cleared to find out.</param>
    /// <param name="everyPrice">Whether the prices tried are every price that can matter.</param>
    /// <param name="everyQuantity">Whether the quantities tried are every smaller one.</param>
    [JsonConstructor]
    public DeviationReport(ImmutableArray<Deviation> profitable, int bidsSearched, ulong marketsCleared, bool everyPrice, bool everyQuantity)
    {
        Profitable = profitable.IsDefault ? [] : profitable;
        (BidsSearched, MarketsCleared, EveryPrice, EveryQuantity) = (bidsSearched, marketsCleared, everyPrice, everyQuantity);
    }

    /// <summary>Gets every bid for which another one gains, the largest gain first.</summary>
    public ImmutableArray<Deviation> Profitable { get; }

    /// <summary>Gets for how many bids another one was looked for.</summary>
    public int BidsSearched { get; }

    /// <summary>Gets how many markets were cleared to find out.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong MarketsCleared { get; }

    /// <summary>Gets a value indicating whether the prices tried are every price that can matter, so that the search is exact in the price.</summary>
    public bool EveryPrice { get; }

    /// <summary>Gets a value indicating whether every smaller quantity was tried too; false when only the true one was, or a part of them.</summary>
    public bool EveryQuantity { get; }

    /// <summary>Gets the deviation of greatest gain, or null when none of those tried gains.</summary>
    [JsonIgnore]
    public Deviation? Largest => Profitable.IsEmpty ? null : Profitable[0];

    /// <inheritdoc/>
    public bool Equals(DeviationReport? other) =>
        other is not null
        && (BidsSearched, MarketsCleared, EveryPrice, EveryQuantity) == (other.BidsSearched, other.MarketsCleared, other.EveryPrice, other.EveryQuantity)
        && Profitable.AsSpan().SequenceEqual(other.Profitable.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => BidsSearched ^ MarketsCleared.GetHashCode() ^ Profitable.Length;
}
