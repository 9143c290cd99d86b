using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Staking.Pools;

/// <summary>What a delegator that left an <see cref="OperatorPool"/> can withdraw when it is released, less what the operator's earlier faults still take.</summary>
/// <remarks>No formula. <c>default</c> is nothing.</remarks>
/// <param name="Joined">The first epoch in which the stake stood; the beginning of its layer when that is longer ago than any fault can be charged.</param>
/// <param name="Unbonded">The last epoch in which it stood.</param>
/// <param name="Number">Which exit of that history, from 0.</param>
/// <param name="Units">The base units it was worth when it left.</param>
public readonly record struct PoolClaim(Epoch Joined, Epoch Unbonded, int Number, UInt128 Units);
