using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Staking.Pools;

/// <summary>What a delegator holds of an <see cref="OperatorPool"/>: shares, and since when they stand.</summary>
/// <remarks>No formula. Two holdings of the same epoch are one: add the shares. <c>default</c> is nothing.</remarks>
/// <param name="Joined">The first epoch in which they stood behind the operator.</param>
/// <param name="Shares">How many.</param>
public readonly record struct PoolShare(Epoch Joined, UInt128 Shares);
