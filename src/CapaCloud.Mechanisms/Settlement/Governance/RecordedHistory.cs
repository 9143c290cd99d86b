using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What happened in a network: where it began, and the report of each epoch since.</summary>
/// <remarks>No formula. The reports are of consecutive epochs, from the state's on. Goes to JSON by <c>MechanismJson</c>.</remarks>
public sealed record RecordedHistory
{
    /// <summary>Gets the state before the first report.</summary>
    public required NetworkState Start { get; init; }

    /// <summary>Gets the reports, in the order of their epochs.</summary>
    public ImmutableArray<EpochReport> Reports { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"RecordedHistory {{ Start = {Start}, Reports = {Prose.List(Reports)} }}";

    /// <inheritdoc/>
    public bool Equals(RecordedHistory? other) => other is not null && Start == other.Start && Reports.AsSpan().SequenceEqual(other.Reports.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Start.GetHashCode() ^ Reports.Length;
}
