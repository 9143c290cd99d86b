using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Configuration;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Endpoints;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Network;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Security;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.WarmUps;

/// <summary>
/// Runs a small network of its own through the whole service before the real one listens: deposits, work, an epoch, every page. Code is compiled when it is first used, and
/// that takes seconds; whoever asks first should not wait for it. It has a folder, a port and keys of its own, and leaves nothing behind.
/// </summary>
internal static class WarmUp
{
    private const string Node = "warm-1", Other = "warm-2", Delegator = "warm-3";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Warms the process up, and returns whether everything was answered. What fails here does not keep the real service from its start.</summary>
    public static async Task<bool> RunAsync(CommandLine command)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("marketplace-warm-up-");
        try
        {
            using CancellationTokenSource patience = new(Patience);
            await using WebApplication application = MarketplaceApplication.Create(Beside(command, folder.FullName), static builder => builder.Logging.ClearProviders());
            await application.StartAsync(patience.Token);
            using HttpClient client = new() { BaseAddress = new Uri(application.Urls.First()) };
            bool isAnswered = await UseAsync(client, application.Services, patience.Token);
            await application.StopAsync(patience.Token);
            return isAnswered;
        }
        catch (Exception)
        {
            // If it is a reason not to start, the real start says so.
            return false;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The same settings, but a folder, a port, keys and epochs of its own, the embedded database, and nobody who collects figures.</summary>
    private static CommandLine Beside(CommandLine command, string folder)
    {
        List<string> settings = [.. command.Settings];
        settings.AddRange([
            "--urls=http://127.0.0.1:0",
            "--OTEL_EXPORTER_OTLP_ENDPOINT=",
            "--ConnectionStrings:Postgres=",
            $"--Marketplace:DataFolder={folder}",
            "--Marketplace:EpochLength=00:00:00.300",
            "--Marketplace:MostEpochsAtOnce=1000000",
            "--Marketplace:EndAt="]);
        for (int index = 0; index < Roles.All.Length; index++)
        {
            string role = Roles.All[index], section = string.Create(CultureInfo.InvariantCulture, $"--Marketplace:Keys:{index}");
            settings.AddRange([
                $"{section}:Name=warm-up-{role}",
                $"{section}:Role={role}",
                $"{section}:Sha256={Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(role)))}",
                $"{section}:Participant={(role == Roles.Node ? Node : "")}"]);
        }

        return new CommandLine(IsHelp: false, IsDemo: false, settings);
    }

    private static async Task<bool> UseAsync(HttpClient client, IServiceProvider services, CancellationToken cancellation)
    {
        MechanismPolicy policy = services.GetRequiredService<IMechanism>().Policy;
        bool isAnswered = true;
        UInt128 bond = UInt128.Max(20_000_000, policy.Stake.MinimumBond.Units);
        foreach (string name in new[] { Node, Other })
        {
            await TellAsync(Roles.Treasurer, "/v1/stake/deposits", $$"""{"participant": "{{name}}", "amount": "{{bond}}"}""");
        }

        await TellAsync(Roles.Node, "/v1/delegations/commissions", $$"""{"operator": "{{Node}}", "rate": "0.1"}""");
        await TellAsync(Roles.Treasurer, "/v1/delegations/deposits", $$"""{"delegator": "{{Delegator}}", "operator": "{{Node}}", "amount": "{{bond}}"}""");
        for (int turn = 0; turn < 2; turn++)
        {
            Epoch open = Open();
            await TellAsync(Roles.Treasurer, "/v1/payments", """{"amount": "1000"}""");
            await TellAsync(Roles.Meter, "/v1/work", $$"""{"participant": "{{Node}}", "work": "5", "dutiesDue": 100, "missed": [{"cause": "disk", "count": 9}]}""");
            await TellAsync(Roles.Meter, "/v1/work", $$"""{"participant": "{{Other}}", "work": "5", "dutiesDue": 100, "missed": []}""");
            await TellAsync(Roles.Auditor, "/v1/verdicts", $$"""{"participant": "{{Other}}", "task": "warm-{{turn}}", "epoch": "{{open}}", "reason": "MatchesAccepted"}""");
            while (Open() == open)
            {
                await Task.Delay(20, cancellation);
            }
        }

        foreach (string path in new[] { "/", $"/nodes/{Node}", $"/nodes/{Other}", $"/v1/nodes/{Node}/outlook", $"/v1/nodes/{Node}/receipts", "/v1/alerts", "/openapi/v1.json", "/scalar/v1", $"/nodes/{Node}" })
        {
            using HttpRequestMessage request = new(HttpMethod.Get, path);
            // As a browser asks.
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"any:{Roles.Reader}")));
            using HttpResponseMessage response = await client.SendAsync(request, cancellation);
            _ = await response.Content.ReadAsByteArrayAsync(cancellation);
            isAnswered &= response.IsSuccessStatusCode;
        }

        return isAnswered;

        async Task TellAsync(string role, string path, string body)
        {
            using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.Add(ApiKeyHandler.Header, role);
            request.Headers.Add(IntakeEndpoints.KeyHeader, Guid.NewGuid().ToString());
            using HttpResponseMessage response = await client.SendAsync(request, cancellation);
            isAnswered &= response.StatusCode < System.Net.HttpStatusCode.InternalServerError;
        }

        Epoch Open() => services.GetRequiredService<NetworkView>().Network.State.Epoch;
    }
}
