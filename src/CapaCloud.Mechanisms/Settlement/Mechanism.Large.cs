using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms;

/// <content>Settlement of large networks: columns of numbers for those who rest, the ordinary code for all others.</content>
public sealed partial class Mechanism
{
    /// <summary>Settles an epoch of a large network.</summary>
    /// <remarks>Equal to <see cref="Settle(NetworkState, EpochReport)"/> of the same state and report, to the content hash. Linear in the number of participants; who rests costs a few numbers.</remarks>
    /// <param name="network">The network.</param>
    /// <param name="report">What happened, made for this network.</param>
    /// <param name="runner">Runs the parts side by side; one part, on this thread, when left out.</param>
    /// <returns>The settled epoch.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> or <paramref name="report"/> is null.</exception>
    /// <exception cref="ArgumentException">The report was made for another network.</exception>
    /// <exception cref="SettlementRefusedException">The report contradicts itself, is for another epoch, or the network is governed by another policy.</exception>
    public LargeSettlement Settle(LargeNetwork network, LargeReport report, IPartRunner? runner = null) =>
        TrySettle(network, report, out LargeSettlement? settlement, out ImmutableArray<SettlementRefusal> refusals, runner)
            ? settlement
            : throw new SettlementRefusedException(refusals);

    /// <summary>Settles an epoch of a large network, or says why it cannot be settled.</summary>
    /// <param name="network">The network.</param>
    /// <param name="report">What happened, made for this network.</param>
    /// <param name="settlement">The settled epoch; items of the report that were not admissible are listed in it.</param>
    /// <param name="refusals">Every reason why the report cannot be settled at all; empty when it was.</param>
    /// <param name="runner">Runs the parts side by side; one part, on this thread, when left out.</param>
    /// <returns><see langword="true"/> when the epoch was settled.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> or <paramref name="report"/> is null.</exception>
    /// <exception cref="ArgumentException">The report was made for another network.</exception>
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

    /// <summary>Explains what an epoch of a large network did to one participant.</summary>
    /// <remarks>The participant is settled once more, by the ordinary code, and compared. Linear in the number of those who did not rest.</remarks>
    /// <param name="settlement">The settlement.</param>
    /// <param name="participant">Its name.</param>
    /// <returns>The explanation, as <see cref="Explain(EpochSettlement, ParticipantId)"/> gives it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="settlement"/> is null.</exception>
    /// <exception cref="KeyNotFoundException">The network does not know the name.</exception>
    /// <exception cref="InvalidOperationException">The epoch was settled under another policy.</exception>
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
