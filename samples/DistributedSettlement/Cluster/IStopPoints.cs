namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Cluster;

/// <summary>Says to whoever watches that a place was reached where a machine is to be killed.</summary>
internal interface IStopPoints
{
    /// <summary>Never returns on the machine that reaches the place first, when the run asks for it; returns at once everywhere else.</summary>
    /// <param name="point">The place.</param>
    /// <param name="epoch">The epoch.</param>
    Task Reach(StopPoint point, long epoch);
}
