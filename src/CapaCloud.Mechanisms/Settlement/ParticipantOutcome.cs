using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Settlement.States;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What an epoch did to one participant: the result of the second map.</summary>
/// <remarks>No formula of its own.</remarks>
/// <param name="After">Its new state.</param>
/// <param name="Reward">What it was paid as its share of the pool, in base units.</param>
/// <param name="Slashed">What it lost of its stake, in base units.</param>
/// <param name="Bounties">What others were paid out of that loss for reporting it, in base units.</param>
public readonly record struct ParticipantOutcome(ParticipantState After, Amount Reward, Amount Slashed, Amount Bounties);
