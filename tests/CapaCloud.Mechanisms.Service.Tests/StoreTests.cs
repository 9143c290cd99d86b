using System.Text.Json.Nodes;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Journal;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Payouts;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Security;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;
using Microsoft.Data.Sqlite;

namespace CapaCloud.Mechanisms.Service.Tests;

/// <summary>The store gives each place of the journal once, whoever writes; and the rail takes each payment once.</summary>
public sealed class StoreTests
{
    [Fact]
    public async Task Append_atATakenPlace_changesNothing()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("store-");
        SqlNetworkStore store = new(SqliteFactory.Instance.CreateDataSource($"Data Source={Path.Combine(folder.FullName, "marketplace.db")}"), SqlDialect.Sqlite);
        await store.PrepareAsync(default);
        await store.BeginAsync(new Checkpoint(0, Mechanism.Create(build => build.Name("store")).Genesis(Epoch.Zero), "{}"), default);
        await store.AppendAsync([Entry(1, "first")], [], [], default);

        await Assert.ThrowsAsync<StoreConflictException>(() => store.AppendAsync([Entry(2, "second"), Entry(1, "third")], [], [], default));
        Assert.Equal("first", Assert.Single((await store.LoadAsync(default))!.Entries).Key);
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Tell_afterAnotherServiceWrote_takesTheNextPlace()
    {
        await using RunningService service = await RunningService.StartAsync();
        await service.Client.DepositAsync("alice", 20_000_000);
        SqlNetworkStore other = new(SqliteFactory.Instance.CreateDataSource($"Data Source={Path.Combine(service.Folder, "marketplace.db")}"), SqlDialect.Sqlite);
        await other.AppendAsync([Entry(2, "of the other")], [], [], default);
        JsonNode answer = await service.Client.DepositAsync("cleo", 20_000_000);

        Assert.Equal(3, answer["entry"]!.GetValue<long>());
        Assert.Equal(3, (await service.Client.JsonAsync(Roles.Reader, "/v1/network"))["participants"]!.GetValue<int>());
    }

    [Fact]
    public async Task Rail_takesEachNumberOnce_andForgetsALineThatWasCutOff()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("rail-");
        string path = Path.Combine(folder.FullName, "payments.csv");
        using (FilePaymentRail rail = new(path))
        {
            await rail.PayAsync([new Payment(1, ParticipantId.Of("alice"), Amount.Of(5)), new Payment(2, ParticipantId.Of("bob"), Amount.Of(6))], default);
        }

        await File.AppendAllTextAsync(path, "3,7,cl");
        using (FilePaymentRail rail = new(path))
        {
            await rail.PayAsync([new Payment(2, ParticipantId.Of("bob"), Amount.Of(6)), new Payment(3, ParticipantId.Of("cleo"), Amount.Of(7))], default);
        }

        Assert.Equal("1,5,alice\n2,6,bob\n3,7,cleo\n", await File.ReadAllTextAsync(path));
        folder.Delete(recursive: true);
    }

    private static JournalEntry Entry(long number, string key) =>
        new(number, Epoch.Zero, "other", key, new StakeDeposited(ParticipantId.Of("bob"), Amount.Of(20_000_000)), DateTimeOffset.UnixEpoch);
}
