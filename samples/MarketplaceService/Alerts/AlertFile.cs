using System.Text;
using System.Text.Json;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Journal;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Alerts;

/// <summary>Stands for a pager: a file of its own beside the database, with a line of JSON for each alert. An alert that comes again is written again.</summary>
internal sealed class AlertFile(string path) : IAlertSink
{
    public async Task RaiseAsync(IReadOnlyList<StoredAlert> alerts, CancellationToken cancellation)
    {
        StringBuilder lines = new();
        foreach (StoredAlert alert in alerts)
        {
            lines.Append(JsonSerializer.Serialize(new { alert.Number, alert.Alert.Participant, alert.Alert.Kind, alert.Alert.Epoch, alert.Alert.Message, alert.Alert.Case }, EntryJson.Options)).Append('\n');
        }

        await using FileStream file = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        await file.WriteAsync(Encoding.UTF8.GetBytes(lines.ToString()), cancellation);
        file.Flush(flushToDisk: true);
    }
}
