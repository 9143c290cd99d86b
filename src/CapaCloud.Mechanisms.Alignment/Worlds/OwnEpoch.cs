using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Alignment.Worlds;

/// <summary>What one of the attacker's names does in an epoch, and what comes of it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Work">How many jobs it reports.</param>
internal sealed record OwnEpoch(ParticipantId Name, long Work)
{
    /// <summary>Gets how many of its audited results were found correct.</summary>
    public long Passed { get; init; }

    /// <summary>Gets how many of its results were found false, by the epoch of the work.</summary>
    public ImmutableArray<(Epoch Fault, long Count)> Found { get; init; } = [];

    /// <summary>Gets who brings them, before the auditors do; nobody when left out: they come as verdicts.</summary>
    public ParticipantId Reporter { get; init; }
}
