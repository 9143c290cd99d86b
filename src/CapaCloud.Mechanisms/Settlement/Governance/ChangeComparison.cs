using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Says what a proposed change of policy would have done: settles a recorded history under two policies, and compares.</summary>
/// <remarks>
/// <code>
/// before: the old mechanism settles every report, from the start
/// after:  the start is migrated, and the new mechanism settles the same reports
/// </code>
/// In base units. The reports are what people did under the old policy; under another one they would have done other things, which no history can tell. Both runs are
/// the settlement itself. Linear in the history.
/// </remarks>
public static class ChangeComparison
{
    /// <summary>Compares.</summary>
    /// <param name="old">The mechanism of the old policy.</param>
    /// <param name="next">The mechanism of the new policy.</param>
    /// <param name="history">What happened, recorded under the old policy.</param>
    /// <param name="figures">What must be known to check the laws between parameters; they are not checked when left out.</param>
    /// <returns>The report.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ForeignStateException">The history begins under yet another policy.</exception>
    /// <exception cref="SettlementRefusedException">The old policy refuses a report of its own history.</exception>
    public static ChangeReport Of(Mechanism old, Mechanism next, RecordedHistory history, PolicyFigures? figures = null)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(next);
        ArgumentNullException.ThrowIfNull(history);
        Migration migration = next.Migrate(history.Start, old.Policy);
        SortedDictionary<ParticipantId, ChangeEffect> effects = [];
        (NetworkState before, NetworkState after) = (history.Start, migration.State);
        int epochs = 0;
        string? stopped = null;
        foreach (EpochReport report in history.Reports)
        {
            EpochSettlement was = old.Settle(before, report);
            EpochSettlement would;
            try
            {
                would = next.Settle(after, report);
            }
            catch (SettlementRefusedException refusal)
            {
                stopped = refusal.Message;
                break;
            }

            Add(effects, was, static (effect, paid, slashed) => effect with { PaidBefore = effect.PaidBefore + paid, SlashedBefore = effect.SlashedBefore + slashed });
            Add(effects, would, static (effect, paid, slashed) => effect with { PaidAfter = effect.PaidAfter + paid, SlashedAfter = effect.SlashedAfter + slashed });
            (before, after, epochs) = (was.After, would.After, epochs + 1);
        }

        ImmutableArray<PolicyFinding> kept = figures is null ? [] : PolicyRelations.Check(old.Policy, figures);
        ImmutableArray<PolicyFinding> broken = figures is null ? [] : PolicyRelations.Check(next.Policy, figures);
        return new ChangeReport
        {
            From = old.PolicyHash,
            To = next.PolicyHash,
            Epochs = epochs,
            StoppedBy = stopped,
            Migrated = migration.Changes,
            Effects = [.. effects.Values],
            Treasury = SignedAmount.Change(before.Treasury, after.Treasury),
            Burned = SignedAmount.Change(before.Books.Burned, after.Books.Burned),
            In = SignedAmount.Change(before.Books.In, after.Books.In),
            NewlyBroken = [.. broken.Where(finding => kept.All(old => (old.Relation, old.Path) != (finding.Relation, finding.Path)))],
        };
    }

    private static void Add(SortedDictionary<ParticipantId, ChangeEffect> effects, EpochSettlement settlement, Func<ChangeEffect, Amount, Amount, ChangeEffect> add)
    {
        Dictionary<ParticipantId, Amount> paid = [];
        foreach (Posting posting in settlement.Postings)
        {
            if (posting.To.Kind == LedgerAccountKind.Wallet)
            {
                paid[posting.To.Owner] = paid.GetValueOrDefault(posting.To.Owner) + posting.Amount;
            }
        }

        for (int index = 0; index < settlement.Outcomes.Length; index++)
        {
            ParticipantId participant = settlement.Before.Participants[index].Participant;
            ChangeEffect effect = effects.GetValueOrDefault(participant, new ChangeEffect(participant, default, default, default, default));
            effects[participant] = add(effect, paid.GetValueOrDefault(participant), settlement.Outcomes[index].Slashed);
        }
    }
}
