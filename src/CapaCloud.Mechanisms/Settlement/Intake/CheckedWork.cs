using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What an epoch says of a participant as a checker, where the policy keeps that apart from its work.</summary>
/// <remarks>No formula. The checks are among the duties of its row as well: silence is a missed duty there, and a worse record here.</remarks>
public sealed record CheckedWork
{
    /// <summary>Gets how many checks were due; a check that has a price of its own as a sealed answer that never came is not among them.</summary>
    public required ulong Due { get; init; }

    /// <summary>Gets how many of them were missed.</summary>
    public required ulong Missed { get; init; }

    /// <summary>Gets the tasks that it had to check, in order.</summary>
    public ImmutableArray<TaskId> Tasks { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"CheckedWork {{ Due = {Due}, Missed = {Missed}, Tasks = {Prose.List(Tasks)} }}";

    /// <inheritdoc/>
    public bool Equals(CheckedWork? other) => other is not null && Due == other.Due && Missed == other.Missed && Tasks.AsSpan().SequenceEqual(other.Tasks.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Due.GetHashCode() ^ Missed.GetHashCode() ^ Tasks.Length;
}
