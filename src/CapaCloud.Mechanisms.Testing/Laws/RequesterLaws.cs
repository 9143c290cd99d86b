using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of a record of requesters: what feeds it, and whom it shuts out; part of <see cref="MechanismLaws"/>.</summary>
internal static class RequesterLaws
{
    public static IEnumerable<Law> For(IMechanism mechanism, Arbitrary<NetworkCase> cases) =>
        mechanism.Policy.Requesters is not { } rules
            ? []
            :
            [
                Law.Of("requesters-are-recounted", "a requester's record changes by how its jobs ended in the epoch, and by nothing else", cases, item => IsRecounted(rules, mechanism.Settle(item.State, item.Report))),
                Law.Of("low-scores-get-no-jobs", "nobody works for a requester below the least score, whatever it pays; one at the least score is not refused for it", cases, item => IsShutOut(mechanism, rules, item.State)),
                Law.Of("bad-records-outlive-money", "a requester that takes all its money out keeps a record that is worse than a newcomer's", cases, item => OutlivesMoney(mechanism, rules, item.State)),
            ];

    private static bool IsRecounted(RequesterPolicy rules, EpochSettlement settled) => settled.Before.Requesters.All(before =>
    {
        Epoch now = settled.Before.Epoch;
        (ulong good, ulong bad, ulong answered, ulong silent) = (0, 0, 0, 0);
        foreach ((ParticipantState provider, ParticipantOutcome outcome) in settled.Before.Participants.Zip(settled.Outcomes))
        {
            foreach (JobOutcome job in outcome.Jobs.Where(job => job.Requester == before.Requester))
            {
                bool wasDisputed = provider.Jobs.Single(one => one.Task == job.Task).Stage == JobStage.Disputed
                    || settled.Report.Jobs.Any(said => said.Provider == provider.Participant && said.Task == job.Task && said.Event == JobEvent.Disputed && settled.SetAside.All(item => item.Task != job.Task));
                bool isFound = job.Ending is JobEnding.Accepted or JobEnding.FoundRight or JobEnding.RuledForProvider;
                bool isWon = job.Ending == JobEnding.RuledForRequester || (job.Ending == JobEnding.FoundWrong && wasDisputed);
                good += isWon || (isFound && !wasDisputed) ? 1UL : 0UL;
                bad += isFound && wasDisputed ? 1UL : 0UL;
                answered += wasDisputed || isWon || job.Ending == JobEnding.Accepted ? 1UL : 0UL;
                silent += job.Ending == JobEnding.Unopposed ? 1UL : 0UL;
            }
        }

        RequesterState after = settled.After.MoneyOf(before.Requester);
        if (good + bad + answered + silent == 0)
        {
            return after.Reputation == before.Reputation || after.Reputation is null;
        }

        ReputationRecord expected = before.Reputation is { } known ? rules.Model.Age(known, now) : rules.Model.Newcomer(now);
        expected = good + bad == 0 ? expected : rules.Model.Add(expected, new Conduct(now, ConductKind.Proven, Ratio.Of(good), Ratio.Of(bad)));
        if (answered + silent > 0)
        {
            Proportion part = Proportion.FromQuotient(answered, answered + silent, Rounding.Down);
            expected = rules.Model.Add(expected, new Conduct(now, ConductKind.Presence, part.ToRatio(), part.Complement.ToRatio()));
        }

        return after.Reputation == expected || (after.Reputation is null && after.Free.IsZero && after.Reserved.IsZero);
    });

    private static bool IsShutOut(IMechanism mechanism, RequesterPolicy rules, NetworkState state)
    {
        ParticipantId requester = ParticipantId.Of("a-requester"), provider = state.Participants[0].Participant;
        string name = mechanism.Policy.Jobs!.Classes[0].Name;
        JobAward award = new() { Task = TaskId.Of("a-first-job"), Provider = provider, Requester = requester, Class = name, Price = Amount.One, Value = Amount.One, Deadline = state.Epoch + EpochSpan.Of(1_000) };
        NetworkState funded = mechanism.Fund(state, requester, Amount.Of(1_000)).State;
        _ = mechanism.TryAward(funded, award, out _, out JobRefusal asNewcomer);
        NetworkState bad = With(funded, requester, Bad(rules, state.Epoch));
        bool isLow = mechanism.RequesterScoreOf(bad.MoneyOf(requester), state.Epoch) < rules.LeastScore;
        bool isAwarded = mechanism.TryAward(bad, award, out _, out JobRefusal refusal);
        return asNewcomer != JobRefusal.LowScore && (!isLow || (!isAwarded && refusal is JobRefusal.LowScore or JobRefusal.Jailed or JobRefusal.BelowMinimumBond or JobRefusal.NotCovered));
    }

    private static bool OutlivesMoney(IMechanism mechanism, RequesterPolicy rules, NetworkState state)
    {
        ParticipantId requester = ParticipantId.Of("a-requester");
        NetworkState bad = With(mechanism.Fund(state, requester, Amount.Of(7)).State, requester, Bad(rules, state.Epoch));
        NetworkState left = mechanism.Settle(mechanism.Reclaim(bad, requester, Amount.Of(7)).State, new EpochReport { Epoch = state.Epoch }).After;
        return mechanism.RequesterScoreOf(left.MoneyOf(requester), left.Epoch) < rules.Model.Read(rules.Model.Newcomer(left.Epoch));
    }

    private static ReputationRecord Bad(RequesterPolicy rules, Epoch now)
    {
        ReputationRecord record = rules.Model.Newcomer(now);
        record = rules.Model.Add(record, new Conduct(now, ConductKind.Proven, Ratio.Zero, Ratio.Of(1_000)));
        return rules.Model.Add(record, new Conduct(now, ConductKind.Presence, Ratio.Zero, Ratio.One));
    }

    private static NetworkState With(NetworkState state, ParticipantId requester, ReputationRecord record) =>
        state with { Requesters = [.. state.Requesters.Select(one => one.Requester == requester ? one with { Reputation = record } : one)] };
}
