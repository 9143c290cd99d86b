using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Counts each member of a panel's duties and what it missed of them, before absence is looked at; and which checks were right, once it is known what passed.</summary>
internal sealed class CheckIntake(MechanismPolicy policy, NetworkState state, EpochReport report, FaultIntake faults, List<SetAsideItem> setAside)
{
    private Dictionary<int, HashSet<TaskId>> _duties = [];

    public void ReadDuties(ParticipantInput[] inputs, out ImmutableArray<SettlementRefusal> refusals)
    {
        refusals = [];
        if (report.Checks.IsEmpty)
        {
            return;
        }

        _duties = Admit();
        Dictionary<(int Position, TaskId Task), bool> answers = Answers(_duties);
        foreach ((int position, HashSet<TaskId> tasks) in _duties.OrderBy(static pair => pair.Key))
        {
            ParticipantInput input = inputs[position];
            ulong kept = (ulong)tasks.Count(task => answers.GetValueOrDefault((position, task)));
            ulong missed = (ulong)tasks.Count(task => !answers.ContainsKey((position, task)));
            ulong before = input.Report.DutiesDue;
            if (kept + missed > ulong.MaxValue - before)
            {
                refusals = [new SettlementRefusal(RefusalReason.Overflow, $"participants ({input.Report.Participant})", $"has {Prose.Count(before, "duty")} due and {Prose.Count(kept + missed, "check")}; expected less than 2^64 duties together")];
                return;
            }

            inputs[position] = input with
            {
                Report = input.Report with { DutiesDue = before + kept + missed, Missed = With(input.Report.Missed, missed) },
                Checked = policy.Verification.Panels?.Record is null ? null : new CheckedWork { Due = kept + missed, Missed = missed, Tasks = [.. tasks.Order()] },
            };
        }
    }

    public void CountPassed(ParticipantInput[] inputs)
    {
        foreach ((int position, HashSet<TaskId> tasks) in _duties)
        {
            inputs[position] = inputs[position] with { Checks = inputs[position].PassedAudits.Count(audit => tasks.Contains(audit.Task)) };
        }
    }

    private Dictionary<int, HashSet<TaskId>> Admit()
    {
        Dictionary<int, HashSet<TaskId>> duties = [];
        foreach (CheckDuty duty in report.Checks)
        {
            int position = duty.Checker.IsNone ? -1 : state.PlaceOf(duty.Checker);
            SetAsideReason reason = duty.Checker.IsNone || duty.Author.IsNone || duty.Task.IsNone ? SetAsideReason.Incomplete
                : policy.Verification.Panels is null ? SetAsideReason.NoPanels
                : position < 0 ? SetAsideReason.UnknownParticipant
                : IsOwn(state.Participants.ItemRef(position), duty.Author) ? SetAsideReason.OwnWork
                : SetAsideReason.None;
            if (reason == SetAsideReason.None)
            {
                HashSet<TaskId> tasks = duties.TryGetValue(position, out HashSet<TaskId>? known) ? known : duties[position] = [];
                tasks.Add(duty.Task);
            }
            else
            {
                setAside.Add(new SetAsideItem { Item = ReportItem.Check, Reason = reason, Participant = duty.Checker, Task = duty.Task, Epoch = report.Epoch });
            }
        }

        return duties;
    }

    /// <summary>Says of each duty that was answered: true when it was kept, false when a fault with a price of its own stands for it.</summary>
    private Dictionary<(int Position, TaskId Task), bool> Answers(Dictionary<int, HashSet<TaskId>> duties)
    {
        Dictionary<(int Position, TaskId Task), bool> answers = [];
        foreach (Verdict verdict in report.Verdicts)
        {
            int position = verdict.Participant.IsNone ? -1 : state.PlaceOf(verdict.Participant);
            bool isSilent = verdict.Reason is VerdictReason.NotRevealed or VerdictReason.RevealMismatch;

            // What is set aside for its epoch says nothing, here as elsewhere.
            if (position < 0 || faults.ReasonAgainst(verdict) != SetAsideReason.None || !duties.TryGetValue(position, out HashSet<TaskId>? tasks) || !tasks.Contains(verdict.Task) || (isSilent && !faults.PricesSilence(verdict.Epoch)))
            {
                continue;
            }

            answers[(position, verdict.Task)] = !isSilent || answers.GetValueOrDefault((position, verdict.Task));
        }

        return answers;
    }

    private static ImmutableArray<MissedDuties> With(ImmutableArray<MissedDuties> missed, ulong checks)
    {
        if (checks == 0)
        {
            return missed;
        }

        for (int index = 0; index < missed.Length; index++)
        {
            if (string.Equals(missed[index].Cause, CheckDuty.Cause, StringComparison.Ordinal))
            {
                return missed.SetItem(index, missed[index] with { Count = missed[index].Count + checks });
            }
        }

        return missed.Add(new MissedDuties(CheckDuty.Cause, checks));
    }

    private static bool IsOwn(in ParticipantState checker, ParticipantId author) => checker.Participant == author || checker.FormerNames.Contains(author);
}
