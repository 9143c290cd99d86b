using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>What could have been gained in one market for bundles by stating something else than the truth.</summary>
/// <remarks>
/// <code>Largest = the deviation of greatest gain</code>
/// The report says what was searched. Nothing found means: none of the values tried gains, for the bids searched, one at a time. Equal by content.
/// </remarks>
public sealed record BundleDeviationReport
{
    /// <summary>Initializes a new instance of the <see cref="BundleDeviationReport"/> class.</summary>
    /// <param name="profitable">Every bid with a gain, the largest first.</param>
    /// <param name="bidsSearched">For how many bids another value was looked for.</param>
    /// <param name="marketsCleared">How many markets were cleared to find out.</param>
    /// <param name="everyValue">Whether every whole value that can matter was tried.</param>
    [JsonConstructor]
    public BundleDeviationReport(ImmutableArray<BundleDeviation> profitable, int bidsSearched, ulong marketsCleared, bool everyValue)
    {
        Profitable = profitable.IsDefault ? [] : profitable;
        (BidsSearched, MarketsCleared, EveryValue) = (bidsSearched, marketsCleared, everyValue);
    }

    /// <summary>Gets every bid for which another value gains, the largest gain first.</summary>
    public ImmutableArray<BundleDeviation> Profitable { get; }

    /// <summary>Gets for how many bids another value was looked for.</summary>
    public int BidsSearched { get; }

    /// <summary>Gets how many markets were cleared to find out.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong MarketsCleared { get; }

    /// <summary>Gets a value indicating whether every whole value that can matter was tried, so that the search is exact; false when the range was too wide for that.</summary>
    public bool EveryValue { get; }

    /// <summary>Gets the deviation of greatest gain, or null when none of those tried gains.</summary>
    [JsonIgnore]
    public BundleDeviation? Largest => Profitable.IsEmpty ? null : Profitable[0];

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"BundleDeviationReport {{ Profitable = {Prose.List(Profitable)}, BidsSearched = {BidsSearched}, MarketsCleared = {MarketsCleared}, "
        + $"EveryValue = {EveryValue}, Largest = {Largest} }}";

    /// <inheritdoc/>
    public bool Equals(BundleDeviationReport? other) =>
        other is not null
        && (BidsSearched, MarketsCleared, EveryValue) == (other.BidsSearched, other.MarketsCleared, other.EveryValue)
        && Profitable.AsSpan().SequenceEqual(other.Profitable.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => BidsSearched ^ MarketsCleared.GetHashCode() ^ Profitable.Length;
}
