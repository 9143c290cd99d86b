using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>Adds the reward of an epoch to a pool, by the library's own rule or by one that wraps it.</summary>
/// <remarks>No formula.</remarks>
/// <param name="pool">The pool.</param>
/// <param name="amount">The reward, in base units.</param>
/// <param name="now">The present epoch, for which it was earned.</param>
/// <returns>The pool afterwards, and what it could not take.</returns>
internal delegate (OperatorPool Pool, Amount Refused) PoolRewarding(OperatorPool pool, Amount amount, Epoch now);
