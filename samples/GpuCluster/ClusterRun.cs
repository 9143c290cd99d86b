using CapaCloud.Mechanisms.Samples.GpuCluster.Trace;

namespace CapaCloud.Mechanisms.Samples.GpuCluster;

/// <summary>All days, settled.</summary>
internal sealed record ClusterRun
{
    public required Mechanism Mechanism { get; init; }

    public required ClusterTrace Trace { get; init; }

    public required NetworkState After { get; init; }

    public required IReadOnlyList<ServerAccount> Servers { get; init; }

    /// <summary>Gets the score of each server at the end of each day.</summary>
    public required IReadOnlyDictionary<ParticipantId, double[]> Scores { get; init; }

    /// <summary>Gets the day on which an audit found what no probe had seen, settled with the audit, and the same day without it.</summary>
    public required (EpochSettlement WithAudit, EpochSettlement WithoutAudit, ParticipantId Server)? Corruption { get; init; }

    public required int Audits { get; init; }

    public static ClusterRun Of(ClusterTrace trace, Action dayDone)
    {
        Mechanism mechanism = ClusterPolicy.Create();
        ClusterEpochs epochs = new(mechanism, trace);
        NetworkState state = epochs.Open();
        ServerAccount[] servers = [.. state.Participants.Select(participant => new ServerAccount(participant.Participant))];
        Dictionary<ParticipantId, double[]> scores = servers.ToDictionary(server => server.Name, _ => new double[ClusterTrace.Days]);
        (EpochSettlement, EpochSettlement, ParticipantId)? corruption = null;
        int audits = 0;
        for (int day = 0; day < ClusterTrace.Days; day++)
        {
            EpochSettlement settled = mechanism.Settle(state, epochs.Report(state));
            ParticipantId? liar = settled.Report.Verdicts.Where(verdict => verdict.MaySlash).Select(verdict => (ParticipantId?)verdict.Participant).FirstOrDefault();
            corruption ??= liar is { } server ? (settled, mechanism.Settle(state, epochs.Report(state, withAudits: false)), server) : null;
            audits += settled.Report.Verdicts.Length / 3;
            for (int index = 0; index < servers.Length; index++)
            {
                ParticipantOutcome outcome = settled.Outcomes[index];
                servers[index].Add(outcome.Reward, outcome.Slashed, settled.Report.Participants[index].Work);
                scores[servers[index].Name][day] = mechanism.ScoreOf(outcome.After, settled.After.Epoch).Parts / 1e18;
            }

            state = settled.After;
            dayDone();
        }

        return new ClusterRun
        {
            Mechanism = mechanism,
            Trace = trace,
            After = state,
            Servers = servers,
            Scores = scores,
            Corruption = corruption,
            Audits = audits,
        };
    }
}
