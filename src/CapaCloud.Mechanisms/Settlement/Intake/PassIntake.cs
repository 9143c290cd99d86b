using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Counts tasks that were found right, each once: a task that is reported again, under whatever epoch, lifts no score a second time.</summary>
internal sealed class PassIntake(NetworkState state, EpochReport report, FaultIntake faults, List<SetAsideItem> setAside)
{
    public void Read(ParticipantInput[] inputs)
    {
        List<(int Position, PassedAudit Audit, ParticipantId? Record)> passed = [];
        foreach (Verdict verdict in report.Verdicts)
        {
            if (verdict.Outcome != VerdictOutcome.Correct)
            {
                continue;
            }

            SetAsideReason reason = faults.ReasonAgainst(verdict);
            if (reason == SetAsideReason.None)
            {
                int place = state.PlaceOf(verdict.Participant);
                passed.Add((place, new PassedAudit(verdict.Epoch, verdict.Task), state.Participants.ItemRef(place).RecordOf(verdict.Participant, verdict.Epoch)));
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

    private ImmutableArray<PassedAudit> Admit(int position, List<(int Position, PassedAudit Audit, ParticipantId? Record)> passed, int start, int end)
    {
        ref readonly ParticipantState participant = ref state.Participants.ItemRef(position);
        bool canContradict = !participant.Cases.IsEmpty || faults.AccusesAnyOf(position);
        HashSet<TaskId> counted = [.. participant.PassedAudits.Select(static audit => audit.Task)];
        KnownCases known = new(participant.Cases, end - start);
        ImmutableArray<PassedAudit>.Builder admitted = ImmutableArray.CreateBuilder<PassedAudit>(end - start);
        for (int index = start; index < end; index++)
        {
            (_, PassedAudit audit, ParticipantId? record) = passed[index];
            if (canContradict
                && (faults.Accuses(position, FaultKey.IdentityOfResult(participant, audit.Task, record)) || FaultKey.AllOfResult(participant, audit.Task, record, audit.Epoch).Any(known.Has)))
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
