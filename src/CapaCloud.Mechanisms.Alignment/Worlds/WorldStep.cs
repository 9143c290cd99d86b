using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Alignment.Worlds;

/// <summary>One settled epoch of the network.</summary>
/// <param name="After">The state after it.</param>
/// <param name="Own">The outcomes of the attacker's names, in the order of their acts.</param>
internal sealed record WorldStep(NetworkState After, ImmutableArray<ParticipantOutcome> Own)
{
    /// <summary>Gets what all own names were paid.</summary>
    public Amount Rewards => Own.Aggregate(Amount.Zero, (sum, outcome) => sum + outcome.Paid);

    /// <summary>Gets what all own names lost of their stakes.</summary>
    public Amount Slashed => Own.Aggregate(Amount.Zero, (sum, outcome) => sum + outcome.Slashed);
}
