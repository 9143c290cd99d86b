using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms;

public sealed partial class Mechanism
{
    /// <inheritdoc/>
    /// <remarks>Linear in the number of participants, reports and pieces of evidence, plus what the reward splitter needs.</remarks>
    public EpochSettlement Settle(NetworkState state, EpochReport report) =>
        TrySettle(state, report, out EpochSettlement? settlement, out ImmutableArray<SettlementRefusal> refusals)
            ? settlement
            : throw new SettlementRefusedException(refusals);

    /// <summary>Settles an epoch, or says why it cannot be settled.</summary>
    /// <param name="state">The state.</param>
    /// <param name="report">What happened.</param>
    /// <param name="settlement">The settled epoch; items of the report that were not admissible are listed in it.</param>
    /// <param name="refusals">Every reason why the report cannot be settled at all; empty when it was.</param>
    /// <returns><see langword="true"/> when the epoch was settled.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public bool TrySettle(
        NetworkState state,
        EpochReport report,
        [NotNullWhen(true)] out EpochSettlement? settlement,
        out ImmutableArray<SettlementRefusal> refusals)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(report);
        settlement = null;
        refusals = Foreign(state, report);
        if (refusals.IsEmpty && StateShape.Complaint(state, _rules.Offences, _rules.Former) is { } complaint)
        {
            refusals = [new SettlementRefusal(RefusalReason.InconsistentState, complaint.Path, complaint.Message)];
        }

        if (!refusals.IsEmpty)
        {
            return false;
        }

        return TryGuarded(new EpochRun(_rules, state, report).Settle, out settlement, out refusals);
    }

    /// <summary>Settles, and says of what goes wrong in it why the epoch cannot be settled.</summary>
    private static bool TryGuarded<T>(Settling<T> settle, [NotNullWhen(true)] out T? settlement, out ImmutableArray<SettlementRefusal> refusals)
        where T : class
    {
        settlement = null;
        try
        {
            settlement = settle(out refusals);
        }
        catch (OverflowException exception)
        {
            refusals = [new SettlementRefusal(RefusalReason.Overflow, "report", exception.Message)];
        }
        catch (Exception exception) when (exception is InconsistentStateException or Staking.StakeRefusedException or ArgumentException)
        {
            refusals = [new SettlementRefusal(RefusalReason.InconsistentState, "state", exception.Message)];
        }

        return settlement is not null;
    }

    private delegate T? Settling<T>(out ImmutableArray<SettlementRefusal> refusals)
        where T : class;

    private ImmutableArray<SettlementRefusal> Foreign(NetworkState state, EpochReport report)
    {
        if (state.PolicyHash != PolicyHash)
        {
            return [new SettlementRefusal(RefusalReason.ForeignState, "state", ForeignMessage(state))];
        }

        return report.Epoch == state.Epoch
            ? []
            :
            [
                new SettlementRefusal(
                    report.Epoch < state.Epoch ? RefusalReason.EpochAlreadySettled : RefusalReason.EpochInTheFuture,
                    "epoch",
                    $"the report is for epoch {report.Epoch}, the current epoch is {state.Epoch}"),
            ];
    }

    private string ForeignMessage(NetworkState state) =>
        $"The state is governed by policy {state.PolicyHash}, this mechanism has policy {PolicyHash}; expected the same, or {nameof(Migrate)} first.";

    internal void RequireOwn(NetworkState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.PolicyHash != PolicyHash)
        {
            throw new ForeignStateException(ForeignMessage(state));
        }
    }
}
