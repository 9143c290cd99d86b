namespace CapaCloud.Mechanisms.Samples.GpuCluster;

/// <summary>What a server was paid and lost over all days, and how much of its time it was up.</summary>
internal sealed class ServerAccount(ParticipantId name)
{
    public ParticipantId Name { get; } = name;

    public Amount Paid { get; private set; }

    public Amount Lost { get; private set; }

    public ulong TicksUp { get; private set; }

    public double Uptime => TicksUp / (double)(Trace.ClusterTrace.Days * Trace.ClusterTrace.TicksPerDay);

    public void Add(Amount paid, Amount lost, UInt128 work)
    {
        Paid += paid;
        Lost += lost;
        TicksUp += (ulong)work / ClusterPolicy.GpusPerServer;
    }
}
