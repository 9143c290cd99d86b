using System.Text.Json.Nodes;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Journal;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Security;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;
using Npgsql;

namespace CapaCloud.Mechanisms.Service.Tests;

/// <summary>The same service on PostgreSQL.</summary>
public sealed class PostgresTests
{
    [PostgresFact]
    public async Task Service_onPostgres_settles_isIdempotent_andGoesOnAfterARestart()
    {
        using PostgresServer server = PostgresServer.Start();
        string setting = $"--ConnectionStrings:Postgres={server.ConnectionString}";
        RunningService service = await RunningService.StartAsync(setting);
        await service.Client.DepositAsync("alice", 20_000_000, "one");
        await service.Client.DepositAsync("alice", 20_000_000, "one");
        await service.Client.ToldAsync(Roles.Treasurer, "/v1/payments", """{"amount": "100000"}""");
        await service.Client.WorkAsync("alice", 5, due: 100, missed: 20);
        await service.EndEpochAsync();
        await service.Client.WorkAsync("alice", 5, due: 100, missed: 1);
        string before = await service.Client.TextAsync(Roles.Reader, "/v1/network"), outlook = await service.Client.TextAsync(Roles.Reader, "/v1/nodes/alice/outlook");

        service = await service.RestartAsync(setting);
        await using (service)
        {
            Assert.Equal(before, await service.Client.TextAsync(Roles.Reader, "/v1/network"));
            Assert.Equal(outlook, await service.Client.TextAsync(Roles.Reader, "/v1/nodes/alice/outlook"));
            Assert.False(File.Exists(Path.Combine(service.Folder, "marketplace.db")));
            Assert.Contains("76000", await service.Client.TextAsync(Roles.Reader, "/v1/nodes/alice/receipts"), StringComparison.Ordinal);
            await using NpgsqlDataSource source = NpgsqlDataSource.Create(server.ConnectionString);
            SqlNetworkStore other = new(source, SqlDialect.Postgres);
            long last = JsonNode.Parse(before)!["lastEntry"]!.GetValue<long>();
            await Assert.ThrowsAsync<StoreConflictException>(() => other.AppendAsync(
                [new JournalEntry(last, Epoch.Zero, "other", "taken", new PaymentReceived(Amount.One), DateTimeOffset.UnixEpoch)], [], [], default));
            await other.AppendAsync([new JournalEntry(last + 1, Epoch.Of(1), "other", "free", new PaymentReceived(Amount.One), DateTimeOffset.UnixEpoch)], [], [], default);
            Assert.Equal(last + 2, (await service.Client.WorkAsync("alice", 1))["entry"]!.GetValue<long>());
        }
    }
}
