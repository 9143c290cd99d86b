using System.Collections.Immutable;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Settlement;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing.Generators;

/// <summary>Gives a network requesters with money, and providers with jobs at every stage; then draws what happens to them.</summary>
/// <remarks>No formula. A network without rules of jobs stays as it is.</remarks>
internal static class JobCases
{
    private const int MostJobs = 6;

    /// <summary>Awards jobs in a network that was just opened, and settles up to two epochs, so that some are delivered and some disputed.</summary>
    public static Gen<NetworkState> Prepared(IMechanism mechanism, NetworkState state)
    {
        if (mechanism.Policy.Jobs is not { } rules)
        {
            return Gen.Constant(state);
        }

        return
            from money in Generate.ModestAmount
            from choices in Gen.ArrayOf(Gen.Choose(0, 1_000_000), MostJobs * 4)
            from epochs in Gen.Choose(0, 2)
            from events in Gen.ArrayOf(Gen.Choose(0, 1_000_000), MostJobs * 2)
            select Move(mechanism, Awarded(mechanism, rules, state, money, choices), epochs, events);
    }

    /// <summary>Draws what is said of the open jobs, and verdicts on their results.</summary>
    public static Gen<(ImmutableArray<JobReport> Jobs, ImmutableArray<Verdict> Verdicts)> Events(MechanismPolicy policy, NetworkState state)
    {
        if (policy.Jobs is null)
        {
            return Gen.Constant((ImmutableArray<JobReport>.Empty, ImmutableArray<Verdict>.Empty));
        }

        return
            from events in Gen.ArrayOf(Gen.Choose(0, 1_000_000), MostJobs * 2)
            select (Said(state, events), Judged(state, events));
    }

    private static NetworkState Awarded(IMechanism mechanism, JobPolicy rules, NetworkState state, Amount money, int[] choices)
    {
        ParticipantId[] requesters = [ParticipantId.Of("p0"), ParticipantId.Of("r1"), ParticipantId.Of("r2")];
        foreach (ParticipantId requester in requesters)
        {
            state = mechanism.Fund(state, requester, money + Amount.Of(100)).State;
        }

        for (int number = 0; number < MostJobs; number++)
        {
            ParticipantId requester = requesters[choices[number * 4] % requesters.Length];
            ParticipantState provider = state.Participants[choices[(number * 4) + 1] % state.Participants.Length];
            JobClass kind = rules.Classes[choices[(number * 4) + 2] % rules.Classes.Length];
            Amount price = Amount.Of((state.MoneyOf(requester).Free.Units / (UInt128)(2 + (choices[(number * 4) + 3] % 5))) + 1);
            JobAward award = new()
            {
                Task = TaskId.Of($"job-{number}"),
                Provider = provider.Participant,
                Requester = requester,
                Class = kind.Name,
                Price = price,
                Value = price,
                Deadline = state.Epoch + kind.Duration + EpochSpan.Of((ulong)(choices[(number * 4) + 3] % 3)),
            };
            try
            {
                state = mechanism.Award(state, award);
            }
            catch (JobRefusedException)
            {
                // Not every drawn job is covered or has a fair requester; the others are awarded.
            }
        }

        return state;
    }

    private static NetworkState Move(IMechanism mechanism, NetworkState state, int epochs, int[] events)
    {
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            state = mechanism.Settle(state, new EpochReport { Epoch = state.Epoch, Jobs = Said(state, [.. events.Skip(epoch)]) }).After;
        }

        return state;
    }

    private static ImmutableArray<JobReport> Said(NetworkState state, int[] events)
    {
        ImmutableArray<JobReport>.Builder said = ImmutableArray.CreateBuilder<JobReport>();
        foreach ((ParticipantId provider, Job job, int choice) in Open(state, events))
        {
            foreach (JobEvent one in EventsOf(job.Stage, choice % 8))
            {
                said.Add(new JobReport { Provider = provider, Task = job.Task, Event = one, Shortfall = one == JobEvent.Delivered ? Proportion.Percent((uint)(choice / 8 % 101)) : default });
            }
        }

        return said.ToImmutable();
    }

    private static ImmutableArray<Verdict> Judged(NetworkState state, int[] events)
    {
        ImmutableArray<Verdict>.Builder verdicts = ImmutableArray.CreateBuilder<Verdict>();
        foreach ((ParticipantId provider, Job job, int choice) in Open(state, events))
        {
            VerdictReason reason = (choice / 1_000 % 4) switch { 0 => VerdictReason.ContradictsAccepted, 1 => VerdictReason.MatchesAccepted, _ => VerdictReason.NoConsensus };
            if (job.Stage != JobStage.Awarded)
            {
                verdicts.Add(Verdict.Because(provider, job.Task, job.DeliveredAt, reason));
            }
        }

        return verdicts.ToImmutable();
    }

    private static IEnumerable<(ParticipantId Provider, Job Job, int Choice)> Open(NetworkState state, int[] events)
    {
        int place = 0;
        foreach (ParticipantState participant in state.Participants)
        {
            foreach (Job job in participant.Jobs)
            {
                yield return (participant.Participant, job, events[place++ % events.Length]);
            }
        }
    }

    private static JobEvent[] EventsOf(JobStage stage, int choice) => (stage, choice) switch
    {
        (JobStage.Awarded, 0 or 1 or 2) => [JobEvent.Delivered],
        (JobStage.Awarded, 3) => [JobEvent.Delivered, JobEvent.Accepted],
        (JobStage.Awarded, 4) => [JobEvent.Delivered, JobEvent.Disputed],
        (JobStage.Awarded, 5) => [JobEvent.Cancelled],
        (JobStage.Delivered, 0 or 1) => [JobEvent.Accepted],
        (JobStage.Delivered, 2 or 3 or 4) => [JobEvent.Disputed],
        (JobStage.Delivered, 5) => [JobEvent.Accepted, JobEvent.Disputed],
        (JobStage.Disputed, 0 or 1) => [JobEvent.RuledForProvider],
        (JobStage.Disputed, 2 or 3) => [JobEvent.RuledForRequester],
        (JobStage.Disputed, 4) => [JobEvent.Accepted],
        (JobStage.Disputed, 5) => [JobEvent.RuledForProvider, JobEvent.Accepted],
        _ => [],
    };
}
