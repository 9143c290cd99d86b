using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What is remembered of a past epoch: all stake that stood in it, of which the stake at fault is a share, and which results were committed in it.</summary>
/// <remarks>No formula. In base units. <c>default</c> is nothing, in epoch 0.</remarks>
/// <param name="Epoch">The epoch.</param>
/// <param name="Stake">The stake of all participants that stood in it.</param>
public readonly record struct EpochStake(Epoch Epoch, Amount Stake)
{
    /// <summary>
    /// Gets the root over the epoch's commitments (<see cref="CommitmentTree.Root"/>): a result that is not proven to be under it has no fault of that epoch. Null when the epoch's
    /// report had none; left out of JSON then.
    /// </summary>
    [OptionalSection]
    public Digest? Commitments { get; init; }
}
