using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Rehearsals;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Security;
using Microsoft.Data.Sqlite;

namespace CapaCloud.Mechanisms.Service.Tests;

/// <summary>The process is killed in each phase of its work, one after the other on the same store. At the end nothing is lost and nobody was paid twice.</summary>
public sealed class CrashTests
{
    private const int Nodes = 5;
    private static readonly UInt128 Deposit = 20_000_000, Payment = 1_000;

    [Fact]
    public async Task Kill_inEveryPhase_losesNothing_andPaysNobodyTwice()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("crash-");
        int told = 0, killed = 0;
        foreach (string place in Rehearsal.Places)
        {
            using ServiceProcess service = await ServiceProcess.StartAsync(folder.FullName, $"--Marketplace:EndAt={place}:2");
            told = await TellUntilItEndsAsync(service, told);
            await service.WaitForEndAsync();
            killed++;
        }

        using (ServiceProcess outside = await ServiceProcess.StartAsync(folder.FullName))
        {
            Task<int> telling = TellUntilItEndsAsync(outside, told);
            await Task.Delay(700);
            outside.Kill();
            told = await telling;
        }

        using ServiceProcess last = await ServiceProcess.StartAsync(folder.FullName);
        for (int number = 0; number < told; number++)
        {
            await TellAsync(last.Client, number);
        }

        await last.Client.WaitForEpochAsync(await last.Client.EpochAsync() + 2);
        JsonNode books = (await BooksWhenAllIsPaidAsync(last.Client, folder))["books"]!;
        last.Kill();

        Assert.Equal(Rehearsal.Places.Count, killed);
        Assert.True(told > 20, $"{told} deliveries were told; expected more than twenty, so that every phase was under way.");
        Assert.Equal(ExpectedIn(told), UInt128.Parse(books["in"]!.GetValue<string>(), CultureInfo.InvariantCulture));
        (long number, UInt128 amount)[] payments = Payments(folder);
        Assert.NotEmpty(payments);
        Assert.Equal(payments.Length, payments.Select(payment => payment.number).Distinct().Count());
        Assert.Equal(UInt128.Parse(books["out"]!.GetValue<string>(), CultureInfo.InvariantCulture), payments.Aggregate(UInt128.Zero, (sum, payment) => sum + payment.amount));
        Assert.Equal(told, Count(folder, "select count(*) from journal where sender <> 'service'"));
        Assert.Equal(Count(folder, "select max(number) from journal"), Count(folder, "select count(*) from journal"));
        AssertAlerted(folder);
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    /// <summary>Whoever missed a duty in an epoch has an alert of that epoch in the store, and each alert of the store was handed over, at least once.</summary>
    private static void AssertAlerted(DirectoryInfo folder)
    {
        const string Missed = "select count(distinct json_extract(entry, '$.participant') || ' ' || epoch) from journal where json_extract(entry, '$.missed[0].count') in (1, '1')";
        const string Alerted = "select count(distinct participant || ' ' || epoch) from alert where kind like 'Downtime%'";
        long missed = Count(folder, Missed), alerts = Count(folder, "select count(*) from alert");
        Assert.True(missed > 5, $"{missed} times somebody missed a duty in an epoch; expected more than five.");
        Assert.Equal(missed, Count(folder, Alerted));
        Assert.Equal(0, Count(folder, "select count(*) from alert where undelivered"));
        long[] handedOver = [.. File.ReadLines(Path.Combine(folder.FullName, "alerts.jsonl")).Select(line => JsonNode.Parse(line)!["number"]!.GetValue<long>())];
        Assert.Equal(alerts, handedOver.Distinct().Count());
        Assert.True(handedOver.Length > alerts, "The process was killed between handing an alert over and marking it; expected that it was handed over again.");
    }

    /// <summary>Tells one thing after the other; what was not answered is told again, as a sender would. Returns how many were told, the last perhaps in vain.</summary>
    private static async Task<int> TellUntilItEndsAsync(ServiceProcess service, int from)
    {
        // What the last process may or may not have taken is told again first.
        for (int number = Math.Max(0, from - 1); ; number++)
        {
            try
            {
                await TellAsync(service.Client, number);
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or IOException)
            {
                return number + 1;
            }

            await Task.Delay(10);
        }
    }

    private static async Task TellAsync(ServiceClient client, int number)
    {
        string key = string.Create(CultureInfo.InvariantCulture, $"delivery-{number}");
        (HttpStatusCode status, JsonNode? answer) = number < Nodes
            ? await client.TellAsync(Roles.Treasurer, "/v1/stake/deposits", $$"""{"participant": "node-{{number}}", "amount": "{{Deposit}}"}""", key)
            : number % 2 == 0
                ? await client.TellAsync(Roles.Treasurer, "/v1/payments", $$"""{"amount": "{{Payment}}"}""", key)
                : await client.TellAsync(Roles.Meter, "/v1/work", $$"""{"participant": "node-{{number % Nodes}}", "work": "{{number}}", "dutiesDue": 2, "missed": [{{(Misses(number) ? """{"cause": "disk", "count": 1}""" : "")}}]}""", key);
        Assert.True(status == HttpStatusCode.OK, $"{key}: {status} {answer}");
    }

    private static bool Misses(int number) => number % 3 == 0;

    private static UInt128 ExpectedIn(int told) =>
        (Deposit * Nodes) + (Payment * (UInt128)Enumerable.Range(0, told).Count(number => number >= Nodes && number % 2 == 0));

    private static async Task<JsonNode> BooksWhenAllIsPaidAsync(ServiceClient client, DirectoryInfo folder)
    {
        for (int attempt = 0; attempt < 1_000; attempt++)
        {
            JsonNode network = await client.JsonAsync(Roles.Reader, "/v1/network");
            UInt128 paid = Payments(folder).Aggregate(UInt128.Zero, (sum, payment) => sum + payment.Amount);
            if (network["books"]!["out"]!.GetValue<string>() == paid.ToString(CultureInfo.InvariantCulture)
                && Count(folder, "select count(*) from posting where unpaid") == 0
                && Count(folder, "select count(*) from alert where undelivered") == 0)
            {
                return network;
            }

            await Task.Delay(50);
        }

        Assert.Fail("The payments did not come to what the books say was paid out within ten seconds.");
        return null!;
    }

    private static (long Number, UInt128 Amount)[] Payments(DirectoryInfo folder)
    {
        using FileStream file = new(Path.Combine(folder.FullName, "payments.csv"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(file);
        return
        [
            .. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(','))
                .Select(parts => (long.Parse(parts[0], CultureInfo.InvariantCulture), UInt128.Parse(parts[1], CultureInfo.InvariantCulture))),
        ];
    }

    private static long Count(DirectoryInfo folder, string query)
    {
        using SqliteConnection connection = new($"Data Source={Path.Combine(folder.FullName, "marketplace.db")}");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The queries stand in this file.
        command.CommandText = query;
#pragma warning restore CA2100
        return (long)command.ExecuteScalar()!;
    }
}
