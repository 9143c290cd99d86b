using System.Collections.Immutable;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>What an epoch's report brings against one participant for one fault, whether as a verdict, as evidence or as missed duties.</summary>
/// <remarks>
/// No formula. Two reports of one fault are one accusation: the dearer of the two, with all who brought it as such. <c>default</c> accuses nobody of nothing.
/// </remarks>
public readonly record struct Accusation
{
    private readonly ImmutableArray<ParticipantId> _reporters;

    /// <summary>Gets the key of the fault: what was done, not who says so, when, or how severe.</summary>
    public required Digest Key { get; init; }

    /// <summary>Gets which offence it is.</summary>
    public required Offence Offence { get; init; }

    /// <summary>Gets the epoch of the fault.</summary>
    public required Epoch FaultEpoch { get; init; }

    /// <summary>Gets how much of the duty failed, above 0 and at most 1.</summary>
    public required Proportion Severity { get; init; }

    /// <summary>Gets the merged record whose fault it was; null for the participant's own. Left out of JSON then.</summary>
    [OptionalSection]
    public ParticipantId? Record { get; init; }

    /// <summary>Gets for how long it can be appealed where the policy has no price for the offence any more: as long as it could; null where the policy says so. Left out of JSON then.</summary>
    [OptionalSection]
    public EpochSpan? AppealWindow { get; init; }

    /// <summary>Gets who brought it, in the order of their names; the offender itself and nobody are left out.</summary>
    public ImmutableArray<ParticipantId> Reporters
    {
        get => _reporters.IsDefault ? [] : _reporters;
        init => _reporters = value;
    }

    /// <summary>Returns the accusation in one sentence.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Offence} in epoch {FaultEpoch}, severity {Prose.Percent(Severity)}, {Prose.Count(Reporters.Length, "reporter")}";

    /// <inheritdoc/>
    public bool Equals(Accusation other) =>
        Key == other.Key
        && Offence == other.Offence
        && FaultEpoch == other.FaultEpoch
        && Severity == other.Severity
        && Record == other.Record
        && AppealWindow == other.AppealWindow
        && Reporters.AsSpan().SequenceEqual(other.Reporters.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode() ^ FaultEpoch.GetHashCode() ^ Severity.GetHashCode();
}
