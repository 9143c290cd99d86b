namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Grains;

/// <summary>Turns the epochs of the one network, step by step; there is one, with the key 0.</summary>
public interface ICoordinatorGrain : IGrainWithIntegerKey
{
    /// <summary>Does what is next: asks every partition, merges the answers and stores the result.</summary>
    /// <param name="epochs">How many epochs are to be turned in all; when they are, nothing is done.</param>
    /// <returns>What was done.</returns>
    Task<TurnedStep> Advance(int epochs);
}
