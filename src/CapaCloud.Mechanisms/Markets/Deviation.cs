using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>The best another bid could have done for one bidder, had its bid been what a unit is really worth to it.</summary>
/// <remarks>
/// <code>
/// payoff = worth of the units it got, by its true bids - what it paid     (a buyer)
/// payoff = what it received - cost of the units it gave, by its true bids  (a seller)
/// Gain   = best payoff - payoff of the true bid
/// </code>
/// In base units of money. <c>default</c> is no deviation.
/// </remarks>
/// <param name="Side">The side on which the bidder stands.</param>
/// <param name="Position">The position of the bid in its list, from 0.</param>
/// <param name="TrueBid">The bid that was made, taken as the truth.</param>
/// <param name="BestBid">The bid that would have done best.</param>
/// <param name="Truthful">The payoff of all the bidder's bids as made.</param>
/// <param name="Best">Its payoff with the best bid in place of the true one.</param>
public readonly record struct Deviation(
    MarketSide Side, int Position, Bid TrueBid, Bid BestBid, SignedAmount Truthful, SignedAmount Best)
{
    /// <summary>Gets the side on which the bidder stands.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a number that the enumeration has not.</exception>
    public MarketSide Side { get; init => field = EnumerationMember.Required(value); } = EnumerationMember.Required(Side, nameof(Side));

    /// <summary>Gets what the other bid gains, in base units; zero when the true bid is best.</summary>
    [JsonIgnore]
    public Amount Gain => Best > Truthful ? (Best - Truthful).Magnitude : Amount.Zero;
}
