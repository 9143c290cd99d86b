using System.Net;
using System.Text;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Journal;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Security;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;
using Microsoft.Data.Sqlite;

namespace CapaCloud.Mechanisms.Service.Tests;

/// <summary>Epochs are settled when they are due, whatever the clock does.</summary>
public sealed class EpochTests
{
    [Fact]
    public async Task Clock_thatJumpsBack_settlesNothingTwice()
    {
        await using RunningService service = await RunningService.StartAsync();
        await service.Client.DepositAsync("alice", 20_000_000);
        await service.EndEpochAsync();
        await service.EndEpochAsync();
        service.Time.Move(TimeSpan.FromDays(-400));
        await Task.Delay(2_500);

        Assert.Equal(2UL, await service.Client.EpochAsync());
        service.Time.Move(TimeSpan.FromDays(400));
        await service.EndEpochAsync();
        Assert.Equal(3UL, await service.Client.EpochAsync());
    }

    [Fact]
    public async Task Clock_thatJumpsFarAhead_isNotBelieved_untilAnOperatorConfirms()
    {
        await using RunningService service = await RunningService.StartAsync("--Marketplace:MostEpochsAtOnce=5");
        service.Time.Move(TimeSpan.FromMinutes(6));
        await WaitForHealthAsync(service, HttpStatusCode.ServiceUnavailable);
        Assert.Equal(0UL, await service.Client.EpochAsync());

        using StringContent confirmed = new("""{"before": "6"}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage refused = await service.Client.SendAsync(HttpMethod.Post, Roles.Meter, "/v1/epochs/confirmations", confirmed);
        using StringContent again = new("""{"before": "6"}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage accepted = await service.Client.SendAsync(HttpMethod.Post, Roles.Operator, "/v1/epochs/confirmations", again);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
        await service.Client.WaitForEpochAsync(6);
        await WaitForHealthAsync(service, HttpStatusCode.OK);
    }

    [Fact]
    public async Task Clock_thatWasWrong_beginsAnew()
    {
        await using RunningService service = await RunningService.StartAsync("--Marketplace:MostEpochsAtOnce=5");
        service.Time.Move(TimeSpan.FromDays(900));
        await WaitForHealthAsync(service, HttpStatusCode.ServiceUnavailable);
        using HttpResponseMessage restarted = await service.Client.SendAsync(HttpMethod.Post, Roles.Operator, "/v1/epochs/clock");

        Assert.Equal(HttpStatusCode.OK, restarted.StatusCode);
        await WaitForHealthAsync(service, HttpStatusCode.OK);
        Assert.Equal(0UL, await service.Client.EpochAsync());
        await service.EndEpochAsync();
    }

    [Fact]
    public async Task Restart_goesOnWhereItWas()
    {
        RunningService service = await RunningService.StartAsync();
        await service.Client.DepositAsync("alice", 20_000_000);
        await service.EndEpochAsync();
        await service.Client.DepositAsync("bob", 20_000_000);
        await service.Client.WorkAsync("alice", 5, due: 10, missed: 1);
        string before = await service.Client.TextAsync(Roles.Reader, "/v1/network"), outlook = await service.Client.TextAsync(Roles.Reader, "/v1/nodes/alice/outlook");

        service = await service.RestartAsync();
        await using (service)
        {
            Assert.Equal(before, await service.Client.TextAsync(Roles.Reader, "/v1/network"));
            Assert.Equal(outlook, await service.Client.TextAsync(Roles.Reader, "/v1/nodes/alice/outlook"));
        }
    }

    [Fact]
    public async Task Report_thatCannotBeSettled_waits_untilAnOperatorTakesTheEntryBack()
    {
        await using RunningService service = await RunningService.StartAsync();
        await service.Client.DepositAsync("alice", 20_000_000);
        await service.Client.DepositAsync("bob", 20_000_000);

        // Each may claim as much; what both claim together cannot be counted. This service refuses the second; one that did not wrote them down.
        SqlNetworkStore other = new(SqliteFactory.Instance.CreateDataSource($"Data Source={Path.Combine(service.Folder, "marketplace.db")}"), SqlDialect.Sqlite);
        UInt128 most = UInt128.MaxValue / 1_000_000_000;
        await other.AppendAsync(
            [.. new[] { "alice", "bob" }.Select((name, index) => new JournalEntry(3 + index, Epoch.Zero, "other", name, new WorkMeasured(ParticipantId.Of(name), most, 0, []), DateTimeOffset.UnixEpoch))],
            [],
            [],
            default);
        Assert.Equal(HttpStatusCode.BadRequest, (await service.Client.TellAsync(Roles.Treasurer, "/v1/payments", """{"amount": "1"}""")).Status);
        service.Time.Move(TimeSpan.FromMinutes(1));
        await WaitForHealthAsync(service, HttpStatusCode.ServiceUnavailable);
        Assert.Equal(0UL, await service.Client.EpochAsync());

        await service.Client.ToldAsync(Roles.Operator, "/v1/retractions", """{"entry": 3}""");
        await service.Client.WaitForEpochAsync(1);
        await WaitForHealthAsync(service, HttpStatusCode.OK);
    }

    private static async Task WaitForHealthAsync(RunningService service, HttpStatusCode expected)
    {
        for (int attempt = 0; attempt < 2_000; attempt++)
        {
            using HttpResponseMessage health = await service.Client.SendAsync(HttpMethod.Get, null, "/health");
            if (health.StatusCode == expected)
            {
                return;
            }

            await Task.Delay(20);
        }

        Assert.Fail($"The health did not become {expected} within six seconds.");
    }
}
