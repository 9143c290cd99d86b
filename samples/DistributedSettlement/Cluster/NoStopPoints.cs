namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Cluster;

/// <summary>Stops nowhere.</summary>
internal sealed class NoStopPoints : IStopPoints
{
    /// <inheritdoc/>
    public Task Reach(StopPoint point, long epoch) => Task.CompletedTask;
}
