using System.Collections.Immutable;

namespace CapaCloud.Mechanisms;

/// <summary>What comes of changing the policy of a running network: its state under the new policy, and everything that the change touched.</summary>
/// <remarks>No formula. No money moves in a migration; a reward that waited with a released case is paid by the next settlement.</remarks>
public sealed record Migration
{
    /// <summary>Gets the hash of the policy that governed the state before.</summary>
    public required Digest From { get; init; }

    /// <summary>Gets the state, governed by the new policy.</summary>
    public required NetworkState State { get; init; }

    /// <summary>Gets what the change touched: first what concerns everybody, then participants in the order of the state.</summary>
    public ImmutableArray<MigrationChange> Changes { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Returns from which policy to which, in one sentence.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"from policy {From} to {State.PolicyHash}: {Prose.Count(Changes.Length, "change")}";

    /// <inheritdoc/>
    public bool Equals(Migration? other) =>
        other is not null && From == other.From && State == other.State && Changes.AsSpan().SequenceEqual(other.Changes.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => From.GetHashCode() ^ State.GetHashCode() ^ Changes.Length;
}
