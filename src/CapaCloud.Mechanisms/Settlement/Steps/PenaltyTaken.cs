using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What one penalty left of the stake, what it took, and what of that went to reporters.</summary>
internal readonly record struct PenaltyTaken(StakeAccount Stake, Amount Slashed, Amount Bounties);
