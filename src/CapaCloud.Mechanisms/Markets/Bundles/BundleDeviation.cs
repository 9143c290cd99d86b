using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>The best another value could have done for one bidder for bundles, had its bids been what the bundles are really worth to it.</summary>
/// <remarks>
/// <code>
/// payoff = true worth of the bundle it got - what it paid
/// Gain   = best payoff - payoff of the true bid
/// </code>
/// In base units of money. <c>default</c> is no deviation.
/// </remarks>
/// <param name="Position">The position of the bid in its list, from 0.</param>
/// <param name="TrueBid">The bid that was made, taken as the truth.</param>
/// <param name="BestValue">The value that would have done best.</param>
/// <param name="Truthful">The payoff of all the bidder's bids as made.</param>
/// <param name="Best">Its payoff with the best value in place of the true one.</param>
public readonly record struct BundleDeviation(int Position, BundleBid TrueBid, Amount BestValue, SignedAmount Truthful, SignedAmount Best)
{
    /// <summary>Gets what the other value gains, in base units; zero when the true one is best.</summary>
    [JsonIgnore]
    public Amount Gain => Best > Truthful ? (Best - Truthful).Magnitude : Amount.Zero;
}
