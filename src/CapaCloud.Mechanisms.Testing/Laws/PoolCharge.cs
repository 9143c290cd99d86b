using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>Charges an operator's fault to its pool, by the library's own rule or by one that wraps it.</summary>
/// <remarks>No formula.</remarks>
/// <param name="pool">The pool.</param>
/// <param name="fault">The epoch of the fault.</param>
/// <param name="fraction">The part of what stood then.</param>
/// <param name="now">The present epoch.</param>
/// <returns>The slash.</returns>
internal delegate PoolSlash PoolCharge(OperatorPool pool, Epoch fault, Proportion fraction, Epoch now);
