using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Hashing;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>One offence, proven: which, by whom, when, about what.</summary>
/// <remarks>
/// <code>
/// Key = SHA-256(text("capacloud/evidence/v2") || text(offence) || participant(offender) || what)
/// what = epoch(fault) for downtime, digest(subject) for every other offence
/// </code>
/// The key names what was done: neither who reports it, nor when it is said to have happened, nor how severe the report calls it is part of
/// it, so the same misbehaviour counts once however often, by whomever and for whatever epoch it is reported. An absence is the duties of an
/// epoch, whatever its subject says. Every other offence needs a <see cref="Subject"/> that tells one from the next: of those without, an
/// offender is charged for one. <c>default</c> is no evidence. Immutable and safe to share between threads.
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

    /// <summary>Gets the hash of what it is about: the job, the block, the statement, with its epoch where it has one. Zero for downtime.</summary>
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
            if (Offence == Offence.Downtime)
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
}
