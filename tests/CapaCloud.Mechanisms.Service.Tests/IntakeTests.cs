using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Security;

namespace CapaCloud.Mechanisms.Service.Tests;

/// <summary>What is taken in, what is refused and how, and who may tell what.</summary>
public sealed class IntakeTests
{
    [Fact]
    public async Task Tell_sameDeliveryTwice_isDoneOnce_andAnsweredAlike()
    {
        await using RunningService service = await RunningService.StartAsync();
        JsonNode first = await service.Client.DepositAsync("alice", 20_000_000, "deposit-1");
        JsonNode second = await service.Client.DepositAsync("alice", 20_000_000, "deposit-1");

        Assert.Equal(first["entry"]!.ToString(), second["entry"]!.ToString());
        Assert.False(first["isRepeated"]!.GetValue<bool>());
        Assert.True(second["isRepeated"]!.GetValue<bool>());
        Assert.Equal("20000000", (await service.Client.JsonAsync(Roles.Reader, "/v1/nodes/alice/outlook"))["bonded"]!.GetValue<string>());
    }

    [Fact]
    public async Task Tell_manyTimesAtOnce_isDoneOnce()
    {
        await using RunningService service = await RunningService.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => service.Client.DepositAsync("alice", 9_000_000, "deposit-1")));

        Assert.Equal("9000000", (await service.Client.JsonAsync(Roles.Reader, "/v1/nodes/alice/outlook"))["bonded"]!.GetValue<string>());
    }

    [Fact]
    public async Task Tell_anotherThingUnderTheSameKey_isRefused()
    {
        await using RunningService service = await RunningService.StartAsync();
        await service.Client.DepositAsync("alice", 20_000_000, "deposit-1");
        (HttpStatusCode status, JsonNode? problem) = await service.Client.TellAsync(Roles.Treasurer, "/v1/stake/deposits", """{"participant": "alice", "amount": "20000001"}""", "deposit-1");

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("deposit-1", problem!["refusals"]![0]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tell_evidenceTwice_countsOnce()
    {
        await using RunningService service = await RunningService.StartAsync();
        await service.Client.DepositAsync("alice", 20_000_000);
        const string Evidence = """{"offence": "negligent-verification", "offender": "alice", "faultEpoch": "0", "severity": "1", "task": "task-1"}""";
        await service.Client.ToldAsync(Roles.Auditor, "/v1/evidence", Evidence, "one");
        await service.Client.ToldAsync(Roles.Auditor, "/v1/evidence", Evidence, "another name for the same fault");
        await service.EndEpochAsync();
        (HttpStatusCode late, _) = await service.Client.TellAsync(Roles.Auditor, "/v1/evidence", Evidence, "a third");

        Assert.Equal(HttpStatusCode.Conflict, late);
        Assert.Equal("18000000", (await service.Client.JsonAsync(Roles.Reader, "/v1/nodes/alice/outlook"))["bonded"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(Roles.Treasurer, "/v1/stake/deposits", """{"participant": "alice", "amount": "1"}""", "BelowMinimumBond")]
    [InlineData(Roles.Treasurer, "/v1/stake/deposits", """{"participant": "alice", "amount": "-1"}""", "Json")]
    [InlineData(Roles.Treasurer, "/v1/stake/deposits", """{"participant": "alice"}""", "Json")]
    [InlineData(Roles.Treasurer, "/v1/stake/deposits", """{"participant": "alice", "amount": "9000000", "note": "more"}""", "Json")]
    [InlineData(Roles.Treasurer, "/v1/stake/deposits", """{"participant": "alice", "amount": "9000000", "amount": "1"}""", "Json")]
    [InlineData(Roles.Treasurer, "/v1/stake/deposits", "no JSON", "Json")]
    [InlineData(Roles.Treasurer, "/v1/stake/deposits", "null", "Missing")]
    [InlineData(Roles.Auditor, "/v1/verdicts", "null", "Missing")]
    [InlineData(Roles.Meter, "/v1/work", """{"participant": "stranger", "work": "1", "dutiesDue": 1, "missed": []}""", "UnknownParticipant")]
    [InlineData(Roles.Meter, "/v1/work", """{"participant": "bob", "work": "1", "dutiesDue": 1, "missed": [{"cause": "disk", "count": 2}]}""", "MoreMissedThanDue")]
    [InlineData(Roles.Meter, "/v1/work", """{"participant": "bob", "work": "1", "dutiesDue": 1, "missed": [{"cause": " disk", "count": 1}]}""", "UnclearCause")]
    [InlineData(Roles.Auditor, "/v1/verdicts", """{"participant": "bob", "task": "t", "epoch": "9", "reason": "ContradictsAccepted", "evidence": "0000000000000000000000000000000000000000000000000000000000000000"}""", "FromTheFuture")]
    [InlineData(Roles.Auditor, "/v1/evidence", """{"offence": "rudeness", "offender": "bob", "faultEpoch": "0", "severity": "1"}""", "UnpricedOffence")]
    [InlineData(Roles.Auditor, "/v1/evidence", """{"offence": "equivocation", "offender": "bob", "faultEpoch": "0", "severity": "0"}""", "NoSeverity")]
    [InlineData(Roles.Beacon, "/v1/beacons", """{"round": 77, "randomness": "0000000000000000000000000000000000000000000000000000000000000001"}""", "BeaconRound")]
    public async Task Tell_badInput_is400_withTheRefusal(string role, string path, string body, string reason)
    {
        await using RunningService service = await RunningService.StartAsync();
        await service.Client.DepositAsync("bob", 20_000_000);
        JsonNode before = await service.Client.JsonAsync(Roles.Reader, "/v1/network");
        (HttpStatusCode status, JsonNode? problem) = await service.Client.TellAsync(role, path, body);

        Assert.True(status == HttpStatusCode.BadRequest, $"{status} {problem}");
        Assert.Equal(reason, problem!["refusals"]![0]!["reason"]!.GetValue<string>());
        Assert.NotEmpty(problem["detail"]!.GetValue<string>());
        Assert.Equal(before.ToJsonString(), (await service.Client.JsonAsync(Roles.Reader, "/v1/network")).ToJsonString());
    }

    [Fact]
    public async Task Tell_withoutIdempotencyKey_is400()
    {
        await using RunningService service = await RunningService.StartAsync();
        using StringContent body = new("""{"amount": "5"}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await service.Client.SendAsync(HttpMethod.Post, Roles.Treasurer, "/v1/payments", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("Idempotency-Key", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Roles.Meter, "/v1/payments", """{"amount": "5"}""")]
    [InlineData(Roles.Reader, "/v1/work", """{"participant": "alice", "work": "1", "dutiesDue": 1, "missed": []}""")]
    [InlineData(Roles.Node, "/v1/rulings", """{"participant": "alice", "case": "0000000000000000000000000000000000000000000000000000000000000000", "outcome": "Overturned"}""")]
    [InlineData(Roles.Node, "/v1/stake/withdrawals", """{"participant": "bob"}""")]
    [InlineData(Roles.Node, "/v1/evidence", """{"offence": "equivocation", "offender": "bob", "faultEpoch": "0", "severity": "1", "reporter": "bob"}""")]
    public async Task Tell_notOnesOwn_is403(string role, string path, string body)
    {
        await using RunningService service = await RunningService.StartAsync();
        await service.Client.DepositAsync("bob", 20_000_000);

        Assert.Equal(HttpStatusCode.Forbidden, (await service.Client.TellAsync(role, path, body)).Status);
    }

    [Fact]
    public async Task Read_anotherNode_is403_andWithoutKeyIs401()
    {
        await using RunningService service = await RunningService.StartAsync();
        await service.Client.DepositAsync("alice", 20_000_000);
        await service.Client.DepositAsync("bob", 20_000_000);
        using HttpResponseMessage other = await service.Client.SendAsync(HttpMethod.Get, Roles.Node, "/v1/nodes/bob/receipts");
        using HttpResponseMessage own = await service.Client.SendAsync(HttpMethod.Get, Roles.Node, "/v1/nodes/alice/receipts");
        using HttpResponseMessage nobody = await service.Client.SendAsync(HttpMethod.Get, null, "/v1/network");

        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
    }

    [Fact]
    public async Task Tell_tooMuchAtOnce_is413_andTooOftenIs429()
    {
        await using RunningService service = await RunningService.StartAsync("--Marketplace:MostBodyBytes=1024", "--Marketplace:RequestsPerSecond=5");
        (HttpStatusCode large, _) = await service.Client.TellAsync(Roles.Treasurer, "/v1/payments", $$"""{"amount": "{{new string('1', 2_000)}}"}""");
        HttpStatusCode[] often = [.. (await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => service.Client.TellAsync(Roles.Meter, "/v1/work", "{}")))).Select(answer => answer.Status)];

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large);
        Assert.Contains(HttpStatusCode.TooManyRequests, often);
        Assert.Contains(HttpStatusCode.BadRequest, often);
    }
}
