using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What was inconsistent in a state, what mends it, and what is left.</summary>
/// <remarks>No formula. Nothing is mended until <see cref="StateMending.CarryOut"/> does it, on an order.</remarks>
public sealed record MendingPlan
{
    /// <summary>Gets the state as it was found.</summary>
    public required NetworkState Before { get; init; }

    /// <summary>Gets what was inconsistent.</summary>
    public ImmutableArray<StateInconsistency> Found { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets what the plan does, in words.</summary>
    public ImmutableArray<string> Steps { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets the state with the plan carried out.</summary>
    public required NetworkState State { get; init; }

    /// <summary>Gets what is inconsistent still, which people must look at.</summary>
    public ImmutableArray<StateInconsistency> Left { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"MendingPlan {{ Found = {Prose.List(Found)}, Steps = {Prose.List(Steps)}, State = {State}, Left = {Prose.List(Left)} }}";

    /// <inheritdoc/>
    public bool Equals(MendingPlan? other) =>
        other is not null && Before == other.Before && State == other.State
        && Found.AsSpan().SequenceEqual(other.Found.AsSpan()) && Steps.AsSpan().SequenceEqual(other.Steps.AsSpan()) && Left.AsSpan().SequenceEqual(other.Left.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => State.GetHashCode() ^ Found.Length;
}
