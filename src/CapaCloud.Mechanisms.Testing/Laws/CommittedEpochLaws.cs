using System.Collections.Immutable;
using CapaCloud.Mechanisms.Testing.Generators;
using CapaCloud.Mechanisms.Verification;
using FsCheck;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The law of a result's epoch; part of <see cref="MechanismLaws"/>.</summary>
internal static class CommittedEpochLaws
{
    public static IEnumerable<Law> For(IMechanism mechanism, Arbitrary<NetworkCase> cases) =>
    [
        Law.Of("task-has-one-epoch", "where an epoch's commitments are known, a wrong result counts in the epoch that it is proven to be of, and in no other", cases, item => HasOneEpoch(mechanism, item)),
    ];

    private static bool HasOneEpoch(IMechanism mechanism, NetworkCase item)
    {
        // Who has to check has committed to nothing; such a law is CheckLaws' matter.
        EpochReport report = item.Report with { Checks = [] };
        Evidence[] brought = [.. report.Verdicts.Where(static verdict => verdict.Outcome == VerdictOutcome.Incorrect).Select(Accusing), .. report.Evidence.Where(IsAboutResult)];
        brought = [.. brought.Where(evidence => evidence.FaultEpoch == report.Epoch && !evidence.Task.IsNone)];
        CommitmentTree tree = TreeOf(mechanism, report.Epoch, brought);
        EpochReport rooted = report with { CommitmentRoot = tree.Root };
        EpochSettlement plain = mechanism.Settle(item.State, report);
        EpochSettlement proven = mechanism.Settle(item.State, rooted with { CommitmentProofs = [.. tree.Commitments.Select(one => tree.Prove(one.Author, one.Task))] });
        EpochSettlement unproven = mechanism.Settle(item.State, rooted);
        EpochSettlement without = mechanism.Settle(item.State, Without(report, brought));
        if (!proven.Outcomes.SequenceEqual(plain.Outcomes) || !proven.SetAside.SequenceEqual(plain.SetAside) || !unproven.Outcomes.SequenceEqual(without.Outcomes))
        {
            return false;
        }

        // The same faults as if they were of the epoch after, in which nobody committed to anything.
        EpochReport next = new() { Epoch = proven.After.Epoch, Beacon = report.Beacon, CommitmentRoot = TreeOf(mechanism, proven.After.Epoch, []).Root };
        EpochSettlement again = mechanism.Settle(proven.After, next with { Evidence = [.. brought.Select(evidence => evidence with { FaultEpoch = next.Epoch })] });
        return again.Outcomes.SequenceEqual(mechanism.Settle(proven.After, next).Outcomes);
    }

    private static CommitmentTree TreeOf(IMechanism mechanism, Epoch epoch, Evidence[] brought)
    {
        CommitmentWindow window = mechanism.Policy.Verification.Schedule.WindowOf(epoch);
        return CommitmentTree.Of(
            window,
            [.. brought.Select(static evidence => (evidence.Offender, evidence.Task)).Distinct().Select(one => Commitment.Of(one.Offender, one.Task, window, ResultHash.OfChoice(1), ResultHash.OfChoice(2)))]);
    }

    private static EpochReport Without(EpochReport report, Evidence[] brought)
    {
        HashSet<(ParticipantId, TaskId)> about = [.. brought.Select(static evidence => (evidence.Offender, evidence.Task))];
        return report with
        {
            Verdicts = [.. report.Verdicts.Where(verdict => verdict.Outcome != VerdictOutcome.Incorrect || verdict.Epoch != report.Epoch || !about.Contains((verdict.Participant, verdict.Task)))],
            Evidence = [.. report.Evidence.Where(evidence => !IsAboutResult(evidence) || evidence.FaultEpoch != report.Epoch || !about.Contains((evidence.Offender, evidence.Task)))],
        };
    }

    private static bool IsAboutResult(Evidence evidence) => evidence.Offence == Offence.IncorrectResult || evidence.Offence == Offence.UnrevealedResult;

    private static Evidence Accusing(Verdict verdict) => new()
    {
        Offence = Offence.IncorrectResult,
        Offender = verdict.Participant,
        Task = verdict.Task,
        FaultEpoch = verdict.Epoch,
        Severity = Proportion.One,
    };
}
