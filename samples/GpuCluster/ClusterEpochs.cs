using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CapaCloud.Mechanisms.Samples.GpuCluster.Trace;
using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Samples.GpuCluster;

/// <summary>Turns a day of the trace into the report of an epoch.</summary>
internal sealed class ClusterEpochs(Mechanism mechanism, ClusterTrace trace)
{
    private const int TasksPerDay = 4;
    private readonly DowntimeCalendar _downtime = new(trace);
    private readonly ParticipantId[] _names = [.. trace.Nodes.Select(ParticipantId.Of)];

    public NetworkState Open() => mechanism.Open(
        Epoch.Zero, _names.Select(name => KeyValuePair.Create(name, Amount.Of(ClusterPolicy.StakePerServer)))).State;

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
            Payments = Amount.Of(reports.Aggregate(UInt128.Zero, (sum, report) => sum + report.Work) * ClusterPolicy.PricePerGpuTick),
            Participants = [.. reports],
            Verdicts = withAudits ? mechanism.Adjudicate(Audits(state, reports, beacon)) : [],
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

    private IEnumerable<TaskAnswers> Audits(NetworkState state, ParticipantReport[] reports, Beacon beacon)
    {
        ParticipantReport[] up = [.. reports.Where(report => report.Work > 0)];
        CommitmentWindow window = mechanism.Policy.Verification.Schedule.WindowOf(state.Epoch);
        IEnumerable<Commitment> commitments =
            from report in up
            from number in Enumerable.Range(0, TasksPerDay)
            let task = TaskOf(report.Participant, state.Epoch, number)
            select Commitment.Of(
                report.Participant, task, window, OwnResult(report.Participant, task, (long)state.Epoch.Number), ResultOf(task, "secret"));
        HashSet<(ParticipantId Participant, TaskId Task)> audited =
            [.. mechanism.SelectAudits(state, commitments, beacon).Audits.Select(audit => (audit.Participant, audit.Task))];

        // The trace dates its one silent corruption by the day somebody looked at the results; on that day an audit looks, too.
        foreach (Fault fault in trace.Faults.Where(fault => fault.IsSilentCorruption && fault.StartTick / ClusterTrace.TicksPerDay == (long)state.Epoch.Number))
        {
            ParticipantId corrupted = ParticipantId.Of(fault.Node);
            audited.Add((corrupted, TaskOf(corrupted, state.Epoch, 0)));
        }

        return audited.Select(result => Redo(result.Participant, result.Task, state.Epoch, up));
    }

    /// <summary>Two servers that are up do the task again; a sound server's result is the same for everybody.</summary>
    private TaskAnswers Redo(ParticipantId author, TaskId task, Epoch epoch, ParticipantReport[] up)
    {
        Digest right = ResultOf(task, "right"), own = OwnResult(author, task, (long)epoch.Number);
        int start = (int)(right.Upper % (UInt128)up.Length);
        IEnumerable<ParticipantId> auditors = Enumerable.Range(0, up.Length)
            .Select(offset => up[(start + offset) % up.Length].Participant)
            .Where(auditor => auditor != author)
            .Take(2);
        return new TaskAnswers(task, epoch, [Answer.Of(author, own), .. auditors.Select(auditor => Answer.Of(auditor, right))]);
    }

    private Digest OwnResult(ParticipantId author, TaskId task, long day) => ResultOf(task, IsCorrupt(author, day) ? "corrupted" : "right");

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
