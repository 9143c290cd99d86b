namespace CapaCloud.Mechanisms.Settlement;

/// <summary>All stake that stood in an epoch: what the stake at fault of that epoch is a share of, however late the fault is found.</summary>
/// <remarks>No formula. In base units. <c>default</c> is nothing, in epoch 0.</remarks>
/// <param name="Epoch">The epoch.</param>
/// <param name="Stake">The stake of all participants that stood in it.</param>
public readonly record struct EpochStake(Epoch Epoch, Amount Stake);
