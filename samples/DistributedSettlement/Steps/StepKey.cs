namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Steps;

/// <summary>Names one piece of work once and for all. Whoever does it again under the same key finds that it was done, and changes nothing.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="Step">The step.</param>
/// <param name="Round">Which question of the step; 0 where it has one.</param>
/// <param name="Partition">The partition, or <see cref="Merged"/>.</param>
public readonly record struct StepKey(long Epoch, EpochStep Step, int Round, int Partition)
{
    /// <summary>In place of a partition: what all of them come to.</summary>
    public const int Merged = -1;
}
