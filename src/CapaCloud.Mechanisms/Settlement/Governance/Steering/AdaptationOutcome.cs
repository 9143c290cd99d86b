using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What one adaptation did: the state afterwards, which parameters moved, and what their change touched in the network.</summary>
/// <remarks>No formula.</remarks>
public sealed record AdaptationOutcome
{
    /// <summary>Gets the state afterwards.</summary>
    public required AdaptiveState State { get; init; }

    /// <summary>Gets the parameters that moved.</summary>
    public ImmutableArray<SteeredMove> Moves { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets what the changed policy touched in the network's state.</summary>
    public ImmutableArray<MigrationChange> Touched { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"AdaptationOutcome {{ State = {State}, Moves = {Prose.List(Moves)}, Touched = {Prose.List(Touched)} }}";

    /// <inheritdoc/>
    public bool Equals(AdaptationOutcome? other) =>
        other is not null && State == other.State && Moves.AsSpan().SequenceEqual(other.Moves.AsSpan()) && Touched.AsSpan().SequenceEqual(other.Touched.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => State.GetHashCode() ^ Moves.Length;
}
