using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>The best that one bidder could have done with other prices for all of its bids at once.</summary>
/// <remarks>
/// <code>Gain = best payoff - payoff of the true bids</code>
/// In base units of money; the payoff is that of <see cref="Deviation"/>. The quantities are as made. Equal by content.
/// </remarks>
public sealed record JointDeviation
{
    /// <summary>Initializes a new instance of the <see cref="JointDeviation"/> class.</summary>
    /// <param name="side">The side on which the bidder stands.</param>
    /// <param name="positions">The positions of its bids in their list, from 0.</param>
    /// <param name="trueBids">The bids that were made, taken as the truth.</param>
    /// <param name="bestBids">The bids that would have done best together.</param>
    /// <param name="truthful">The payoff of the bids as made.</param>
    /// <param name="best">The payoff of the best bids.</param>
    [JsonConstructor]
    public JointDeviation(
        MarketSide side, ImmutableArray<int> positions, ImmutableArray<Bid> trueBids, ImmutableArray<Bid> bestBids, SignedAmount truthful, SignedAmount best)
    {
        (Side, Truthful, Best) = (EnumerationMember.Required(side), truthful, best);
        (Positions, TrueBids, BestBids) = (positions.IsDefault ? [] : positions, trueBids.IsDefault ? [] : trueBids, bestBids.IsDefault ? [] : bestBids);
    }

    /// <summary>Gets the side on which the bidder stands.</summary>
    public MarketSide Side { get; }

    /// <summary>Gets the positions of its bids in their list, from 0.</summary>
    public ImmutableArray<int> Positions { get; }

    /// <summary>Gets the bids that were made, taken as the truth.</summary>
    public ImmutableArray<Bid> TrueBids { get; }

    /// <summary>Gets the bids that would have done best together, in the same order.</summary>
    public ImmutableArray<Bid> BestBids { get; }

    /// <summary>Gets the payoff of the bids as made.</summary>
    public SignedAmount Truthful { get; }

    /// <summary>Gets the payoff of the best bids.</summary>
    public SignedAmount Best { get; }

    /// <summary>Gets what the other bids gain, in base units.</summary>
    [JsonIgnore]
    public Amount Gain => Best > Truthful ? (Best - Truthful).Magnitude : Amount.Zero;

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"JointDeviation {{ Side = {Side}, Positions = {Prose.List(Positions)}, TrueBids = {Prose.List(TrueBids)}, BestBids = {Prose.List(BestBids)}, "
        + $"Truthful = {Truthful}, Best = {Best}, Gain = {Gain} }}";

    /// <inheritdoc/>
    public bool Equals(JointDeviation? other) =>
        other is not null
        && (Side, Truthful, Best) == (other.Side, other.Truthful, other.Best)
        && Positions.AsSpan().SequenceEqual(other.Positions.AsSpan())
        && TrueBids.AsSpan().SequenceEqual(other.TrueBids.AsSpan())
        && BestBids.AsSpan().SequenceEqual(other.BestBids.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Positions.Length ^ Best.GetHashCode();
}
