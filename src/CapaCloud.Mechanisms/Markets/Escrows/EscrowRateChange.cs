using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Markets.Escrows;

/// <summary>A lower rate that the requester has given notice of.</summary>
/// <remarks>No formula. <c>default</c> is rate zero from epoch 0.</remarks>
/// <param name="Rate">The rate that will hold.</param>
/// <param name="From">The first epoch at that rate.</param>
public readonly record struct EscrowRateChange(EpochRate Rate, Epoch From);
