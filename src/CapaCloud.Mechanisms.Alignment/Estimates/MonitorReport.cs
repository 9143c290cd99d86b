using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Alignment.Estimates;

/// <summary>Whether reality is still where a proof stands, and what would make it stand again.</summary>
/// <remarks>No formula. Immutable.</remarks>
public sealed record MonitorReport
{
    /// <summary>Gets the figures that may have left what was assumed, the farthest first.</summary>
    public ImmutableArray<AssumptionDeparture> Departures { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets what the property says with what is observed in place of what was assumed.</summary>
    public required Finding Observed { get; init; }

    /// <summary>Gets the least minimum bond with which it holds again; null when it holds, or no bond suffices.</summary>
    public Amount? BondThatHolds { get; init; }

    /// <summary>Gets the least audit rate with which it holds again; null when it holds, or no rate suffices.</summary>
    public Proportion? AuditRateThatHolds { get; init; }

    /// <summary>Gets what could not be estimated, and so is still only assumed.</summary>
    public ImmutableArray<string> Unseen { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets a value indicating whether the proof is still about what is observed.</summary>
    public bool StandsAsAssumed => Departures.IsEmpty;

    /// <summary>Gets a value indicating whether honesty still pays best with what is observed.</summary>
    public bool StillHolds => Observed is Finding.Holds;

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"MonitorReport {{ Departures = {Prose.List(Departures)}, Observed = {Observed}, BondThatHolds = {BondThatHolds}, "
        + $"AuditRateThatHolds = {AuditRateThatHolds}, Unseen = {Prose.List(Unseen)}, StandsAsAssumed = {StandsAsAssumed}, StillHolds = {StillHolds} }}";

    /// <inheritdoc/>
    public bool Equals(MonitorReport? other) =>
        other is not null && Observed == other.Observed && BondThatHolds == other.BondThatHolds && AuditRateThatHolds == other.AuditRateThatHolds
        && Departures.AsSpan().SequenceEqual(other.Departures.AsSpan()) && Unseen.AsSpan().SequenceEqual(other.Unseen.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Observed.GetHashCode() ^ Departures.Length;
}
