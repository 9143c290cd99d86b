using System.Collections.Immutable;
using CapaCloud.Mechanisms.Hashing;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Settlement.Appeals;
using CapaCloud.Mechanisms.Settlement.Policies;
using CapaCloud.Mechanisms.Settlement.Reports;
using CapaCloud.Mechanisms.Settlement.States;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Time;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Looks at a whole report before anything is settled, and lists everything that is wrong with it.</summary>
internal sealed class ReportValidator(MechanismPolicy policy, NetworkState state, EpochReport report)
{
    private readonly ImmutableArray<SettlementRefusal>.Builder _refusals = ImmutableArray.CreateBuilder<SettlementRefusal>();

    public ImmutableArray<SettlementRefusal> Validate()
    {
        if (report.Epoch != state.Epoch)
        {
            bool settled = report.Epoch < state.Epoch;
            Refuse(
                settled ? RefusalReason.EpochAlreadySettled : RefusalReason.EpochInTheFuture,
                "epoch",
                $"the report is for epoch {report.Epoch}, the current epoch is {state.Epoch}");
            return _refusals.ToImmutable();
        }

        ValidateReports();
        ValidateVerdicts();
        ValidateEvidence();
        new ProceedingsValidator(state, report).Validate(_refusals);
        return _refusals.ToImmutable();
    }

    private void ValidateReports()
    {
        ParticipantId[] names = new ParticipantId[report.Participants.Length];
        for (int index = 0; index < names.Length; index++)
        {
            ParticipantReport row = report.Participants[index];
            names[index] = row.Participant;
            if (!state.TryFind(row.Participant, out _))
            {
                Refuse(RefusalReason.UnknownParticipant, Row(index, row), "the network does not know this name; expected a participant with a stake account");
            }

            ValidateMissed(index, row);
        }

        Array.Sort(names);
        for (int index = 1; index < names.Length; index++)
        {
            if (names[index] == names[index - 1])
            {
                Refuse(RefusalReason.DuplicateReport, $"participants ({names[index]})", "has more than one report; expected at most one for each participant");
            }
        }
    }

    private void ValidateMissed(int index, in ParticipantReport row)
    {
        UInt128 missed = UInt128.Zero;
        for (int cause = 0; cause < row.Missed.Length; cause++)
        {
            MissedDuties duties = row.Missed[cause];
            missed += duties.Count;
            bool repeated = row.Missed.AsSpan(0, cause).ToArray().Any(earlier => earlier.Cause == duties.Cause);
            if (string.IsNullOrWhiteSpace(duties.Cause) || repeated)
            {
                Refuse(RefusalReason.UnclearCause, Row(index, row), $"missed duties need one entry for each cause, got '{duties.Cause}' {(repeated ? "twice" : "")}");
            }
        }

        if (missed > row.DutiesDue)
        {
            Refuse(
                RefusalReason.MoreMissedThanDue,
                Row(index, row),
                $"{Numerics.DecimalText.Format(missed)} duties missed of {Numerics.DecimalText.Format(row.DutiesDue)} due; uptime must be from 0 to 1");
        }
    }

    private void ValidateVerdicts()
    {
        HashSet<(ParticipantId, TaskId)> seen = [];
        for (int index = 0; index < report.Verdicts.Length; index++)
        {
            Verdict verdict = report.Verdicts[index];
            string where = $"verdicts[{index}] ({verdict.Participant}, task {verdict.Task})";
            if (!state.TryFind(verdict.Participant, out _))
            {
                Refuse(RefusalReason.UnknownParticipant, where, "the network does not know this name");
            }

            if (!seen.Add((verdict.Participant, verdict.Task)))
            {
                Refuse(RefusalReason.DuplicateVerdict, where, "two verdicts on one participant for one task; expected one");
            }

            if (verdict.Outcome == VerdictOutcome.Incorrect)
            {
                ValidatePriced(Offence.IncorrectResult, where);
            }
        }
    }

    private void ValidateEvidence()
    {
        HashSet<Digest> seen = [];
        foreach (Verdict verdict in report.Verdicts)
        {
            if (verdict.Outcome == VerdictOutcome.Incorrect)
            {
                ValidateOnce(seen, EvidenceFromVerdict.Of(verdict), $"verdict on {verdict.Participant} for task {verdict.Task}");
            }
        }

        for (int index = 0; index < report.Evidence.Length; index++)
        {
            Evidence evidence = report.Evidence[index];
            string where = $"evidence[{index}] ({evidence.Offence} by {evidence.Offender})";
            if (!state.TryFind(evidence.Offender, out _))
            {
                Refuse(RefusalReason.UnknownParticipant, where, $"the network does not know the offender '{evidence.Offender}'");
            }

            ValidatePriced(evidence.Offence, where);
            ValidateOnce(seen, evidence, where);
        }
    }

    private void ValidatePriced(Offence offence, string where)
    {
        if (!policy.Offences.Any(priced => priced.Offence == offence))
        {
            Refuse(RefusalReason.UnpricedOffence, where, $"the policy has no price for '{offence}'; expected one of its offences");
        }
    }

    private void ValidateOnce(HashSet<Digest> seen, Evidence evidence, string where)
    {
        switch (state.Evidence.Judge(evidence, report.Epoch))
        {
            case EvidenceVerdict.Incomplete:
                Refuse(RefusalReason.UnpricedOffence, where, "evidence needs an offence and an offender");
                break;
            case EvidenceVerdict.FromTheFuture:
                Refuse(RefusalReason.EvidenceFromTheFuture, where, $"the fault is of epoch {evidence.FaultEpoch}, the current epoch is {report.Epoch}");
                break;
            case EvidenceVerdict.Expired:
                Refuse(
                    RefusalReason.EvidenceExpired,
                    where,
                    $"the fault of epoch {evidence.FaultEpoch} is {report.Epoch - evidence.FaultEpoch} epochs old; evidence counts for less than {state.Evidence.Window} epochs");
                break;
            case EvidenceVerdict.Duplicate:
                RefuseDuplicate();
                break;
            default:
                if (!seen.Add(evidence.Key))
                {
                    RefuseDuplicate();
                }

                break;
        }

        void RefuseDuplicate() =>
            Refuse(RefusalReason.DuplicateEvidence, where, $"this evidence was counted already (key {evidence.Key}); evidence counts once");
    }

    private static string Row(int index, in ParticipantReport row) => $"participants[{index}] ({row.Participant})";

    private void Refuse(RefusalReason reason, string where, string message) => _refusals.Add(new SettlementRefusal(reason, where, message));
}
