using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Alerts;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Security;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CapaCloud.Mechanisms.Service.Tests;

/// <summary>An alert lies in the store before anybody is told, and is handed over at least once, whatever happens in between.</summary>
public sealed class AlertTests
{
    [Fact]
    public async Task Alert_thatNobodyTook_isHandedOverAfterARestart()
    {
        RefusingSink refusing = new();
        RunningService service = await RunningService.StartAsync(services => services.AddSingleton<IAlertSink>(refusing));
        await service.Client.DepositAsync("alice", 20_000_000);
        await service.Client.WorkAsync("alice", 5, due: 100, missed: 4);
        await refusing.Asked.Task.WaitAsync(TimeSpan.FromSeconds(20));
        string before = await service.Client.TextAsync(Roles.Reader, "/v1/alerts");

        TakingSink taking = new();
        service = await service.RestartAsync(services => services.AddSingleton<IAlertSink>(taking));
        await using (service)
        {
            StoredAlert alert = await taking.FirstAsync();
            Assert.Equal((1L, "alice", AlertKind.DowntimeNear), (alert.Number, alert.Alert.Participant.ToString(), alert.Alert.Kind));
            Assert.Equal(before, await service.Client.TextAsync(Roles.Reader, "/v1/alerts"));
            Assert.Contains("DowntimeNear", before, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Alert_thatWasHandedOver_isNotHandedOverAgain_norRaisedAgainInItsEpoch()
    {
        TakingSink first = new(), second = new();
        RunningService service = await RunningService.StartAsync(services => services.AddSingleton<IAlertSink>(first));
        await service.Client.DepositAsync("alice", 20_000_000);
        await service.Client.WorkAsync("alice", 5, due: 100, missed: 4);
        await first.FirstAsync();
        await WaitForNoneWaitingAsync(service);

        service = await service.RestartAsync(services => services.AddSingleton<IAlertSink>(second));
        await using (service)
        {
            await service.Client.WorkAsync("alice", 5);
            await service.Client.DepositAsync("bob", 20_000_000);
            await service.Client.WorkAsync("bob", 5, due: 100, missed: 4);
            Assert.Equal(["bob"], (await second.FirstAsync(), second.Taken).Taken.Select(alert => alert.Alert.Participant.ToString()));
        }
    }

    [Fact]
    public async Task Accusations_twoOfOneEpoch_areTwoAlerts_withTheCaseToAppeal()
    {
        await using RunningService service = await RunningService.StartAsync();
        await service.Client.DepositAsync("alice", 20_000_000);
        await service.EndEpochAsync();
        foreach (char about in "12")
        {
            string body = $$"""{"offence": "equivocation", "offender": "alice", "faultEpoch": "0", "severity": "1", "about": "{{new string(about, 64)}}"}""";
            Assert.Equal(HttpStatusCode.OK, (await service.Client.TellAsync(Roles.Auditor, "/v1/evidence", body)).Status);
        }

        await service.EndEpochAsync();
        JsonNode[] alerts = [.. (await service.Client.JsonAsync(Roles.Reader, "/v1/alerts")).AsArray().Select(alert => alert!).Where(alert => alert["epoch"]!.GetValue<string>() == "2")];
        Assert.Equal(2, alerts.Select(alert => alert["case"]!.GetValue<string>()).Distinct().Count());
        foreach (JsonNode alert in alerts)
        {
            string appeal = $$"""{"participant": "alice", "case": "{{alert["case"]}}"}""";
            Assert.Equal(HttpStatusCode.OK, (await service.Client.TellAsync(Roles.Node, "/v1/appeals", appeal)).Status);
        }
    }

    private static async Task WaitForNoneWaitingAsync(RunningService service)
    {
        INetworkStore store = service.Services.GetRequiredService<INetworkStore>();
        for (int attempt = 0; attempt < 500 && (await store.ReadUndeliveredAsync(1, default)).Count > 0; attempt++)
        {
            await Task.Delay(20);
        }

        Assert.Empty(await store.ReadUndeliveredAsync(1, default));
    }

    /// <summary>A pager that is down.</summary>
    private sealed class RefusingSink : IAlertSink
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task RaiseAsync(IReadOnlyList<StoredAlert> alerts, CancellationToken cancellation)
        {
            Asked.TrySetResult();
            throw new IOException("The pager is down.");
        }
    }

    private sealed class TakingSink : IAlertSink
    {
        private readonly TaskCompletionSource<StoredAlert> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentQueue<StoredAlert> Taken { get; } = [];

        public Task<StoredAlert> FirstAsync() => _first.Task.WaitAsync(TimeSpan.FromSeconds(20));

        public Task RaiseAsync(IReadOnlyList<StoredAlert> alerts, CancellationToken cancellation)
        {
            foreach (StoredAlert alert in alerts)
            {
                Taken.Enqueue(alert);
            }

            _first.TrySetResult(alerts[0]);
            return Task.CompletedTask;
        }
    }
}
