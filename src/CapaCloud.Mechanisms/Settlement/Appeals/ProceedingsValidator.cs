using System.Collections.Immutable;
using CapaCloud.Mechanisms.Hashing;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Settlement.Reports;
using CapaCloud.Mechanisms.Settlement.States;

namespace CapaCloud.Mechanisms.Settlement.Appeals;

/// <summary>Looks at the appeals and rulings of a report before anything is settled.</summary>
internal sealed class ProceedingsValidator(NetworkState state, EpochReport report)
{
    public void Validate(ImmutableArray<SettlementRefusal>.Builder refusals)
    {
        HashSet<(ParticipantId, Digest)> seen = [];
        for (int index = 0; index < report.Appeals.Length; index++)
        {
            Appeal appeal = report.Appeals[index];
            string where = $"appeals[{index}] ({appeal.Offender})";
            if (!TryFind(appeal.Offender, appeal.Key, out PendingPenalty penalty))
            {
                refusals.Add(NotPending(where, appeal.Key));
            }
            else if (penalty.IsAppealed || !seen.Add((appeal.Offender, appeal.Key)))
            {
                refusals.Add(new SettlementRefusal(RefusalReason.DuplicateAppeal, where, $"the accusation {appeal.Key} was appealed already; expected one appeal for each"));
            }
        }

        seen.Clear();
        for (int index = 0; index < report.Rulings.Length; index++)
        {
            Ruling ruling = report.Rulings[index];
            string where = $"rulings[{index}] ({ruling.Offender})";
            if (!TryFind(ruling.Offender, ruling.Key, out _))
            {
                refusals.Add(NotPending(where, ruling.Key));
            }
            else if (ruling.Outcome is not (RulingOutcome.Overturned or RulingOutcome.Confirmed) || !seen.Add((ruling.Offender, ruling.Key)))
            {
                refusals.Add(new SettlementRefusal(
                    RefusalReason.UnclearRuling, where, $"the ruling on {ruling.Key} says {ruling.Outcome}; expected one ruling of Overturned or Confirmed for each accusation"));
            }
        }
    }

    private bool TryFind(ParticipantId offender, Digest key, out PendingPenalty penalty)
    {
        penalty = default;
        if (!state.TryFind(offender, out ParticipantState participant))
        {
            return false;
        }

        foreach (PendingPenalty candidate in participant.Pending)
        {
            if (candidate.Key == key)
            {
                penalty = candidate;
                return true;
            }
        }

        return false;
    }

    private static SettlementRefusal NotPending(string where, Digest key) =>
        new(RefusalReason.NotPending, where, $"no accusation with key {key} is pending; expected one that was brought in an earlier epoch and not decided since");
}
