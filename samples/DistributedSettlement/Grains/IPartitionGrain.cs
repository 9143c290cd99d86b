using CapaCloud.Mechanisms.Samples.DistributedSettlement.Steps;

namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Grains;

/// <summary>Holds one partition of the participants; its key is the partition's number. Orleans puts it on one of the machines, and on another one when that dies.</summary>
public interface IPartitionGrain : IGrainWithIntegerKey
{
    /// <summary>Answers one question about the partition. Asked again it gives the same answer, and nothing is written twice.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="asked">The step.</param>
    /// <param name="round">Which question of the step.</param>
    /// <param name="before">What was merged in the steps before.</param>
    /// <returns>The answer in canonical JSON.</returns>
    Task<byte[]> Answer(long epoch, EpochStep asked, int round, StepResult[] before);
}
