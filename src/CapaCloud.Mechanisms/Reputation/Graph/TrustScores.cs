using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Reputation.Graph;

/// <summary>What a graph reputation says of every peer.</summary>
/// <remarks>
/// <code>net(j) = Trust(j) - Distrust(j)</code>
/// Trust sums to exactly one. Distrust is what the trusted say against somebody; it is kept apart, because a score that mixed
/// the two could not tell a stranger from somebody who is both praised and accused.
/// </remarks>
/// <param name="Trust">The trust of each peer; the sum is one.</param>
/// <param name="Distrust">The distrust each peer meets.</param>
/// <param name="Steps">How many steps were made.</param>
/// <param name="Residual">The change of the last step, summed over all peers.</param>
/// <param name="HasConverged">Whether the change is within the tolerance.</param>
public sealed record TrustScores(
    ImmutableArray<Proportion> Trust,
    ImmutableArray<Proportion> Distrust,
    int Steps,
    Proportion Residual,
    bool HasConverged)
{
    /// <summary>Returns trust less distrust, which may be below zero.</summary>
    /// <param name="peer">The peer.</param>
    /// <returns>Parts of 10^18, from -10^18 to 10^18.</returns>
    public long NetParts(int peer) => (long)Trust[peer].Parts - (long)Distrust[peer].Parts;

    /// <summary>Returns the trust of a set of peers together.</summary>
    /// <param name="members">The set, each peer once.</param>
    /// <returns>The sum.</returns>
    public Proportion TrustOf(ReadOnlySpan<int> members)
    {
        Proportion sum = Proportion.Zero;
        foreach (int member in members)
        {
            sum = sum.AddToOne(Trust[member]);
        }

        return sum;
    }
}
