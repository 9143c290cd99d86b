using System.Collections.Immutable;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Which causes excuse a missed duty in an epoch in which the policy changed, and which duties count: those of before.</summary>
/// <remarks>No formula. Immutable and safe to share between threads.</remarks>
public sealed record FormerExcuses
{
    /// <summary>Gets the causes; none when nothing was excused.</summary>
    public ImmutableArray<string> Causes { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets which duties counted; all of them when null. Left out of JSON then.</summary>
    [OptionalSection]
    public DutyPolicy? Duties { get; init; }

    /// <inheritdoc/>
    public bool Equals(FormerExcuses? other) => other is not null && Duties == other.Duties && Causes.AsSpan().SequenceEqual(other.Causes.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Causes.Length;

    /// <summary>Returns the causes.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Causes.IsEmpty ? "nothing was excused" : $"excused were {string.Join(", ", Causes)}";
}
