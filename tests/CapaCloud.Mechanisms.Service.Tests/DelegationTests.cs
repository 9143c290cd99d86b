using System.Net;
using System.Text.Json.Nodes;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Security;

namespace CapaCloud.Mechanisms.Service.Tests;

/// <summary>Stake of others behind an operator: told, earning, answering, leaving, and refused.</summary>
public sealed class DelegationTests
{
    private const string Dora = """{"delegator": "dora", "operator": "alice", "amount": "30000000"}""";
    private const string Claim = """{"delegator": "dora", "operator": "alice"}""";

    [Fact]
    public async Task Delegation_earns_isPaid_andAnswersAfterTheOperatorsOwnStake()
    {
        RunningService service = await StartAsync();
        await service.Client.ToldAsync(Roles.Treasurer, "/v1/delegations/deposits", Dora, "once");
        await service.Client.ToldAsync(Roles.Treasurer, "/v1/delegations/deposits", Dora, "once");
        await service.EndEpochAsync();
        await service.Client.ToldAsync(Roles.Treasurer, "/v1/payments", """{"amount": "100000"}""");
        await service.Client.WorkAsync("alice", 5);
        await service.EndEpochAsync();

        // Of 95,000 units 3/5 are the delegators', less a commission of 10 %.
        Assert.Equal(("30000000", "0", "51300"), await StandingAsync(service));
        await service.Client.ToldAsync(Roles.Treasurer, "/v1/delegations/claims", Claim);
        await service.Client.ToldAsync(Roles.Treasurer, "/v1/delegations/departures", """{"delegator": "dora", "operator": "alice", "amount": "10000000"}""");
        await service.Client.ToldAsync(
            Roles.Auditor, "/v1/verdicts", """{"participant": "alice", "task": "task-1", "epoch": "1", "reason": "ContradictsAccepted"}""");
        await service.EndEpochAsync();
        Assert.Equal(("20000000", "10000000", "0"), await StandingAsync(service));
        JsonNode outlook = await service.Client.JsonAsync(Roles.Node, "/v1/nodes/alice/outlook");
        Assert.Equal(("5000000", "30000000"), (outlook["bonded"]!.GetValue<string>(), outlook["delegated"]!["total"]!.GetValue<string>()));
        Assert.Contains("of 1 delegator, commission 10.00 %", await service.Client.TextAsync(Roles.Reader, "/nodes/alice"), StringComparison.Ordinal);

        string before = await service.Client.TextAsync(Roles.Reader, "/v1/network");
        service = await service.RestartAsync();
        await using (service)
        {
            Assert.Equal(before, await service.Client.TextAsync(Roles.Reader, "/v1/network"));
            ReceiptBook book = new(ParticipantId.Of("dora"), ReceiptJson.Read(await service.Client.TextAsync(Roles.Reader, "/v1/nodes/dora/receipts")));
            Assert.Equal("51300", book.Receipts.Single(receipt => receipt.Reason == PostingReason.Reward).Amount.ToString());
        }
    }

    [Theory]
    [InlineData("/v1/delegations/deposits", """{"delegator": "dora", "operator": "alice", "amount": "99999"}""", "DelegationTooSmall")]
    [InlineData("/v1/delegations/deposits", """{"delegator": "alice", "operator": "alice", "amount": "30000000"}""", "OwnDelegation")]
    [InlineData("/v1/delegations/deposits", """{"delegator": "dora", "operator": "bob", "amount": "30000000"}""", "NoDelegation")]
    [InlineData("/v1/delegations/deposits", """{"delegator": "dora", "operator": "alice"}""", "Json")]
    [InlineData("/v1/delegations/departures", """{"delegator": "dora", "operator": "alice", "amount": "30000001"}""", "MoreThanHeld")]
    [InlineData("/v1/delegations/compoundings", Claim, "DelegationTooSmall")]
    [InlineData("/v1/delegations/moves", """{"delegator": "dora", "from": "alice", "to": "bob"}""", "NoDelegation")]
    public async Task Tell_badDelegation_is400_andChangesNothing(string path, string body, string reason)
    {
        await using RunningService service = await StartAsync();
        await service.Client.DepositAsync("bob", 20_000_000);
        await service.Client.ToldAsync(Roles.Treasurer, "/v1/delegations/deposits", Dora);
        string before = await service.Client.TextAsync(Roles.Reader, "/v1/network");
        (HttpStatusCode status, JsonNode? problem) = await service.Client.TellAsync(Roles.Treasurer, path, body);

        Assert.True(status == HttpStatusCode.BadRequest, $"{status} {problem}");
        Assert.Equal(reason, problem!["refusals"]![0]!["reason"]!.GetValue<string>());
        Assert.Equal(before, await service.Client.TextAsync(Roles.Reader, "/v1/network"));
    }

    [Theory]
    [InlineData(Roles.Node, "/v1/delegations/claims", Claim)]
    [InlineData(Roles.Node, "/v1/delegations/departures", """{"delegator": "dora", "operator": "alice", "amount": "1000000"}""")]
    [InlineData(Roles.Node, "/v1/delegations/commissions", """{"operator": "bob", "rate": "0.1"}""")]
    [InlineData(Roles.Node, "/v1/delegations/deposits", """{"delegator": "alice", "operator": "bob", "amount": "1000000"}""")]
    [InlineData(Roles.Operator, "/v1/delegations/commissions", """{"operator": "alice", "rate": "0.2"}""")]
    public async Task Tell_notOnesOwn_is403(string role, string path, string body)
    {
        await using RunningService service = await StartAsync();
        await service.Client.DepositAsync("bob", 20_000_000);
        await service.Client.ToldAsync(Roles.Treasurer, "/v1/delegations/deposits", Dora);

        Assert.Equal(HttpStatusCode.Forbidden, (await service.Client.TellAsync(role, path, body)).Status);
    }

    /// <summary>Alice, who may speak for herself, takes delegations for 10 %.</summary>
    private static async Task<RunningService> StartAsync()
    {
        RunningService service = await RunningService.StartAsync();
        await service.Client.DepositAsync("alice", 20_000_000);
        await service.Client.ToldAsync(Roles.Node, "/v1/delegations/commissions", """{"operator": "alice", "rate": "0.1"}""");
        return service;
    }

    private static async Task<(string Standing, string Leaving, string Earned)> StandingAsync(RunningService service)
    {
        JsonNode only = Assert.Single((await service.Client.JsonAsync(Roles.Reader, "/v1/nodes/dora/delegations")).AsArray())!;
        Assert.Equal("alice", only["operator"]!.GetValue<string>());
        return (only["standing"]!.GetValue<string>(), only["leaving"]!.GetValue<string>(), only["earned"]!.GetValue<string>());
    }
}
