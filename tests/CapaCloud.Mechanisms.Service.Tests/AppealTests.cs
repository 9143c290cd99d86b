using System.Text.Json.Nodes;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Security;

namespace CapaCloud.Mechanisms.Service.Tests;

/// <summary>The loop as its users turn it: results are committed, drawn, answered and judged; an accusation is appealed and ruled on.</summary>
public sealed class AppealTests
{
    [Fact]
    public async Task Appeal_thatIsUpheld_takesNothing()
    {
        await using RunningService service = await RunningService.StartAsync();
        await service.Client.DepositAsync("alice", 20_000_000);
        await service.Client.ToldAsync(Roles.Auditor, "/v1/evidence", """{"offence": "equivocation", "offender": "alice", "faultEpoch": "0", "severity": "1", "about": "7777777777777777777777777777777777777777777777777777777777777777"}""");
        await service.EndEpochAsync();
        string accused = (await service.Client.JsonAsync(Roles.Node, "/v1/nodes/alice/"))["cases"]![0]!["key"]!.GetValue<string>();
        Assert.Equal("AccusationPending", (await service.Client.JsonAsync(Roles.Node, "/v1/nodes/alice/outlook"))["alerts"]![0]!["kind"]!.GetValue<string>());

        await service.Client.ToldAsync(Roles.Node, "/v1/appeals", $$"""{"participant": "alice", "case": "{{accused}}"}""");
        await service.EndEpochAsync();
        await service.Client.ToldAsync(Roles.Judge, "/v1/rulings", $$"""{"participant": "alice", "case": "{{accused}}", "outcome": "Overturned"}""");
        await service.EndEpochAsync();
        JsonNode state = await service.Client.JsonAsync(Roles.Node, "/v1/nodes/alice/");

        Assert.Equal("Overturned", state["cases"]![0]!["status"]!.GetValue<string>());
        Assert.Equal("20000000", (await service.Client.JsonAsync(Roles.Node, "/v1/nodes/alice/outlook"))["bonded"]!.GetValue<string>());
    }

    [Fact]
    public async Task Loop_fromACommitmentToAVerdict()
    {
        await using RunningService service = await RunningService.StartAsync();
        foreach (string name in new[] { "alice", "bob", "cleo" })
        {
            await service.Client.DepositAsync(name, 20_000_000);
        }

        for (int task = 0; task < 30; task++)
        {
            await service.Client.ToldAsync(Roles.Node, "/v1/commitments", $$"""{"participant": "alice", "task": "task-{{task}}", "seal": "{{new string('5', 64)}}"}""");
        }

        await service.Client.ToldAsync(Roles.Beacon, "/v1/beacons", $$"""{"round": 1, "randomness": "{{new string('c', 64)}}"}""");
        JsonArray audits = (await service.Client.JsonAsync(Roles.Auditor, "/v1/audits"))["audits"]!.AsArray();
        Assert.InRange(audits.Count, 1, 29);
        string drawn = audits[0]!["commitment"]!["task"]!.GetValue<string>();
        (string wrong, string right) = (new string('a', 64), new string('b', 64));
        await service.Client.ToldAsync(
            Roles.Auditor,
            "/v1/answers",
            $$"""{"task": "{{drawn}}", "epoch": "0", "answers": [{"author": "alice", "result": "{{wrong}}"}, {"author": "bob", "result": "{{right}}"}, {"author": "cleo", "result": "{{right}}"}]}""");
        await service.EndEpochAsync();

        Assert.Equal("14000000", (await service.Client.JsonAsync(Roles.Reader, "/v1/nodes/alice/outlook"))["bonded"]!.GetValue<string>());
        Assert.Equal("20000000", (await service.Client.JsonAsync(Roles.Reader, "/v1/nodes/bob/outlook"))["bonded"]!.GetValue<string>());
    }
}
