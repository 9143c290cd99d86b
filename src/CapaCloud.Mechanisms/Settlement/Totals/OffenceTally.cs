using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>The stake at fault by one offence: over the policy's correlation window, and in each epoch alone.</summary>
/// <remarks>No formula of its own. In base units. <c>default</c> is nothing at fault; it is the neutral element of <see cref="Merge"/>.</remarks>
/// <param name="InWindow">What the curve looks at: each owner's largest fault in the window that ends with an epoch.</param>
/// <param name="InEpoch">What the circuit breaker looks at: each owner's largest fault in an epoch.</param>
public readonly record struct OffenceTally(FaultTally InWindow, FaultTally InEpoch)
{
    /// <summary>Returns the tally of two groups of participants together.</summary>
    /// <param name="left">One group's.</param>
    /// <param name="right">The other group's.</param>
    /// <returns>The sum.</returns>
    public static OffenceTally Merge(OffenceTally left, OffenceTally right) =>
        new(FaultTally.Merge(left.InWindow, right.InWindow), FaultTally.Merge(left.InEpoch, right.InEpoch));
}
