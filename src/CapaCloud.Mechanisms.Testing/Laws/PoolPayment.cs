using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>Pays a claim on an operator's pool, by the library's own rule or by one that wraps it.</summary>
/// <remarks>No formula.</remarks>
/// <param name="pool">The pool.</param>
/// <param name="claim">The claim.</param>
/// <param name="now">The present epoch.</param>
/// <returns>The pool afterwards, and what is paid, in base units.</returns>
internal delegate (OperatorPool Pool, Amount Paid) PoolPayment(OperatorPool pool, PoolClaim claim, Epoch now);
