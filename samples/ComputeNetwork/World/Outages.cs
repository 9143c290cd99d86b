using CapaCloud.Mechanisms.Samples.GpuCluster.Trace;

namespace CapaCloud.Mechanisms.Samples.ComputeNetwork;

/// <summary>How much of each epoch a provider's machine was down, and why: the faults of 400 servers, of which several providers share one where there are more providers.</summary>
internal sealed class Outages(string source, ClusterTrace trace)
{
    /// <summary>The epochs are these days of the trace: by then all its servers are at work.</summary>
    private const int FirstDay = 100;

    /// <summary>Whether a machine is there is asked 20 times in an epoch.</summary>
    public const ulong DutiesPerEpoch = 20;

    private readonly DowntimeCalendar _calendar = new(trace);

    public string Source => source;

    public IEnumerable<MissedDuties> On(int provider, int epoch) => TicksOn(provider, epoch)
        .Select(down => down with { Count = down.Count * DutiesPerEpoch / (ulong)ClusterTrace.TicksPerDay })
        .Where(missed => missed.Count > 0);

    /// <summary>Gets whether the machine was down for more than half of the epoch: then it takes no jobs, delivers none and checks nothing.</summary>
    public bool IsDown(int provider, int epoch) => TicksOn(provider, epoch).Sum(down => (long)down.Count) > ClusterTrace.TicksPerDay / 2;

    private IReadOnlyList<MissedDuties> TicksOn(int provider, int epoch) => _calendar.On(trace.Nodes[provider % trace.Nodes.Count], FirstDay + epoch);
}
