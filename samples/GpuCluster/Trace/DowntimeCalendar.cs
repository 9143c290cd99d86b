namespace CapaCloud.Mechanisms.Samples.GpuCluster.Trace;

/// <summary>
/// How long each server was down on each day, by cause. Faults of one server may overlap: a moment counts once, for the fault that
/// began first. Whether a cause excuses is not decided here; it is the policy's matter.
/// </summary>
internal sealed class DowntimeCalendar
{
    private readonly Dictionary<(string Node, long Day), SortedDictionary<string, ulong>> _missed = [];

    public DowntimeCalendar(ClusterTrace trace)
    {
        foreach (IGrouping<string, Fault> server in trace.Faults.GroupBy(fault => fault.Node, StringComparer.Ordinal))
        {
            long covered = 0;
            foreach (Fault fault in server.OrderBy(fault => fault.StartTick).ThenBy(fault => fault.EndTick).ThenBy(fault => fault.Class, StringComparer.Ordinal))
            {
                Add(fault, Math.Max(covered, fault.StartTick), fault.EndTick);
                covered = Math.Max(covered, fault.EndTick);
            }
        }
    }

    public IReadOnlyList<MissedDuties> On(string node, long day) =>
        _missed.TryGetValue((node, day), out SortedDictionary<string, ulong>? causes)
            ? [.. causes.Select(cause => new MissedDuties(cause.Key, cause.Value))]
            : [];

    private void Add(Fault fault, long start, long end)
    {
        for (long tick = start; tick < end;)
        {
            long day = tick / ClusterTrace.TicksPerDay, until = Math.Min(end, (day + 1) * ClusterTrace.TicksPerDay);
            if (!_missed.TryGetValue((fault.Node, day), out SortedDictionary<string, ulong>? causes))
            {
                _missed[(fault.Node, day)] = causes = new SortedDictionary<string, ulong>(StringComparer.Ordinal);
            }

            causes[fault.Class] = causes.GetValueOrDefault(fault.Class) + (ulong)(until - tick);
            tick = until;
        }
    }
}
