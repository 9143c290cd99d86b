using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Telemetry;

/// <summary>The metrics and activities of the service. Amounts are approximate here: books are kept in exact numbers, charts need none.</summary>
internal sealed class MarketplaceMeter : IDisposable
{
    public const string Name = "CapaCloud.Marketplace";

    private readonly Meter _meter;

    public MarketplaceMeter(IMeterFactory factory)
    {
        _meter = factory.Create(Name);
        SettlementSeconds = _meter.CreateHistogram<double>("marketplace.settlement.duration", "s", "How long it took to settle an epoch.");
        Paid = _meter.CreateCounter<double>("marketplace.settlement.paid", "{unit}", "Base units that reached wallets.");
        Slashed = _meter.CreateCounter<double>("marketplace.settlement.slashed", "{unit}", "Base units of stake that were lost.");
        SetAside = _meter.CreateCounter<long>("marketplace.settlement.set_aside", "{item}", "Items of reports that were set aside.");
        Epoch = _meter.CreateGauge<long>("marketplace.epoch", "{epoch}", "The open epoch.");
        EpochsDue = _meter.CreateGauge<long>("marketplace.epochs_due", "{epoch}", "Epochs that should be settled and are not.");
        Deliveries = _meter.CreateCounter<long>("marketplace.deliveries", "{delivery}", "What was told to the service, by kind and outcome.");
        Payments = _meter.CreateCounter<long>("marketplace.payments", "{payment}", "Payments that the rail took.");
        Alerts = _meter.CreateCounter<long>("marketplace.alerts", "{alert}", "Alerts that were raised, by kind.");
    }

    public ActivitySource Activities { get; } = new(Name);

    public Histogram<double> SettlementSeconds { get; }

    public Counter<double> Paid { get; }

    public Counter<double> Slashed { get; }

    public Counter<long> SetAside { get; }

    public Gauge<long> Epoch { get; }

    public Gauge<long> EpochsDue { get; }

    public Counter<long> Deliveries { get; }

    public Counter<long> Payments { get; }

    public Counter<long> Alerts { get; }

    public void Dispose()
    {
        _meter.Dispose();
        Activities.Dispose();
    }
}
