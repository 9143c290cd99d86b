using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of jobs: where their money goes, and that a wrong result is never paid; part of <see cref="MechanismLaws"/>.</summary>
internal static class JobLaws
{
    public static IEnumerable<Law> For(IMechanism mechanism, Arbitrary<NetworkCase> cases) =>
        mechanism.Policy.Jobs is null
            ? []
            :
            [
                Law.Of("job-money-is-whole", "what a job held goes to its provider, the treasury and its requester, to the unit", cases, item =>
                    IsWhole(mechanism.Settle(item.State, item.Report))),
                Law.Of("escrow-follows-postings", "a requester's money changes by exactly what was posted", cases, item => FollowsPostings(mechanism.Settle(item.State, item.Report))),
                Law.Of("wrong-result-is-never-paid", "a job whose result is found wrong pays its provider nothing", cases, item => WrongIsNeverPaid(mechanism, item)),
                Law.Of("job-ends-once", "a job that ended is neither open nor ends again", cases, item => EndsOnce(mechanism, item)),
                Law.Of("every-job-ends", "without a word, every open job ends within its periods", cases, item => EveryJobEnds(mechanism, item)),
            ];

    private static bool IsWhole(EpochSettlement settled)
    {
        foreach ((ParticipantState before, ParticipantOutcome outcome) in settled.Before.Participants.Zip(settled.Outcomes))
        {
            foreach (JobOutcome ended in outcome.Jobs)
            {
                Job job = before.Jobs.Single(one => one.Task == ended.Task);
                if (ended.ToProvider + ended.Fee + ended.ToRequester != job.Price + job.Bond || ended.ToProvider + ended.Fee > job.Price + job.Bond)
                {
                    return false;
                }
            }

            if (before.Jobs.Length != outcome.Jobs.Length + outcome.After.Jobs.Length)
            {
                return false;
            }
        }

        return true;
    }

    private static bool FollowsPostings(EpochSettlement settled) => settled.Before.Requesters.All(before =>
    {
        RequesterState after = settled.After.MoneyOf(before.Requester);
        LedgerAccount escrow = LedgerAccount.Escrow(before.Requester);
        Amount paid = settled.Postings.Where(posting => posting.From == escrow).Aggregate(Amount.Zero, (sum, posting) => sum + posting.Amount);
        return after.Free + after.Reserved + paid == before.Free + before.Reserved && after.Free >= before.Free;
    });

    private static bool WrongIsNeverPaid(IMechanism mechanism, NetworkCase item)
    {
        EpochSettlement settled = mechanism.Settle(item.State, item.Report);
        foreach (ParticipantOutcome outcome in settled.Outcomes)
        {
            foreach (JobOutcome ended in outcome.Jobs.Where(job => !job.ToProvider.IsZero))
            {
                Digest key = new Evidence { Offence = Offence.IncorrectResult, Offender = outcome.After.Participant, Task = ended.Task }.Key;
                if (outcome.After.Cases.Any(one => one.Key == key && one.Status != CaseStatus.Overturned))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool EndsOnce(IMechanism mechanism, NetworkCase item)
    {
        EpochSettlement settled = mechanism.Settle(item.State, item.Report);
        EpochSettlement again = mechanism.Settle(settled.After, new EpochReport { Epoch = settled.After.Epoch, Jobs = item.Report.Jobs });
        HashSet<(ParticipantId, TaskId)> ended = Ended(settled);
        return ended.Count == settled.Outcomes.Sum(outcome => outcome.Jobs.Length)
            && !ended.Overlaps(Ended(again))
            && !settled.After.Participants.Any(participant => participant.Jobs.Any(job => ended.Contains((participant.Participant, job.Task))));
    }

    private static HashSet<(ParticipantId Provider, TaskId Task)> Ended(EpochSettlement settled) =>
        [.. settled.Outcomes.SelectMany(outcome => outcome.Jobs.Select(job => (outcome.After.Participant, job.Task)))];

    private static bool EveryJobEnds(IMechanism mechanism, NetworkCase item)
    {
        var rules = mechanism.Policy.Jobs!;
        ulong appeals = mechanism.Policy.Offences.Select(offence => offence.AppealWindow.Epochs).DefaultIfEmpty().Max();
        ulong longest = item.State.Participants.SelectMany(participant => participant.Jobs)
            .Select(job => job.Deadline > item.State.Epoch ? (job.Deadline - item.State.Epoch).Epochs : 0).DefaultIfEmpty().Max();
        ulong most = longest + rules.Grace.Epochs + rules.ReviewPeriod.Epochs + rules.RulingPeriod.Epochs + (4 * appeals) + 3;
        NetworkState state = mechanism.Settle(item.State, item.Report).After;
        for (ulong epoch = 0; epoch < most; epoch++)
        {
            state = mechanism.Settle(state, new EpochReport { Epoch = state.Epoch }).After;
        }

        return state.Participants.All(participant => participant.Jobs.IsEmpty) && state.Requesters.All(requester => requester.Reserved.IsZero);
    }
}
