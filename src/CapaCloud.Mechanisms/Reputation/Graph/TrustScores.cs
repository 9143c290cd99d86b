using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Reputation;

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
    /// <summary>Gets the trust, for each peer.</summary>
    public ImmutableArray<Proportion> Trust { get; init => field = value.IsDefault ? [] : value; } = Trust.IsDefault ? [] : Trust;

    /// <summary>Gets the distrust, for each peer.</summary>
    public ImmutableArray<Proportion> Distrust { get; init => field = value.IsDefault ? [] : value; } = Distrust.IsDefault ? [] : Distrust;

    /// <summary>Returns trust less distrust, which may be below zero.</summary>
    /// <param name="peer">The peer.</param>
    /// <returns>Parts of 10^18, from -10^18 to 10^18.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such peer.</exception>
    /// <exception cref="InvalidOperationException">Trust and distrust are of different numbers of peers.</exception>
    public long NetParts(int peer)
    {
        Require(peer);
        return (long)Trust[peer].Parts - (long)Distrust[peer].Parts;
    }

    /// <summary>Returns the share of trust in all that is said of a peer, weighed by who says it.</summary>
    /// <remarks>
    /// <code>standing(j) = Trust(j) / (Trust(j) + Distrust(j))</code>
    /// </remarks>
    /// <param name="peer">The peer.</param>
    /// <returns>The share, rounded down; 0 for a peer of whom nobody trusted says anything.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such peer.</exception>
    /// <exception cref="InvalidOperationException">Trust and distrust are of different numbers of peers.</exception>
    public Proportion Standing(int peer)
    {
        Require(peer);
        ulong all = Trust[peer].Parts + Distrust[peer].Parts;
        return all == 0 ? Proportion.Zero : Proportion.FromQuotient(Trust[peer].Parts, all, Rounding.Down);
    }

    /// <summary>Returns the trust of a set of peers together.</summary>
    /// <param name="members">The set, each peer once.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such peer.</exception>
    /// <exception cref="InvalidOperationException">Trust and distrust are of different numbers of peers.</exception>
    public Proportion TrustOf(ReadOnlySpan<int> members)
    {
        Proportion sum = Proportion.Zero;
        foreach (int member in members)
        {
            Require(member);
            sum = sum.AddToOne(Trust[member]);
        }

        return sum;
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"TrustScores {{ Steps = {Steps}, Residual = {Residual}, HasConverged = {HasConverged}, Trust = {Prose.List(Trust)}, Distrust = {Prose.List(Distrust)} }}";

    /// <inheritdoc/>
    public bool Equals(TrustScores? other) =>
        other is not null
        && Steps == other.Steps
        && Residual == other.Residual
        && HasConverged == other.HasConverged
        && Trust.AsSpan().SequenceEqual(other.Trust.AsSpan())
        && Distrust.AsSpan().SequenceEqual(other.Distrust.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Steps ^ Residual.GetHashCode() ^ Trust.Length;

    private void Require(int peer)
    {
        if (Trust.Length != Distrust.Length)
        {
            throw new InvalidOperationException($"There is the trust of {Prose.Count(Trust.Length, "peer")} and the distrust of {Distrust.Length}; expected as many of the one as of the other.");
        }

        if (peer < 0 || peer >= Trust.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(peer), $"There is no peer {peer}; expected 0 to {Trust.Length - 1}, one of {Prose.Count(Trust.Length, "peer")}.");
        }
    }
}
