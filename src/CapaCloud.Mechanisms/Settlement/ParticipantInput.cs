using CapaCloud.Mechanisms.Hashing;
using CapaCloud.Mechanisms.Settlement.Appeals;
using CapaCloud.Mechanisms.Settlement.Reports;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What one epoch brings for one participant: the first argument of both maps.</summary>
/// <remarks>No formula. <c>default</c> is an epoch 0 that brings nothing.</remarks>
public readonly record struct ParticipantInput
{
    /// <summary>Gets the epoch.</summary>
    public Epoch Epoch { get; init; }

    /// <summary>Gets what the participant did; a report of no work and no duties when there is none.</summary>
    public ParticipantReport Report { get; init; }

    /// <summary>Gets how many of its audited results were found correct.</summary>
    public ulong AuditsPassed { get; init; }

    /// <summary>Gets the evidence against it, wrong results among them, ordered by fault epoch and key.</summary>
    public ReadOnlyMemory<Evidence> Evidence { get; init; }

    /// <summary>Gets the keys of the accusations it appeals against.</summary>
    public ReadOnlyMemory<Digest> Appeals { get; init; }

    /// <summary>Gets the rulings on accusations against it.</summary>
    public ReadOnlyMemory<Ruling> Rulings { get; init; }
}
