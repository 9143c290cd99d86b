using System.Collections.Immutable;
using CapaCloud.Mechanisms.Hashing;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Settlement.Appeals;
using CapaCloud.Mechanisms.Settlement.Reports;
using CapaCloud.Mechanisms.Settlement.States;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Sorts a report, whatever its order, into one input for each participant of the state.</summary>
internal static class ParticipantInputs
{
    public static ParticipantInput[] Of(NetworkState state, EpochReport report)
    {
        ParticipantInput[] inputs = new ParticipantInput[state.Participants.Length];
        for (int index = 0; index < inputs.Length; index++)
        {
            inputs[index] = new ParticipantInput
            {
                Epoch = report.Epoch,
                Report = new ParticipantReport { Participant = state.Participants[index].Participant },
            };
        }

        int expected = 0;
        foreach (ParticipantReport row in report.Participants)
        {
            // Reports usually come in the order of the state; then no search is needed.
            int index = expected < inputs.Length && inputs[expected].Report.Participant == row.Participant ? expected : state.IndexOf(row.Participant);
            inputs[index] = inputs[index] with { Report = row };
            expected = index + 1;
        }

        foreach (Verdict verdict in report.Verdicts)
        {
            if (verdict.Outcome == VerdictOutcome.Correct)
            {
                int index = state.IndexOf(verdict.Participant);
                inputs[index] = inputs[index] with { AuditsPassed = inputs[index].AuditsPassed + 1 };
            }
        }

        AddEvidence(state, Sorted(report), inputs);
        AddProceedings(state, report, inputs);
        return inputs;
    }

    /// <summary>All evidence of an epoch, wrong results among them, by offender, fault epoch and key: the order of arrival does not matter.</summary>
    public static Evidence[] Sorted(EpochReport report)
    {
        Evidence[] all =
        [
            .. report.Evidence,
            .. from verdict in report.Verdicts where verdict.Outcome == VerdictOutcome.Incorrect select EvidenceFromVerdict.Of(verdict),
        ];
        if (all.Length > 1)
        {
            Array.Sort(all, static (left, right) =>
            {
                int order = left.Offender.CompareTo(right.Offender);
                order = order != 0 ? order : left.FaultEpoch.CompareTo(right.FaultEpoch);
                return order != 0 ? order : left.Key.CompareTo(right.Key);
            });
        }

        return all;
    }

    private static void AddEvidence(NetworkState state, Evidence[] sorted, ParticipantInput[] inputs)
    {
        for (int start = 0; start < sorted.Length;)
        {
            int end = start;
            while (end < sorted.Length && sorted[end].Offender == sorted[start].Offender)
            {
                end++;
            }

            int index = state.IndexOf(sorted[start].Offender);
            inputs[index] = inputs[index] with { Evidence = sorted.AsMemory(start, end - start) };
            start = end;
        }
    }

    private static void AddProceedings(NetworkState state, EpochReport report, ParticipantInput[] inputs)
    {
        foreach (IGrouping<ParticipantId, Digest> appeals in report.Appeals.GroupBy(static appeal => appeal.Offender, static appeal => appeal.Key))
        {
            int index = state.IndexOf(appeals.Key);
            inputs[index] = inputs[index] with { Appeals = appeals.ToArray() };
        }

        foreach (IGrouping<ParticipantId, Ruling> rulings in report.Rulings.GroupBy(static ruling => ruling.Offender))
        {
            int index = state.IndexOf(rulings.Key);
            inputs[index] = inputs[index] with { Rulings = rulings.ToArray() };
        }
    }
}
