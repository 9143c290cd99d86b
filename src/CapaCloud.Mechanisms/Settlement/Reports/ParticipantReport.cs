using System.Collections.Immutable;

namespace CapaCloud.Mechanisms;

/// <summary>What one participant did in one epoch: work delivered, duties due, duties missed.</summary>
/// <remarks>
/// <code>uptime = (due - missed) / (due - excused), 1 when nothing was due</code>
/// The units of work (GPU-seconds, blocks, tasks) and of duty (seconds, attestations, probes) are the network's; they need not be
/// the same. <c>default</c> is nobody's report and is refused.
/// </remarks>
public readonly record struct ParticipantReport
{
    /// <summary>The most causes of missed duties that are read of one row; with more, none of them excuses.</summary>
    public const int MostCauses = 64;

    private readonly ImmutableArray<MissedDuties> _missed;

    /// <summary>Gets whose report it is.</summary>
    public required ParticipantId Participant { get; init; }

    /// <summary>Gets the work that was delivered, in the network's unit.</summary>
    public UInt128 Work { get; init; }

    /// <summary>Gets how many duties there were.</summary>
    public ulong DutiesDue { get; init; }

    /// <summary>Gets the duties that were missed, by cause; together at most <see cref="DutiesDue"/>; at most 64 causes, each once.</summary>
    public ImmutableArray<MissedDuties> Missed
    {
        get => _missed.IsDefault ? [] : _missed;
        init => _missed = value;
    }

    /// <summary>Returns the row in one sentence.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"{Participant}: {Prose.Units(Work)} of work, {Prose.Count(DutiesDue, "duty")} due, missed {(Missed.IsEmpty ? "none" : string.Join(" and ", Missed))}";

    /// <inheritdoc/>
    public bool Equals(ParticipantReport other) =>
        Participant == other.Participant
        && Work == other.Work
        && DutiesDue == other.DutiesDue
        && Missed.AsSpan().SequenceEqual(other.Missed.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Participant.GetHashCode() ^ Work.GetHashCode() ^ DutiesDue.GetHashCode();
}
