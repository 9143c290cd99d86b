using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Gives each provider what the epoch brings about its open jobs, and says which of them were not delivered.</summary>
/// <remarks>
/// A ruling counts before what the requester says, so nobody takes a dispute back when it sees the ruling. A requester that accepts and disputes one result in one
/// epoch has said nothing. Of several deliveries of one job the one that fell shortest counts.
/// </remarks>
internal sealed class JobIntake(FormerRules rules, NetworkState state, EpochReport report, List<SetAsideItem> setAside)
{
    private readonly HashSet<(int Position, TaskId Task)> _delivered = [];

    public void Read(ParticipantInput[] inputs)
    {
        foreach (IGrouping<ParticipantId, JobReport> ofOne in report.Jobs.Select(item => item with { Provider = state.HolderOf(item.Provider) }).GroupBy(static item => item.Provider))
        {
            int position = state.IndexOf(ofOne.Key);
            List<JobInput> admitted = [];
            foreach (IGrouping<TaskId, JobReport> ofJob in ofOne.GroupBy(static item => item.Task))
            {
                SetAsideReason reason = position < 0 ? SetAsideReason.UnknownParticipant : SetAsideReason.NoOpenJob;
                if (position >= 0 && state.Participants.ItemRef(position).TryFindJob(ofJob.Key, out Job job))
                {
                    Admit(position, job, [.. ofJob], admitted);
                    continue;
                }

                foreach (JobReport item in ofJob)
                {
                    SetAside(item, reason);
                }
            }

            if (admitted.Count > 0)
            {
                inputs[position] = inputs[position] with { Jobs = [.. admitted.OrderBy(static item => item.Task)] };
            }
        }
    }

    /// <summary>Returns the jobs that end undelivered in this epoch, as evidence.</summary>
    public IEnumerable<Evidence> Undelivered(ParticipantInput[] inputs)
    {
        for (int position = 0; position < inputs.Length; position++)
        {
            foreach (Job job in state.Participants[position].Jobs)
            {
                bool isCalledOff = inputs[position].JobOf(job.Task).Answer == JobEvent.Cancelled;
                if (job.Stage == JobStage.Awarded && !isCalledOff && !_delivered.Contains((position, job.Task)) && IsLastChance(job))
                {
                    yield return new Evidence
                    {
                        Offence = Offence.UndeliveredJob,
                        Offender = state.Participants[position].Participant,
                        Task = job.Task,
                        // Where a window that shrank has closed over the deadline, the fault is of the last epoch that it could still be made good in: grace is no way out.
                        FaultEpoch = LiabilitySchedule.IsChargeable(state.Liability.AsSpan(), job.Deadline, report.Epoch) ? job.Deadline : report.Epoch,
                        Severity = Proportion.One,
                    };
                }
            }
        }
    }

    private bool IsLastChance(in Job job) => report.Epoch >= job.Deadline && report.Epoch - job.Deadline >= rules.JobsOf(job).Grace;

    private void Admit(int position, in Job job, JobReport[] items, List<JobInput> admitted)
    {
        JobReport[] distinct = [.. items.Distinct()];
        foreach (JobReport copy in items.GroupBy(static item => item).SelectMany(static copies => copies.Skip(1)))
        {
            SetAside(copy, SetAsideReason.Duplicate);
        }

        JobInput input = new() { Task = job.Task };
        bool canDeliver = job.Stage == JobStage.Awarded;
        JobReport[] deliveries = [.. distinct.Where(static item => item.Event == JobEvent.Delivered).OrderByDescending(static item => item.Shortfall)];
        if (canDeliver && deliveries.Length > 0)
        {
            input = input with { IsDelivered = true, Shortfall = deliveries[0].Shortfall };
            _delivered.Add((position, job.Task));
        }

        foreach (JobReport item in deliveries.Skip(canDeliver ? 1 : 0))
        {
            SetAside(item, canDeliver ? SetAsideReason.Duplicate : SetAsideReason.WrongStage);
        }

        JobEvent answer = Answer(job, input.IsDelivered, [.. distinct.Where(static item => item.Event != JobEvent.Delivered)]);
        input = input with { Answer = answer };
        if (input.IsDelivered || answer != JobEvent.None)
        {
            admitted.Add(input);
        }
    }

    private JobEvent Answer(in Job job, bool isDelivered, JobReport[] said)
    {
        bool isThere = isDelivered || job.Stage is JobStage.Delivered or JobStage.Disputed;
        bool isDisputed = job.Stage == JobStage.Disputed;
        bool hasDisputes = !rules.JobsOf(job).RulingPeriod.IsZero;
        List<JobReport> fitting = [];
        foreach (JobReport item in said)
        {
            bool fits = item.Event switch
            {
                JobEvent.Cancelled => !isThere,
                JobEvent.Accepted => isThere,
                JobEvent.Disputed => isThere && !isDisputed && hasDisputes,
                JobEvent.RuledForProvider or JobEvent.RuledForRequester => isDisputed,
                _ => false,
            };
            if (fits)
            {
                fitting.Add(item);
            }
            else
            {
                SetAside(item, item.Event is < JobEvent.Delivered or > JobEvent.RuledForRequester ? SetAsideReason.Incomplete : SetAsideReason.WrongStage);
            }
        }

        JobEvent[] rulings = [.. fitting.Select(static item => item.Event).Where(IsRuling).Distinct()];
        JobEvent[] words = [.. fitting.Select(static item => item.Event).Where(static item => !IsRuling(item)).Distinct()];
        JobEvent answer = rulings.Length == 1 ? rulings[0] : words.Length == 1 ? words[0] : JobEvent.None;
        bool isCounted = false;
        foreach (JobReport item in fitting.OrderBy(static item => item.Shortfall))
        {
            bool isUnclear = IsRuling(item.Event) && rulings.Length > 1;
            bool isCountedNow = item.Event == answer && !isCounted;
            isCounted |= isCountedNow;
            if (!isCountedNow)
            {
                SetAside(item, isUnclear ? SetAsideReason.UnclearRuling : item.Event == answer ? SetAsideReason.Duplicate : SetAsideReason.Contradicted);
            }
        }

        return answer;
    }

    private static bool IsRuling(JobEvent item) => item is JobEvent.RuledForProvider or JobEvent.RuledForRequester;

    private void SetAside(in JobReport item, SetAsideReason reason) =>
        setAside.Add(new SetAsideItem { Item = ReportItem.Job, Reason = reason, Participant = item.Provider, Task = item.Task, Epoch = report.Epoch, Event = item.Event });
}
