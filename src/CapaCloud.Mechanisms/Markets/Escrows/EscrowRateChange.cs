namespace CapaCloud.Mechanisms.Escrow;

/// <summary>A lower rate that the requester has given notice of.</summary>
/// <remarks>No formula. Immutable.</remarks>
/// <param name="Rate">The rate that will hold.</param>
/// <param name="From">The first epoch at that rate.</param>
public sealed record EscrowRateChange(EpochRate Rate, Epoch From);
