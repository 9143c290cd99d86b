using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>The records that a participant's was made of, while one of their faults can be charged.</summary>
/// <remarks>No formula. Immutable; a participant that was never merged has none.</remarks>
public sealed record MergedRecords
{
    /// <summary>Gets the records, in the order in which they were merged.</summary>
    public required ImmutableArray<MergedRecord> Records { get; init => field = value.IsDefault ? [] : value; }

    /// <inheritdoc/>
    public bool Equals(MergedRecords? other) => other is not null && Records.AsSpan().SequenceEqual(other.Records.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Records.Length;

    /// <summary>Returns how many there are.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Records.Length} merged records: {string.Join("; ", Records)}";
}
