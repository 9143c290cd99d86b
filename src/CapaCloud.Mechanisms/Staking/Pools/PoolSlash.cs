namespace CapaCloud.Mechanisms.Staking;

/// <summary>What a slash did to a pool.</summary>
/// <remarks>
/// <code>Due = sum over layers and exits of ceiling(standing * fraction),   Taken = the same, each at most what is left of it</code>
/// In base units. <c>default</c> has no pool.
/// </remarks>
/// <param name="Pool">The pool afterwards.</param>
/// <param name="Standing">What stood behind the operator in the epoch of the fault.</param>
/// <param name="Due">The penalty.</param>
/// <param name="Taken">What there was left to take of it.</param>
public readonly record struct PoolSlash(OperatorPool Pool, Amount Standing, Amount Due, Amount Taken);
