using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Security;

namespace CapaCloud.Mechanisms.Service.Tests;

/// <summary>What a node learns: alerts before the penalty, previews that come true, receipts that add up, and its page.</summary>
public sealed class NodeTests
{
    [Fact]
    public async Task Alert_comesBeforeThePenalty()
    {
        await using RunningService service = await RunningService.StartAsync();
        await service.Client.DepositAsync("alice", 20_000_000);
        await service.Client.WorkAsync("alice", 5, due: 100, missed: 4);
        JsonNode near = (await service.Client.JsonAsync(Roles.Reader, "/v1/alerts"))[0]!;
        Assert.Equal("DowntimeNear", near["kind"]!.GetValue<string>());
        Assert.Equal("One more may be missed; the one after costs 2,106 units. So far 4 of 100 duties were missed.", near["message"]!.GetValue<string>());
        Assert.Equal("20000000", (await service.Client.JsonAsync(Roles.Reader, "/v1/nodes/alice/outlook"))["bonded"]!.GetValue<string>());

        await service.Client.WorkAsync("alice", 0, due: 0 + 2, missed: 2);
        await service.Client.WorkAsync("alice", 0, due: 1, missed: 1);
        JsonNode due = (await service.Client.JsonAsync(Roles.Reader, "/v1/alerts"))[0]!;
        Assert.Equal("DowntimeDue", due["kind"]!.GetValue<string>());
    }

    [Fact]
    public async Task Alert_isRaisedOnceForAnEpoch()
    {
        await using RunningService service = await RunningService.StartAsync();
        await service.Client.DepositAsync("alice", 20_000_000);
        await service.Client.WorkAsync("alice", 5, due: 100, missed: 4);
        await service.Client.WorkAsync("alice", 5);

        Assert.Single((await service.Client.JsonAsync(Roles.Reader, "/v1/alerts")).AsArray());
    }

    [Fact]
    public async Task Preview_isWhatIsSettled()
    {
        await using RunningService service = await RunningService.StartAsync();
        await service.Client.DepositAsync("alice", 20_000_000);
        await service.Client.DepositAsync("bob", 20_000_000);
        await service.Client.ToldAsync(Roles.Treasurer, "/v1/payments", """{"amount": "100000"}""");
        await service.Client.WorkAsync("alice", 5, due: 100, missed: 20);
        await service.Client.WorkAsync("bob", 5, due: 100);
        JsonNode preview = (await service.Client.JsonAsync(Roles.Reader, "/v1/nodes/alice/outlook"))["ifTheEpochEndedNow"]!;
        await service.EndEpochAsync();
        JsonNode explanation = (await service.Client.JsonAsync(Roles.Reader, "/v1/nodes/alice/explanations/0"))["explanation"]!;

        Assert.Equal("38000", preview["paid"]!.GetValue<string>());
        Assert.Equal(preview["reward"]!.GetValue<string>(), explanation["reward"]!.GetValue<string>());
        Assert.Equal(preview["slashed"]!.GetValue<string>(), explanation["slashed"]!.GetValue<string>());
    }

    [Fact]
    public async Task Preview_ofAWrongResult_saysWhatItCosts_andChangesNothing()
    {
        await using RunningService service = await RunningService.StartAsync();
        await service.Client.DepositAsync("alice", 20_000_000);
        using StringContent question = new("""{"work": "0", "dutiesDue": 0, "missed": [], "wrongResults": 1, "passedAudits": 0}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await service.Client.SendAsync(HttpMethod.Post, Roles.Node, "/v1/nodes/alice/previews", question);
        JsonNode body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

        Assert.Equal("0", body["now"]!["slashed"]!.GetValue<string>());
        Assert.Equal("6000000", body["with"]!["slashed"]!.GetValue<string>());
        await service.EndEpochAsync();
        Assert.Equal("20000000", (await service.Client.JsonAsync(Roles.Reader, "/v1/nodes/alice/outlook"))["bonded"]!.GetValue<string>());
    }

    [Fact]
    public async Task Receipts_addUpToTheStake_andNameTheEvidence()
    {
        await using RunningService service = await RunningService.StartAsync();
        await service.Client.DepositAsync("alice", 20_000_000);
        await service.Client.ToldAsync(
            Roles.Auditor,
            "/v1/verdicts",
            """{"participant": "alice", "task": "task-1", "epoch": "0", "reason": "ContradictsAccepted", "evidence": "0000000000000000000000000000000000000000000000000000000000000000"}""");
        await service.EndEpochAsync();
        ReceiptBook book = new(ParticipantId.Of("alice"), ReceiptJson.Read(await service.Client.TextAsync(Roles.Node, "/v1/nodes/alice/receipts")));
        Receipt[] losses = [.. book.Receipts.Where(receipt => receipt.Reason == PostingReason.Slash)];

        Assert.Equal("14000000", book.Balance(LedgerAccountKind.Stake).ToString());
        Assert.All(losses, loss => Assert.Equal(TaskId.Of("task-1"), loss.Task));
        Assert.All(losses, loss => Assert.NotNull(loss.Evidence));
        Assert.StartsWith("number,epoch,", await service.Client.TextAsync(Roles.Node, "/v1/nodes/alice/receipts.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_saysWhyAndHowFar_withoutScript()
    {
        await using RunningService service = await RunningService.StartAsync();
        for (int number = 0; number < 200; number++)
        {
            await service.Client.DepositAsync($"node-{number:000}", 20_000_000);
        }

        await service.Client.DepositAsync("a<b>&c", 20_000_000);
        await service.Client.ToldAsync(Roles.Treasurer, "/v1/payments", """{"amount": "100000"}""");
        await service.Client.WorkAsync("a<b>&c", 5, due: 100, missed: 10);
        await service.EndEpochAsync();
        await service.Client.WorkAsync("a<b>&c", 5, due: 100, missed: 4);
        string path = $"/nodes/{Uri.EscapeDataString("a<b>&c")}";
        string page = await service.Client.TextAsync(Roles.Reader, path);

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("a<b>", page, StringComparison.Ordinal);
        Assert.Contains("4 of 100 duties were missed. One more may be missed; the one after costs", page, StringComparison.Ordinal);
        Assert.Contains("One wrong result would cost", page, StringComparison.Ordinal);
        Assert.Contains("In epoch 0 it was paid 85,500 units and lost", page, StringComparison.Ordinal);
        Assert.Contains("viewport", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_opensWithTheKeyAsAPassword()
    {
        await using RunningService service = await RunningService.StartAsync();
        await service.Client.DepositAsync("alice", 20_000_000);
        using HttpClient browser = new() { BaseAddress = new Uri(service.Address) };
        using HttpResponseMessage asked = await browser.GetAsync(new Uri("/nodes/alice", UriKind.Relative));
        browser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"any:{ServiceKeys.Of(Roles.Node)}")));
        using HttpResponseMessage home = await browser.GetAsync(new Uri("/", UriKind.Relative));

        // A client forgets the key when it is sent on; a browser does not.
        using HttpResponseMessage shown = await browser.GetAsync(home.RequestMessage!.RequestUri);

        Assert.StartsWith("Basic ", asked.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Equal("/nodes/alice", shown.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.True(shown.IsSuccessStatusCode);
    }
}
