using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Samples.ComputeNetwork;

/// <summary>What providers and requesters do with the open jobs of an epoch.</summary>
internal sealed class Deliveries(Outages outages, Draws draws)
{
    /// <summary>Returns who said what about the jobs, and commitments to what was delivered.</summary>
    public (List<JobReport> Events, List<(OpenJob Job, Commitment Commitment)> Delivered) Of(IEnumerable<OpenJob> open, int epoch, CommitmentWindow window)
    {
        List<JobReport> events = [];
        List<(OpenJob Job, Commitment Commitment)> delivered = [];
        foreach (OpenJob job in open)
        {
            if (job.IsDisputed)
            {
                events.Add(job.Said(job.IsRight ? JobEvent.RuledForProvider : JobEvent.RuledForRequester));
            }
            else if (job.Delivered is null && IsCalledOff(job, epoch))
            {
                job.Provider.Work.Cost += job.Kind.Cost / 2m;
                events.Add(job.Said(JobEvent.Cancelled));
            }
            else if (job.Delivered is null && Delivers(job, epoch))
            {
                Digest result = Work(job);
                delivered.Add((job, Commitment.Of(job.Provider.Name, job.Award.Task, window, result, ResultHash.OfChoice(7))));
                events.Add(job.Said(JobEvent.Delivered));
                events.Add(job.Said(Opinion(job)));
            }
        }

        return (events, delivered);
    }

    /// <summary>A requester that refuses to pay calls a job off when half of the work is done.</summary>
    private bool IsCalledOff(OpenJob job, int epoch) =>
        job.Requester.Kind == RequesterKind.Refuser && job.Award.Deadline == Epoch.Of((ulong)epoch) && draws.Next() < Assumptions.CalledOffPart;

    private bool Delivers(OpenJob job, int epoch)
    {
        bool isInTime = job.Award.Deadline == Epoch.Of((ulong)epoch);
        return !outages.IsDown(job.Provider.Number, epoch) && job.Provider.Kind switch
        {
            ProviderKind.Late => !isInTime || draws.Next() >= Assumptions.LatePart,
            ProviderKind.Absent => isInTime && draws.Next() >= Assumptions.AbsentPart,
            _ => true,
        };
    }

    /// <summary>Whoever answers without working saves the cost of the work.</summary>
    private Digest Work(OpenJob job)
    {
        bool works = !job.Provider.Cheats || draws.Next() >= Assumptions.CheatedPart;
        job.Provider.Work.Cost += works ? job.Kind.Cost : 0;
        job.Delivered = works ? job.Right : ResultHash.OfChoice((ulong)job.Provider.Number);
        return job.Delivered.Value;
    }

    private JobEvent Opinion(OpenJob job)
    {
        bool disputes = job.Requester.Kind == RequesterKind.FalseDisputer || (!job.IsRight && draws.Next() < Assumptions.LookedAt);
        job.IsDisputed = disputes;
        return disputes ? JobEvent.Disputed : JobEvent.Accepted;
    }
}
