using CapaCloud.Mechanisms.Samples.MarketplaceService.Telemetry;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Alerts;

/// <summary>Writes alerts to the log and counts them.</summary>
internal sealed partial class AlertLog(ILogger<AlertLog> logger, MarketplaceMeter meter) : IAlertSink
{
    public void Raise(Alert alert)
    {
        meter.Alerts.Add(1, new KeyValuePair<string, object?>("kind", alert.Kind.ToString()));
        Raised(logger, alert.Participant, alert.Kind, alert.Message);
    }

    [LoggerMessage(LogLevel.Warning, "{Participant}: {Kind}. {Message}")]
    private static partial void Raised(ILogger logger, ParticipantId participant, AlertKind kind, string message);
}
