using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Staking;

/// <summary>Stake that left a tranche, by slash or by withdrawal, and when: it still counts as having stood there before.</summary>
/// <remarks>
/// <code>stood at epoch f = remaining + sum of departures of epochs &gt;= f</code>
/// In base units. <c>default</c> is nothing at epoch 0.
/// </remarks>
/// <param name="Epoch">The epoch in which it left.</param>
/// <param name="Amount">How much left.</param>
public readonly record struct StakeDeparture(Epoch Epoch, Amount Amount);
