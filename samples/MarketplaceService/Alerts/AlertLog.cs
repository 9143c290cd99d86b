using CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Telemetry;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Alerts;

/// <summary>Writes alerts to the log and counts them.</summary>
internal sealed partial class AlertLog(ILogger<AlertLog> logger, MarketplaceMeter meter) : IAlertSink
{
    public Task RaiseAsync(IReadOnlyList<StoredAlert> alerts, CancellationToken cancellation)
    {
        foreach ((long number, Alert alert) in alerts.Select(stored => (stored.Number, stored.Alert)))
        {
            meter.Alerts.Add(1, new KeyValuePair<string, object?>("kind", alert.Kind.ToString()));
            Raised(logger, number, alert.Participant, alert.Kind, alert.Message);
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Warning, "Alert {Number} for {Participant}: {Kind}. {Message}")]
    private static partial void Raised(ILogger logger, long number, ParticipantId participant, AlertKind kind, string message);
}
