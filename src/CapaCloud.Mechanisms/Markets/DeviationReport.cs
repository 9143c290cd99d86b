using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>What could have been gained in one market by bidding something else than the truth.</summary>
/// <remarks>
/// <code>Largest = the deviation of greatest gain</code>
/// The report says what was searched. Nothing found means: none of the bids tried gains, for the bidders searched, alone; its text says
/// so. Equal by content.
/// </remarks>
public sealed record DeviationReport
{
    /// <summary>Initializes a new instance of the <see cref="DeviationReport"/> class.</summary>
    /// <param name="profitable">Every bid with a gain, the largest first.</param>
    /// <param name="bidsSearched">For how many bids another one was looked for.</param>
    /// <param name="marketsCleared">How many markets were cleared to find out.</param>
    /// <param name="everyPrice">Whether the prices tried are every price that can matter.</param>
    /// <param name="everyQuantity">Whether the quantities tried are every smaller one.</param>
    /// <param name="everyLargerQuantity">Whether the quantities tried are every larger one too.</param>
    /// <param name="everyBidTogether">Whether bidders with several bids were searched with all of them at once too.</param>
    /// <param name="together">Every bidder with several bids that gains with other prices for all of them, the largest gain first.</param>
    [JsonConstructor]
    public DeviationReport(
        ImmutableArray<Deviation> profitable,
        int bidsSearched,
        ulong marketsCleared,
        bool everyPrice,
        bool everyQuantity,
        bool everyLargerQuantity = false,
        bool everyBidTogether = false,
        ImmutableArray<JointDeviation> together = default)
    {
        Profitable = profitable.IsDefault ? [] : profitable;
        Together = together.IsDefault ? [] : together;
        (BidsSearched, MarketsCleared, EveryPrice, EveryQuantity) = (bidsSearched, marketsCleared, everyPrice, everyQuantity);
        (EveryLargerQuantity, EveryBidTogether) = (everyLargerQuantity, everyBidTogether);
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

    /// <summary>Gets a value indicating whether every larger quantity was tried too, up to one above what the other side has; false when only the true one was, or a part of them.</summary>
    public bool EveryLargerQuantity { get; }

    /// <summary>
    /// Gets a value indicating whether every combination of those prices was tried for each bidder with several bids, their quantities as made; false when one had too many, whose bids were
    /// tried one by one.
    /// </summary>
    public bool EveryBidTogether { get; }

    /// <summary>Gets every bidder with several bids that gains with other prices for all of them at once, the largest gain first; the gain may be the one of a single bid.</summary>
    public ImmutableArray<JointDeviation> Together { get; }

    /// <summary>Gets the largest gain of any bid, alone or with the bidder's others; zero when nothing that was tried gains.</summary>
    [JsonIgnore]
    public Amount LargestGain => Amount.Max(Largest?.Gain ?? Amount.Zero, Together.IsEmpty ? Amount.Zero : Together[0].Gain);

    /// <summary>Gets the deviation of greatest gain of one bid, or null when none of those tried gains.</summary>
    [JsonIgnore]
    public Deviation? Largest => Profitable.IsEmpty ? null : Profitable[0];

    /// <inheritdoc/>
    public bool Equals(DeviationReport? other) =>
        other is not null
        && (BidsSearched, MarketsCleared, EveryPrice, EveryQuantity) == (other.BidsSearched, other.MarketsCleared, other.EveryPrice, other.EveryQuantity)
        && (EveryLargerQuantity, EveryBidTogether) == (other.EveryLargerQuantity, other.EveryBidTogether)
        && Together.AsSpan().SequenceEqual(other.Together.AsSpan())
        && Profitable.AsSpan().SequenceEqual(other.Profitable.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => BidsSearched ^ MarketsCleared.GetHashCode() ^ Profitable.Length;

    /// <summary>Says what was found and what was tried.</summary>
    /// <returns>A sentence for each.</returns>
    public override string ToString()
    {
        string found = LargestGain.IsZero ? "nobody gains" : $"the largest gain is {LargestGain}";
        string smaller = EveryQuantity ? "every smaller quantity" : "not every smaller quantity", larger = EveryLargerQuantity ? "every larger one" : "not every larger one";
        string several = EveryBidTogether ? "several bids of one bidder together" : "several bids of one bidder one by one";
        return $"Of what was tried {found}. {Prose.Count(BidsSearched, "bid was", "bids were")} searched: {(EveryPrice ? "every price" : "not every price")} that matters, {smaller}, {larger}, {several}.";
    }
}
