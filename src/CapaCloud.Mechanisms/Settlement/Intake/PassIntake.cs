using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Counts tasks that were found right, each once: a task that is reported again, under whatever epoch, lifts no score a second time.</summary>
internal sealed class PassIntake(NetworkState state, EpochReport report, FaultIntake faults, List<SetAsideItem> setAside)
{
    public void Read(ParticipantInput[] inputs)
    {
        List<(int Position, PassedAudit Audit)> passed = [];
        foreach (Verdict verdict in report.Verdicts)
        {
            if (verdict.Outcome != VerdictOutcome.Correct)
            {
                continue;
            }

            SetAsideReason reason = faults.ReasonAgainst(verdict);
            if (reason == SetAsideReason.None)
            {
                passed.Add((state.IndexOf(verdict.Participant), new PassedAudit(verdict.Epoch, verdict.Task)));
            }
            else
            {
                SetAside(verdict.Participant, new PassedAudit(verdict.Epoch, verdict.Task), reason);
            }
        }

        passed.Sort(static (left, right) => left.Position != right.Position ? left.Position.CompareTo(right.Position) : left.Audit.CompareTo(right.Audit));
        for (int start = 0, end; start < passed.Count; start = end)
        {
            int position = passed[start].Position;
            for (end = start + 1; end < passed.Count && passed[end].Position == position;)
            {
                end++;
            }

            inputs[position] = inputs[position] with { PassedAudits = Admit(position, passed, start, end) };
        }
    }

    private ImmutableArray<PassedAudit> Admit(int position, List<(int Position, PassedAudit Audit)> passed, int start, int end)
    {
        ref readonly ParticipantState participant = ref state.Participants.ItemRef(position);
        bool canContradict = !participant.Cases.IsEmpty || faults.AccusesAnyOf(position);
        HashSet<TaskId> counted = [.. participant.PassedAudits.Select(static audit => audit.Task)];
        KnownCases known = new(participant.Cases, end - start);
        ImmutableArray<PassedAudit>.Builder admitted = ImmutableArray.CreateBuilder<PassedAudit>(end - start);
        for (int index = start; index < end; index++)
        {
            PassedAudit audit = passed[index].Audit;
            if (canContradict && FaultKey.OfResult(participant, audit.Task) is var wrong && (faults.Accuses(position, wrong) || known.Has(wrong)))
            {
                SetAside(participant.Participant, audit, SetAsideReason.Contradicted);
            }
            else if (!counted.Add(audit.Task))
            {
                SetAside(participant.Participant, audit, SetAsideReason.Duplicate);
            }
            else
            {
                admitted.Add(audit);
            }
        }

        return admitted.DrainToImmutable();
    }

    private void SetAside(ParticipantId participant, PassedAudit audit, SetAsideReason reason) =>
        setAside.Add(new SetAsideItem { Item = ReportItem.Verdict, Reason = reason, Participant = participant, Task = audit.Task, Epoch = audit.Epoch });
}
