using CapaCloud.Mechanisms.Samples.DistributedSettlement.Grains;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.Steps;

namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Runs;

/// <summary>How long each step took, and how much the machines told each other in it.</summary>
internal sealed class TurnedEpochs
{
    private readonly SortedDictionary<EpochStep, (double Seconds, long Bytes, int Times)> _steps = [];

    /// <summary>Gets the steps that were done, each with its seconds and bytes over all epochs.</summary>
    public IEnumerable<(EpochStep Step, double Seconds, long Bytes, int Times)> Steps => _steps.Select(static pair => (pair.Key, pair.Value.Seconds, pair.Value.Bytes, pair.Value.Times));

    /// <summary>Gets the seconds of all steps.</summary>
    public double Seconds => _steps.Values.Sum(static step => step.Seconds);

    /// <summary>Turns the epochs: asks the coordinator for one step after the other.</summary>
    /// <param name="coordinator">The coordinator.</param>
    /// <param name="epochs">How many epochs.</param>
    /// <returns>The times.</returns>
    public static async Task<TurnedEpochs> Turn(ICoordinatorGrain coordinator, int epochs)
    {
        TurnedEpochs turned = new();
        TurnedStep step;
        do
        {
            long started = TimeProvider.System.GetTimestamp();
            step = await Retrying.Call(() => coordinator.Advance(epochs));
            (double seconds, long bytes, int times) = turned._steps.GetValueOrDefault(step.Step);
            turned._steps[step.Step] = (seconds + TimeProvider.System.GetElapsedTime(started).TotalSeconds, bytes + step.Bytes, times + 1);
        }
        while (!(step.EndsEpoch && step.Epoch == epochs - 1));
        return turned;
    }
}
