using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of a record of checks that is kept apart from the record of work; part of <see cref="MechanismLaws"/>.</summary>
/// <remarks>They look at participants without open cases: what a case waits for is charged in an epoch of its own.</remarks>
internal static class CheckRecordLaws
{
    public static IEnumerable<Law> For(IMechanism mechanism, Arbitrary<NetworkCase> cases) =>
        mechanism.Policy.Verification.Panels?.Record is null
            ? []
            :
            [
                Law.Of("checks-leave-work-alone", "checks, right, wrong and missed, change nobody's record of work", cases, item => LeaveWorkAlone(mechanism, item)),
                Law.Of("work-leaves-checks-alone", "work, duties and verdicts on work change nobody's record of checks", cases, item => LeavesChecksAlone(mechanism, item)),
                Law.Of("checks-are-recounted", "a record of checks changes by the checks that were right, those that were wrong and those that were missed", cases, item => IsRecounted(mechanism, item)),
                Law.Of("panels-follow-checks", "no record of work changes any panel", cases, item =>
                    FollowChecks(mechanism, mechanism.Settle(item.State, item.Report).After, item.Report)),
            ];

    private static bool LeaveWorkAlone(IMechanism mechanism, NetworkCase item)
    {
        EpochSettlement settled = mechanism.Settle(item.State, ChecksAlone(item.Report)), idle = mechanism.Settle(item.State, new EpochReport { Epoch = item.State.Epoch });
        return WithoutOpenCases(item.State).All(name => settled.OutcomeOf(name).After.Reputation == idle.OutcomeOf(name).After.Reputation);
    }

    private static bool LeavesChecksAlone(IMechanism mechanism, NetworkCase item)
    {
        NetworkState state = mechanism.Settle(item.State, item.Report).After;
        EpochReport work = new()
        {
            Epoch = state.Epoch,
            Participants = item.Report.Participants,
            Verdicts = [.. item.Report.Verdicts.Select(verdict => Verdict.Because(verdict.Participant, TaskId.Of($"later-{verdict.Task}"), state.Epoch, verdict.Reason))],
        };
        EpochSettlement settled = mechanism.Settle(state, work);
        return WithoutOpenCases(state).All(name => settled.OutcomeOf(name).After.Checking?.Reputation == state.StateOf(name).Checking?.Reputation);
    }

    /// <summary>Counts again, with nothing but checks in the report and no offence that the circuit breaker spares.</summary>
    private static bool IsRecounted(IMechanism mechanism, NetworkCase item)
    {
        IReputationModel model = mechanism.Policy.Verification.Panels!.Record!;
        EpochReport report = ChecksAlone(item.Report);
        EpochSettlement settled = mechanism.Settle(item.State, report);
        Epoch now = item.State.Epoch;
        return WithoutOpenCases(item.State).All(name =>
        {
            ParticipantState before = item.State.StateOf(name), after = settled.OutcomeOf(name).After;
            TaskId[] tasks = [.. report.Checks.Where(duty => duty.Checker == name).Select(duty => duty.Task).Distinct()];
            ulong right = (ulong)tasks.Count(task => before.PassedAudits.All(audit => audit.Task != task) && after.PassedAudits.Any(audit => audit.Task == task));
            ulong wrong = (ulong)after.Cases.Count(one => one.Status == CaseStatus.Charged && one.Accused == now && !one.IsRevision && one.Offence != Offence.Downtime);
            ulong answered = (ulong)tasks.Count(task => report.Verdicts.Any(verdict => verdict.Participant == name && verdict.Task == task));
            ReputationRecord record = before.Checking is { } known ? model.Age(known.Reputation, now) : model.Newcomer(now);
            record = right + wrong == 0 ? record : model.Add(record, new Conduct(now, ConductKind.Proven, Ratio.Of(right), Ratio.Of(wrong)));
            if (tasks.Length > 0 && before.JailedUntil <= now)
            {
                Proportion kept = Proportion.FromQuotient(answered, (ulong)tasks.Length, Rounding.Down);
                record = model.Add(record, new Conduct(now, ConductKind.Presence, kept.ToRatio(), kept.Complement.ToRatio()));
            }

            bool isSuspended = after.Cases.Any(one => one.Status == CaseStatus.Suspended) || !settled.SetAside.IsEmpty || before.JailedUntil > now;
            return isSuspended || tasks.Length == 0 || (after.Checking is { } remembered && remembered.Reputation == record);
        });
    }

    /// <summary>Nothing but checks: the duties, and the verdicts that answer them.</summary>
    private static EpochReport ChecksAlone(EpochReport report)
    {
        HashSet<(ParticipantId, TaskId)> due = [.. report.Checks.Select(static duty => (duty.Checker, duty.Task))];
        return new EpochReport { Epoch = report.Epoch, Checks = report.Checks, Verdicts = [.. report.Verdicts.Where(verdict => due.Contains((verdict.Participant, verdict.Task)))] };
    }

    private static bool FollowChecks(IMechanism mechanism, NetworkState state, EpochReport report) =>
        PanelLaws.Panels(mechanism, WithNewWork(mechanism, state), report).SequenceEqual(PanelLaws.Panels(mechanism, state, report));

    private static NetworkState WithNewWork(IMechanism mechanism, NetworkState state)
    {
        ReputationRecord fresh = mechanism.Policy.Reputation.Model.Newcomer(state.Epoch);
        return state with { Participants = [.. state.Participants.Select(one => one with { Reputation = fresh })] };
    }

    private static IEnumerable<ParticipantId> WithoutOpenCases(NetworkState state) =>
        state.Participants.Where(static one => one.Cases.All(static item => !item.IsOpen)).Select(static one => one.Participant);
}
