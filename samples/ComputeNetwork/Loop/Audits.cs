using System.Collections.Immutable;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Samples.ComputeNetwork;

/// <summary>Some results are drawn, a panel does the work again, and what they find becomes verdicts.</summary>
internal sealed class Audits(Mechanism network, Population people, Outages outages)
{
    public (ImmutableArray<Verdict> Verdicts, ImmutableArray<CheckDuty> Duties) Of(NetworkState state, List<(OpenJob Job, Commitment Commitment)> delivered, Beacon beacon)
    {
        Dictionary<TaskId, OpenJob> jobs = delivered.ToDictionary(item => item.Job.Award.Task, item => item.Job);
        ImmutableArray<AuditedResult> audits = network.SelectAudits(state, delivered.Select(item => item.Commitment), beacon).Audits;
        ImmutableArray<AssignedPanel> panels = network.AssignPanels(state, audits, beacon);
        List<TaskAnswers> answers = [];
        foreach (AuditedResult audit in audits)
        {
            OpenJob job = jobs[audit.Task];
            AssignedPanel panel = panels.Single(one => one.Author == audit.Participant && one.Task == audit.Task);
            answers.Add(audit.Answered(
            [
                Answer.Of(audit.Participant, job.Delivered!.Value),
                .. panel.Checkers.Select(name => (Name: name, Result: Check(job, people.Provider(name), (int)audit.Epoch.Number))).Where(answer => answer.Result is not null)
                    .Select(answer => Answer.Of(answer.Name, answer.Result!.Value)),
            ]));
        }

        return (network.Adjudicate(answers), [.. panels.SelectMany(panel => panel.ToDuties())]);
    }

    /// <summary>What a checker answers; nothing when it is down or silent. Colluders tell each other which of their results are made up, and vouch for them.</summary>
    private Digest? Check(OpenJob job, Provider checker, int epoch)
    {
        if (outages.IsDown(checker.Number, epoch) || checker.Kind == ProviderKind.Silent)
        {
            return null;
        }

        if (checker.Kind == ProviderKind.Colluder && job.Provider.Kind == ProviderKind.Colluder)
        {
            return job.Delivered;
        }

        checker.Checks.Cost += job.Kind.Cost;
        return job.Right;
    }
}
