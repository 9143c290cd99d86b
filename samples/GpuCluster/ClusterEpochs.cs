using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CapaCloud.Mechanisms.Hashing;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Samples.GpuCluster.Trace;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Settlement.Reports;
using CapaCloud.Mechanisms.Settlement.States;
using CapaCloud.Mechanisms.Time;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Samples.GpuCluster;

/// <summary>Turns a day of the trace into the report of an epoch.</summary>
internal sealed class ClusterEpochs(Mechanism mechanism, ClusterTrace trace)
{
    private const int TasksPerDay = 4;
    private readonly DowntimeCalendar _downtime = new(trace);
    private readonly ParticipantId[] _names = [.. trace.Nodes.Select(ParticipantId.Of)];

    public NetworkState Open() => mechanism.Open(
        Epoch.Zero, _names.Select(name => KeyValuePair.Create(name, Amount.FromUnits(ClusterPolicy.StakePerServer)))).State;

    /// <summary>The report of the current epoch. Without audits it is what an uptime probe alone would have seen.</summary>
    public EpochReport Report(NetworkState state, bool withAudits = true)
    {
        long day = (long)state.Epoch.Number;
        ParticipantReport[] reports = [.. _names.Select(name => Report(name, day))];
        Beacon beacon = BeaconOf(state.Epoch);
        return new EpochReport
        {
            Epoch = state.Epoch,
            Beacon = beacon,
            Payments = Amount.FromUnits(reports.Aggregate(UInt128.Zero, (sum, report) => sum + report.Work) * ClusterPolicy.PricePerGpuTick),
            Participants = [.. reports],
            Verdicts = withAudits ? mechanism.Adjudicate(state.Epoch, Audits(state, reports, beacon)) : [],
        };
    }

    private ParticipantReport Report(ParticipantId name, long day)
    {
        IReadOnlyList<MissedDuties> missed = _downtime.On(name.ToString(), day);
        ulong up = (ulong)ClusterTrace.TicksPerDay - missed.Aggregate(0UL, (sum, duties) => sum + duties.Count);
        return new ParticipantReport
        {
            Participant = name,
            Work = up * ClusterPolicy.GpusPerServer,
            DutiesDue = (ulong)ClusterTrace.TicksPerDay,
            Missed = [.. missed],
        };
    }

    private IEnumerable<TaskResults> Audits(NetworkState state, ParticipantReport[] reports, Beacon beacon)
    {
        ParticipantReport[] up = [.. reports.Where(report => report.Work > 0)];
        IEnumerable<CommittedResult> results =
            from report in up
            from number in Enumerable.Range(0, TasksPerDay)
            select new CommittedResult(report.Participant, TaskOf(report.Participant, state.Epoch, number));
        CommitmentWindow window = CommitmentWindow.Closing(state.Epoch, 2 * state.Epoch.Number);
        HashSet<CommittedResult> audited = [];
        foreach (AuditedResult audit in mechanism.SelectAudits(state, results, window, beacon))
        {
            audited.Add(new CommittedResult(audit.Participant, audit.Task));
        }

        // The trace dates its one silent corruption by the day somebody looked at the results; on that day an audit looks, too.
        foreach (Fault fault in trace.Faults.Where(fault => fault.IsSilentCorruption && fault.StartTick / ClusterTrace.TicksPerDay == (long)state.Epoch.Number))
        {
            ParticipantId corrupted = ParticipantId.Of(fault.Node);
            audited.Add(new CommittedResult(corrupted, TaskOf(corrupted, state.Epoch, 0)));
        }

        return audited.Select(result => Redo(result, up, (long)state.Epoch.Number));
    }

    /// <summary>Two servers that are up do the task again; a sound server's result is the same for everybody.</summary>
    private TaskResults Redo(CommittedResult result, ParticipantReport[] up, long day)
    {
        Digest right = ResultOf(result.Task, "right");
        Digest own = IsCorrupt(result.Participant, day) ? ResultOf(result.Task, "corrupted") : right;
        int start = (int)(right.Upper % (UInt128)up.Length);
        IEnumerable<ParticipantId> auditors = Enumerable.Range(0, up.Length)
            .Select(offset => up[(start + offset) % up.Length].Participant)
            .Where(auditor => auditor != result.Participant)
            .Take(2);
        return new TaskResults(result.Task, [Answer.Of(result.Participant, own), .. auditors.Select(auditor => Answer.Of(auditor, right))]);
    }

    private bool IsCorrupt(ParticipantId server, long day) => trace.Faults.Any(fault =>
        fault.IsSilentCorruption && fault.Node == server.ToString() && fault.StartTick / ClusterTrace.TicksPerDay == day);

    private static TaskId TaskOf(ParticipantId server, Epoch epoch, int number) =>
        TaskId.Of(string.Create(CultureInfo.InvariantCulture, $"{server}/day-{epoch}/{number}"));

    private static Digest ResultOf(TaskId task, string text)
    {
        CanonicalEncoder encoder = new(new byte[256], "gpu-cluster/result"u8);
        encoder.Append(task);
        encoder.Append(text);
        return encoder.Hash();
    }

    /// <summary>A stand-in for public chance, so that two runs of the sample are alike: nobody's money hangs on it.</summary>
    private static Beacon BeaconOf(Epoch epoch) =>
        new((2 * epoch.Number) + 1, Digest.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes($"gpu-cluster beacon {epoch}"))));
}
