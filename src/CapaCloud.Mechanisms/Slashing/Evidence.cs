using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms;

/// <summary>One offence, proven: which, by whom, when, about what.</summary>
/// <remarks>
/// <code>
/// Key = SHA-256(text("capacloud/evidence/v2") || text(offence) || participant(offender) || what)
/// what = epoch(fault)        downtime, whatever task or subject it names
///        digest(subject)     equivocation with a subject, whatever task it names
///        task                when it is about a task
///        epoch(fault)        whatever has no subject either: the epoch says which
///        digest(subject)     else
/// </code>
/// The key names the misbehaviour, not the report: neither who reported it, nor how severe the report calls it, nor which epoch it gives the task is part of it. So
/// the same misbehaviour counts once however often and by whomever it is reported, and two misbehaviours never share a key.
/// <c>default</c> is no evidence. Immutable and safe to share between threads.
/// </remarks>
public readonly record struct Evidence
{
    private static ReadOnlySpan<byte> Domain => "capacloud/evidence/v2"u8;

    /// <summary>Gets the kind of misbehaviour.</summary>
    public Offence Offence { get; init; }

    /// <summary>Gets who misbehaved.</summary>
    public ParticipantId Offender { get; init; }

    /// <summary>Gets the epoch in which it happened; the stake of that epoch is liable.</summary>
    public Epoch FaultEpoch { get; init; }

    /// <summary>Gets the task it is about; none when it is about something else. A wrong or unrevealed result needs one.</summary>
    public TaskId Task { get; init; }

    /// <summary>Gets the hash of what it is about when it is not a task: the block, the slot, the statement. Zero when the epoch says it all.</summary>
    public Digest Subject { get; init; }

    /// <summary>Gets how much of the duty failed, in [0, 1]; with 0 nothing failed, and <see cref="EvidenceRegister"/> refuses it.</summary>
    public Proportion Severity { get; init; }

    /// <summary>Gets who reported it, or nobody.</summary>
    public ParticipantId Reporter { get; init; }

    /// <summary>Gets the canonical key under which it counts once.</summary>
    [JsonIgnore]
    public Digest Key
    {
        get
        {
            Span<byte> buffer = stackalloc byte[512];
            CanonicalEncoder encoder = new(buffer, Domain);
            encoder.Append(Offence.ToString());
            encoder.Append(Offender);
            if (Offence == Offence.Equivocation && Subject != default)
            {
                encoder.Append(Subject);
            }
            else if (Task != default && Offence != Offence.Downtime)
            {
                encoder.Append(Task);
            }
            else if (Offence == Offence.Downtime || Subject == default)
            {
                encoder.Append(FaultEpoch);
            }
            else
            {
                encoder.Append(Subject);
            }

            return encoder.Hash();
        }
    }

    /// <summary>Returns it in one sentence.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"{Offence} of {Offender} in epoch {FaultEpoch}, severity {Severity}{(Reporter.IsNone ? "" : $", reported by {Reporter}")}";
}
