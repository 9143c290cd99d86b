using System.Collections.Immutable;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>
/// One fault of one participant, from the report that brought it until the policy's windows forget it. An absence, a wrong result, evidence and an
/// accusation that waits out an appeal are all cases; a fault has one case for each epoch that it is said of, whoever brings it, in whatever form, and however often.
/// </summary>
/// <remarks>
/// <code>
/// stake at fault = ceiling(stake that stood in FaultEpoch * Severity)
/// deadline       = Accused + AppealWindow, after an appeal: epoch of the appeal + AppealWindow
/// </code>
/// In base units; the stake at fault rounds up, against the offender: half of 7 units is 4. Ordered by the epoch of the fault, then by key.
/// <c>default</c> is no case. Immutable and safe to share between threads.
/// </remarks>
public readonly record struct FaultCase : IComparable<FaultCase>
{
    private readonly ImmutableArray<ParticipantId> _reporters;

    /// <summary>Gets the key of the fault: what was done, not who says so, when, or how severe. A fault that is reported under several epochs has a case for each, and costs the dearest.</summary>
    public required Digest Key { get; init; }

    /// <summary>Gets which offence it is.</summary>
    public required Offence Offence { get; init; }

    /// <summary>Gets the epoch of the fault; the stake of that epoch is liable.</summary>
    public required Epoch FaultEpoch { get; init; }

    /// <summary>Gets the epoch whose report brought it.</summary>
    public required Epoch Accused { get; init; }

    /// <summary>Gets how much of the duty failed, above 0 and at most 1.</summary>
    public required Proportion Severity { get; init; }

    /// <summary>Gets how far it has come.</summary>
    public required CaseStatus Status { get; init => field = EnumerationMember.Required(value); }

    /// <summary>Gets the stake at fault, in base units.</summary>
    public Amount StakeAtFault { get; init; }

    /// <summary>Gets for how many epochs the condition had lasted, this one included; 0 for an act.</summary>
    public EpochSpan Duration { get; init; }

    /// <summary>Gets the epoch whose settlement decides it when nobody has ruled; the epoch of the accusation for an offence without appeal.</summary>
    public Epoch Deadline { get; init; }

    /// <summary>Gets a value indicating whether the accused has appealed.</summary>
    public bool IsAppealed { get; init; }

    /// <summary>Gets the epoch in which it was decided; meaningless while it is pending.</summary>
    public Epoch DecidedAt { get; init; }

    /// <summary>Gets a value indicating whether the fault had a case already, of another epoch or a lighter one: only the difference to it is charged.</summary>
    public bool IsRevision { get; init; }

    /// <summary>Gets a value indicating whether it counts as an earlier offence for the faults that follow it.</summary>
    public bool CountsAsEarlier { get; init; }

    /// <summary>Gets how many earlier offences it was charged with.</summary>
    public uint EarlierOffences { get; init; }

    /// <summary>Gets what its penalty came to, in base units; more than what was taken when the stake was used up.</summary>
    public Amount Due { get; init; }

    /// <summary>Gets the merged record whose fault it was, and whose stake of then answers for it; null for the participant's own. Left out of JSON then.</summary>
    [OptionalSection]
    public ParticipantId? Record { get; init; }

    /// <summary>Gets who brought it and shares the bounty, in the order of their names; nobody once it was charged.</summary>
    public ImmutableArray<ParticipantId> Reporters
    {
        get => _reporters.IsDefault ? [] : _reporters;
        init => _reporters = value;
    }

    /// <summary>Gets a value indicating whether its offence had no appeal when it was brought: then it is charged at once.</summary>
    public bool IsImmediate => Deadline == Accused;

    /// <summary>Gets a value indicating whether it keeps stake from leaving: it waits for a ruling, or for other accusations.</summary>
    public bool IsOpen => Status is CaseStatus.Pending or CaseStatus.Decided;

    /// <inheritdoc/>
    public int CompareTo(FaultCase other)
    {
        int order = FaultEpoch.CompareTo(other.FaultEpoch);
        order = order != 0 ? order : Key.CompareTo(other.Key);
        order = order != 0 ? order : IsRevision.CompareTo(other.IsRevision);
        order = order != 0 ? order : Accused.CompareTo(other.Accused);
        return order != 0 ? order : Offence.CompareTo(other.Offence);
    }

    /// <summary>Returns the case in one sentence.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"{Offence} in epoch {FaultEpoch}, brought in epoch {Accused}: {Status}, severity {Prose.Percent(Severity)}, {Prose.Units(StakeAtFault)} at fault, {Prose.Units(Due)} due, {Prose.Count(Reporters.Length, "reporter")}";

    /// <inheritdoc/>
    public bool Equals(FaultCase other) =>
        Key == other.Key
        && Offence == other.Offence
        && FaultEpoch == other.FaultEpoch
        && Accused == other.Accused
        && Severity == other.Severity
        && Status == other.Status
        && StakeAtFault == other.StakeAtFault
        && Duration == other.Duration
        && Deadline == other.Deadline
        && IsAppealed == other.IsAppealed
        && DecidedAt == other.DecidedAt
        && IsRevision == other.IsRevision
        && CountsAsEarlier == other.CountsAsEarlier
        && EarlierOffences == other.EarlierOffences
        && Due == other.Due
        && Record == other.Record
        && Reporters.AsSpan().SequenceEqual(other.Reporters.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode() ^ Status.GetHashCode() ^ Severity.GetHashCode() ^ Due.GetHashCode();
}
