using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Telemetry;

/// <summary>A mechanism whose acts are seen from outside. It decides nothing: what it returns is what the mechanism inside returned.</summary>
internal sealed class MeteredMechanism(IMechanism inner, MarketplaceMeter meter) : DelegatingMechanism(inner)
{
    public override EpochSettlement Settle(NetworkState state, EpochReport report)
    {
        using Activity? activity = Start("settle", report.Epoch);
        return base.Settle(state, report);
    }

    public override bool TrySettle(
        NetworkState state, EpochReport report, [NotNullWhen(true)] out EpochSettlement? settlement, out ImmutableArray<SettlementRefusal> refusals)
    {
        using Activity? activity = Start("settle", report.Epoch);
        long started = Stopwatch.GetTimestamp();
        bool isSettled = base.TrySettle(state, report, out settlement, out refusals);
        meter.SettlementSeconds.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("settled", isSettled));
        activity?.SetTag("marketplace.settled", isSettled);
        return isSettled;
    }

    public override SelectedAudits SelectAudits(NetworkState state, IEnumerable<Commitment> commitments, Beacon beacon)
    {
        using Activity? activity = Start("select-audits", state.Epoch);
        SelectedAudits selected = base.SelectAudits(state, commitments, beacon);
        activity?.SetTag("marketplace.audits", selected.Audits.Length);
        return selected;
    }

    public override Explanation Explain(EpochSettlement settlement, ParticipantId participant)
    {
        using Activity? activity = Start("explain", settlement.Epoch);
        return base.Explain(settlement, participant);
    }

    private Activity? Start(string act, Epoch epoch) => meter.Activities.StartActivity(act)?.SetTag("marketplace.epoch", epoch.ToString());
}
