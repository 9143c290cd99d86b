using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Staking;

/// <summary>Stake that left a tranche, by slash or by withdrawal, and when: it still counts as having stood there before.</summary>
/// <remarks>
/// <code>stood at epoch f = remaining + sum of departures of epochs &gt;= f</code>
/// In base units. <c>default</c> is nothing at epoch 0.
/// </remarks>
/// <param name="Epoch">The last epoch in which it stood: the one in which it left, or in which it had been unbonded.</param>
/// <param name="Amount">How much left.</param>
public readonly record struct StakeDeparture([property: JsonRequired] Epoch Epoch, [property: JsonRequired] Amount Amount);
