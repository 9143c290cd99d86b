using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CapaCloud.Mechanisms.Settlement.Reports;
using CapaCloud.Mechanisms.Settlement.States;

namespace CapaCloud.Mechanisms.Settlement;

public sealed partial class Mechanism
{
    /// <inheritdoc/>
    /// <remarks><see cref="Settle(NetworkState, EpochReport)"/> is pure, so a preview cannot drift from it: it is the same function.</remarks>
    public EpochSettlement Preview(NetworkState state, EpochReport report) => Settle(state, report);

    /// <inheritdoc/>
    /// <remarks>Linear in the number of participants, reports and pieces of evidence, plus what the reward splitter needs.</remarks>
    public EpochSettlement Settle(NetworkState state, EpochReport report) =>
        TrySettle(state, report, out EpochSettlement? settlement, out ImmutableArray<SettlementRefusal> refusals)
            ? settlement
            : throw new SettlementRefusedException(refusals);

    /// <summary>Settles an epoch, or says why it cannot be settled.</summary>
    /// <param name="state">The state.</param>
    /// <param name="report">What happened.</param>
    /// <param name="settlement">The settled epoch.</param>
    /// <param name="refusals">Every reason why the report cannot be settled; empty when it was.</param>
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
        refusals = new ReportValidator(Policy, state, report).Validate();
        if (!refusals.IsEmpty)
        {
            return false;
        }

        try
        {
            settlement = new NetworkSettler(this, state, report).Settle();
            return true;
        }
        catch (OverflowException exception)
        {
            refusals = [new SettlementRefusal(RefusalReason.Overflow, "report", exception.Message)];
            return false;
        }
    }
}
