using System.Globalization;

namespace CapaCloud.Mechanisms.Samples.GpuCluster;

/// <summary>What the trace does not say, in sentences for the screen and the report.</summary>
internal static class Assumptions
{
    public static IReadOnlyList<string> Sentences { get; } =
    [
        $"The trace says when servers failed, and nothing of money. Assumed: {ClusterPolicy.GpusPerServer} GPUs in a server, 2 dollars for a GPU and hour, "
            + $"{Money.Text(Amount.Of(ClusterPolicy.StakePerServer))} dollars of stake for each server (thirty days of full income).",
        "A server is paid for the time it is up. Time is counted in ten-thousandths of a day, the precision of the trace; overlapping faults count once, for the one that began first.",
        string.Create(CultureInfo.InvariantCulture, $"Excused by the policy, not by the code: {string.Join(", ", ClusterPolicy.ExcusedCauses)}. Faults after day {Trace.ClusterTrace.Days} are left out."),
        "Audits are drawn from four tasks a server and day; two other servers do an audited task again. The trace dates its one silent data corruption by the day somebody looked; on that day an audit looks, too.",
    ];
}
