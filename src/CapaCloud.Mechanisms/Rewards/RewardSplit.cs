using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>What became of a pool that was divided.</summary>
/// <remarks>
/// <code>Distributed + Remainder = pool</code>
/// <c>default</c> is an empty pool over no claims.
/// </remarks>
/// <param name="Distributed">The sum of the shares, in base units.</param>
/// <param name="Remainder">What is left over, in base units; the caller posts it to a named account.</param>
/// <param name="Outcome">Whether the pool was divided, or why not.</param>
public readonly record struct RewardSplit(Amount Distributed, Amount Remainder, RewardSplitOutcome Outcome)
{
    /// <summary>Gets whether the pool was divided, or why not.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a number that the enumeration has not.</exception>
    public RewardSplitOutcome Outcome { get; init => field = EnumerationMember.Required(value); } = EnumerationMember.Required(Outcome, nameof(Outcome));
}
