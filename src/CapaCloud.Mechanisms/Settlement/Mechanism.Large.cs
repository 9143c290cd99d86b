using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms;

/// <content>Settlement of large networks: columns of numbers for those who rest, the ordinary code for all others.</content>
public sealed partial class Mechanism
{
    /// <inheritdoc/>
    public LargeSettlement Settle(LargeNetwork network, LargeReport report, IPartRunner? runner = null) =>
        TrySettle(network, report, out LargeSettlement? settlement, out ImmutableArray<SettlementRefusal> refusals, runner)
            ? settlement
            : throw new SettlementRefusedException(refusals);

    /// <inheritdoc/>
    public bool TrySettle(
        LargeNetwork network,
        LargeReport report,
        [NotNullWhen(true)] out LargeSettlement? settlement,
        out ImmutableArray<SettlementRefusal> refusals,
        IPartRunner? runner = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(report);
        if (!ReferenceEquals(report.Names, network.Rows.Names))
        {
            throw new ArgumentException("The report was made for another network, or for this one before newcomers got their place; expected one that was made for the network as it is.", nameof(report));
        }

        settlement = null;
        refusals = Foreign(network.Frame, report.Rest);
        return refusals.IsEmpty && TryGuarded(Settled, out settlement, out refusals);

        LargeSettlement? Settled(out ImmutableArray<SettlementRefusal> reasons) => new LargeRun(_rules, network, report, runner ?? PartsInTurn.One).Settle(out reasons);
    }

    /// <inheritdoc/>
    public Explanation Explain(LargeSettlement settlement, ParticipantId participant)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        if (settlement.PolicyHash != PolicyHash)
        {
            throw new InvalidOperationException(
                $"The epoch was settled under policy {settlement.PolicyHash}, this mechanism has policy {PolicyHash}: explain it with the mechanism that settled it.");
        }

        participant = settlement.HolderOf(participant);
        ParticipantOutcome recorded = settlement.OutcomeOf(participant);
        (ParticipantState state, ParticipantInput input, ImmutableArray<Posting> concerning) = settlement.Recall(participant, _rules.Former.ExcusesIn(settlement.Before.Frame));
        return Explained(settlement.Epoch, recorded, state, input, settlement.Terms, () => recorded.Reward, concerning, doBooksAgree: true);
    }
}
