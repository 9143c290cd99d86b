using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What one penalty left of the stake and the delegations, what it took of each, and what of it went to reporters.</summary>
internal readonly record struct PenaltyTaken(StakeAccount Stake, DelegatedStake? Delegated, Amount Slashed, Amount DelegatorsSlashed, Amount Bounties);
