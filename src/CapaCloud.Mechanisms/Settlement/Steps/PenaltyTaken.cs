using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What one penalty left of the stake and the delegations, and what it took of each.</summary>
internal readonly record struct PenaltyTaken(StakeAccount Stake, DelegatedStake? Delegated, Amount Slashed, Amount DelegatorsSlashed);
