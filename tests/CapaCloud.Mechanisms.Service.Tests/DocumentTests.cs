using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Security;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Telemetry;

namespace CapaCloud.Mechanisms.Service.Tests;

/// <summary>What the service says of itself: its API, and its metrics.</summary>
public sealed class DocumentTests
{
    [Fact]
    public async Task Document_listsEveryEndpoint_withValuesAsText()
    {
        await using RunningService service = await RunningService.StartAsync();
        JsonNode document = await service.Client.JsonAsync(Roles.Reader, "/openapi/v1.json");
        JsonObject paths = document["paths"]!.AsObject();

        Assert.Contains("/v1/evidence", paths);
        Assert.Contains("/v1/nodes/{name}/outlook", paths);
        Assert.Equal(36, paths.Count);
        Assert.All(paths, path => Assert.All(path.Value!.AsObject(), act => Assert.NotNull(act.Value!["summary"])));
        JsonNode amount = document["components"]!["schemas"]!["Amount"]!;
        Assert.Equal("string", amount["type"]!.GetValue<string>());
        Assert.NotNull(amount["pattern"]);
        Assert.Contains("openapi/v1.json", await service.Client.TextAsync(Roles.Reader, "/scalar/v1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_countWhatHappens()
    {
        Dictionary<string, double> seen = [];
        await using RunningService service = await RunningService.StartAsync();
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, published) =>
        {
            if (instrument.Meter.Name == MarketplaceMeter.Name)
            {
                published.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Add(instrument, value));
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument, value));
        listener.Start();
        await service.Client.DepositAsync("alice", 20_000_000);
        await service.Client.WorkAsync("alice", 5, due: 100, missed: 20);
        await service.Client.ToldAsync(Roles.Treasurer, "/v1/payments", """{"amount": "100"}""");
        await service.EndEpochAsync();

        Assert.True(seen["marketplace.deliveries"] >= 3);
        Assert.True(seen["marketplace.settlement.slashed"] >= 31_579);
        Assert.True(seen["marketplace.settlement.paid"] >= 76);
        Assert.True(seen["marketplace.alerts"] >= 1);
        Assert.True(seen["marketplace.settlement.duration"] > 0);

        void Add(Instrument instrument, double value)
        {
            lock (seen)
            {
                seen[instrument.Name] = seen.GetValueOrDefault(instrument.Name) + value;
            }
        }
    }
}
