namespace CapaCloud.Mechanisms.Escrow;

/// <summary>A dispute that waits for an arbiter: over epochs of a stream, or over the bill of a job.</summary>
/// <remarks>
/// <code>
/// the requester loses floor(its bond * awarded / disputed), to the provider
/// the provider  loses floor(its bond * (disputed - awarded) / disputed), to the requester
/// </code>
/// Bonds round in favour of whoever laid them down: 1 of 3 units awarded costs the requester 3 of a bond of 10.
/// </remarks>
/// <param name="From">The first disputed epoch of a stream; epoch 0 for a job.</param>
/// <param name="To">The epoch after the last; epoch 0 for a job.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="RequesterBond">What the requester laid down, in base units.</param>
/// <param name="ProviderBond">What the provider laid down, in base units.</param>
public sealed record EscrowDispute(Epoch From, Epoch To, Epoch OpenedAt, Amount RequesterBond, Amount ProviderBond);
