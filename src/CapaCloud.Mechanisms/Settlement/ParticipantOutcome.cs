using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Settlement.States;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What an epoch did to one participant: the result of the second map.</summary>
/// <remarks>No formula of its own.</remarks>
/// <param name="After">Its new state.</param>
/// <param name="Reward">Its share of the pool, in base units: paid, or withheld while an accusation is pending.</param>
/// <param name="Slashed">What it lost of its stake, in base units.</param>
/// <param name="Bounties">What others were paid out of that loss for reporting it, in base units.</param>
public readonly record struct ParticipantOutcome(ParticipantState After, Amount Reward, Amount Slashed, Amount Bounties)
{
    /// <summary>Gets the part of <see cref="Reward"/> that waits with an accusation instead of being paid, in base units.</summary>
    public Amount Withheld { get; init; }
}
