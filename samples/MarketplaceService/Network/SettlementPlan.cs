using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Journal;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Network;

/// <summary>A settled epoch as it is written: in one transaction, or not at all.</summary>
internal sealed record SettlementPlan(
    EpochSettlement Settlement, NetworkPosition After, JournalEntry Entry, StoredEpoch Epoch, Checkpoint Next, IReadOnlyList<StoredPosting> Postings)
{
    /// <summary>Settles the open epoch.</summary>
    /// <exception cref="SettlementRefusedException">The report cannot be settled.</exception>
    public static SettlementPlan Of(NetworkPosition position, DateTimeOffset now)
    {
        OpenNetwork network = position.Network;
        if (!network.Mechanism.TrySettle(network.State, network.FullReport(), out EpochSettlement? settlement, out var refusals))
        {
            throw new SettlementRefusedException(refusals);
        }

        long number = position.LastEntry + 1, posting = position.LastPosting;
        return new SettlementPlan(
            settlement,
            new NetworkPosition(network.After(settlement), number, posting + settlement.Postings.Length),
            new JournalEntry(number, settlement.Epoch, NetworkWriter.Sender, $"settle {settlement.Epoch}", new EpochSettled(settlement.Epoch), now),
            new StoredEpoch(settlement.Epoch, settlement.PolicyHash, settlement.Before, settlement.Report, now),
            new Checkpoint(number, settlement.After, PolicyJson.Write(network.Mechanism.Policy)),
            [.. settlement.Postings.Select(moved => new StoredPosting(++posting, number, moved, ContextOf(settlement, moved)))]);
    }

    /// <summary>A loss belongs to the case that was charged in this epoch. With several, the posting does not say which part is whose; the explanation does.</summary>
    private static ReceiptContext ContextOf(EpochSettlement settlement, Posting posting)
    {
        ReceiptContext plain = new(settlement.Epoch, settlement.PolicyHash);
        if (posting.Reason is not (PostingReason.Slash or PostingReason.Bounty) || posting.From.Kind != LedgerAccountKind.Stake)
        {
            return plain;
        }

        ParticipantId offender = posting.From.Owner;
        FaultCase[] charged = [.. settlement.OutcomeOf(offender).After.Cases.Where(one => one.Status == CaseStatus.Charged && one.DecidedAt == settlement.Epoch)];
        Verdict[] verdicts = [.. settlement.Report.Verdicts.Where(verdict => verdict.Participant == offender && verdict.MaySlash)];
        return charged is not [var only]
            ? plain
            : plain with { Evidence = only.Key, Task = only.Offence == Offence.IncorrectResult && verdicts is [var verdict] ? verdict.Task : default };
    }
}
