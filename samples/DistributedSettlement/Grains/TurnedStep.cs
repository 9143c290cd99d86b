using CapaCloud.Mechanisms.Samples.DistributedSettlement.Steps;

namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Grains;

/// <summary>A step that was done.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="Step">The step.</param>
/// <param name="EndsEpoch">Tells whether it was the epoch's last.</param>
/// <param name="Bytes">How many bytes all partitions' answers and the merged one have.</param>
[GenerateSerializer]
public sealed record TurnedStep([property: Id(0)] long Epoch, [property: Id(1)] EpochStep Step, [property: Id(2)] bool EndsEpoch, [property: Id(3)] long Bytes);
