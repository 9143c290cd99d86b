using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json.Nodes;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Journal;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Network;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Security;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Telemetry;
using CapaCloud.Mechanisms.Verification;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;

namespace CapaCloud.Mechanisms.Service.Tests;

/// <summary>Whatever is taken in can be settled: what is too much together is refused when it is told, not when the epoch ends.</summary>
public sealed class EpochCapacityTests
{
    private const string Huge = "85070591730234615865843651857942052864";
    private static readonly ParticipantId[] Names = [ParticipantId.Of("alice"), ParticipantId.Of("bob"), ParticipantId.Of("cleo")];

    [Theory]
    [InlineData("/v1/payments", """{"amount": "AMOUNT"}""", "BooksFull")]
    [InlineData("/v1/stake/deposits", """{"participant": "bob", "amount": "AMOUNT"}""", "BooksFull")]
    [InlineData("/v1/delegations/deposits", """{"delegator": "dora", "operator": "alice", "amount": "AMOUNT"}""", "StakeOverflow")]
    public async Task Money_thatTheBooksCannotHold_is400_andTheEpochIsSettled(string path, string body, string reason)
    {
        await using RunningService service = await RunningService.StartAsync();
        await service.Client.DepositAsync("alice", 20_000_000);
        await service.Client.ToldAsync(Roles.Node, "/v1/delegations/commissions", """{"operator": "alice", "rate": "0.1"}""");
        await service.Client.ToldAsync(Roles.Treasurer, "/v1/payments", $$"""{"amount": "{{Huge}}"}""");
        (HttpStatusCode status, JsonNode? problem) = await service.Client.TellAsync(Roles.Treasurer, path, body.Replace("AMOUNT", Huge, StringComparison.Ordinal));

        Assert.True(status == HttpStatusCode.BadRequest, $"{status} {problem}");
        Assert.Equal(reason, problem!["refusals"]![0]!["reason"]!.GetValue<string>());
        await service.EndEpochAsync();
        await service.EndEpochAsync();
    }

    [Fact]
    public async Task Work_ofTwoThatAddUpToTooMuch_is400_andTheEpochIsSettled()
    {
        await using RunningService service = await RunningService.StartAsync();
        foreach (string name in new[] { "alice", "bob" })
        {
            await service.Client.DepositAsync(name, 20_000_000);
        }

        const string Body = """{"participant": "NAME", "work": "300000000000000000000000000000", "dutiesDue": 0, "missed": []}""";
        Assert.Equal(HttpStatusCode.OK, (await service.Client.TellAsync(Roles.Meter, "/v1/work", Body.Replace("NAME", "alice", StringComparison.Ordinal))).Status);
        (HttpStatusCode status, JsonNode? problem) = await service.Client.TellAsync(Roles.Meter, "/v1/work", Body.Replace("NAME", "bob", StringComparison.Ordinal));

        Assert.True(status == HttpStatusCode.BadRequest, $"{status} {problem}");
        Assert.Equal("Overflow", problem!["refusals"]![0]!["reason"]!.GetValue<string>());
        await service.EndEpochAsync();
    }

    [Fact]
    public async Task Entries_moreThanAnEpochMayHold_is503_untilTheNextEpoch()
    {
        await using RunningService service = await RunningService.StartAsync("--Marketplace:MostEntriesPerEpoch=3");
        for (int number = 0; number < 3; number++)
        {
            await service.Client.ToldAsync(Roles.Treasurer, "/v1/payments", """{"amount": "1"}""");
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await service.Client.TellAsync(Roles.Treasurer, "/v1/payments", """{"amount": "1"}""", "again")).Status);
        await service.EndEpochAsync();
        Assert.Equal(HttpStatusCode.OK, (await service.Client.TellAsync(Roles.Treasurer, "/v1/payments", """{"amount": "1"}""", "again")).Status);
    }

    [Fact]
    public void Anything_thatWasTakenIn_canBeSettled()
    {
        foreach (Action<MechanismBuilder> compose in new Action<MechanismBuilder>[] { MarketplacePolicy.Compose, Issuing })
        {
            OpenNetwork start = Start(compose);
            Check.One(Config.QuickThrowOnFailure.WithMaxTest(150).Begun(), Prop.ForAll(Arb.From(Scripts), script => IsSettled(start, script)));
        }
    }

    /// <summary>What is ordinary is taken in after anything else that was, unless the books are full.</summary>
    [Fact]
    public void Ordinary_isTakenIn()
    {
        OpenNetwork start = Start(MarketplacePolicy.Compose);
        (NetworkPosition after, int refused) = Tell(new NetworkPosition(start, 0, 0), [.. Enumerable.Range(0, 50).SelectMany(number => new Entry[]
        {
            new StakeDeposited(Names[number % 3], Amount.Of(UInt128.One << 90)), new PaymentReceived(Amount.Of(UInt128.One << 88)), new WorkMeasured(Names[number % 3], UInt128.One << 60, 100, []),
        })]);
        Assert.Equal(0, refused);
        Assert.NotNull(SettlementPlan.Of(after, DateTimeOffset.UnixEpoch));
    }

    private static bool IsSettled(OpenNetwork start, Entry?[] script)
    {
        NetworkPosition position = new(start, 0, 0);
        foreach (Entry? entry in script.Append(null).Append(null))
        {
            position = entry is null ? Settled(position) : Tell(position, [entry]).After;
        }

        return position.Network.State.Epoch >= Epoch.Of(2);
    }

    private static NetworkPosition Settled(NetworkPosition position)
    {
        try
        {
            return SettlementPlan.Of(position, DateTimeOffset.UnixEpoch).After;
        }
        catch (SettlementRefusedException refused) when (refused.Refusals.All(refusal => refusal.Reason == RefusalReason.MissingBeacon))
        {
            ulong round = position.Network.Mechanism.Policy.Verification.Schedule.WindowOf(position.Network.State.Epoch).DrawRound;
            (NetworkPosition after, int count) = Tell(position, [new BeaconPublished(round, Digest.Parse(new string('5', 64)))]);
            Assert.Equal(0, count);
            return SettlementPlan.Of(after, DateTimeOffset.UnixEpoch).After;
        }
    }

    private static (NetworkPosition After, int Refused) Tell(NetworkPosition position, Entry[] entries)
    {
        Delivery[] deliveries = [.. entries.Select((entry, number) => new Delivery(new DeliveryKey("test", $"{position.LastEntry + number}"), entry))];
        DeliveryPlan plan = DeliveryPlan.Of(position, deliveries, new Dictionary<DeliveryKey, JournalEntry>(), DateTimeOffset.UnixEpoch, mostEntries: 1_000);
        int refused = plan.Answer().Count(answer => answer.Outcome == "refused");
        foreach (Delivery delivery in deliveries)
        {
            _ = delivery.Answered.Exception;
        }

        return (plan.After, refused);
    }

    private static OpenNetwork Start(Action<MechanismBuilder> compose)
    {
        MarketplaceMeter meter = new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
        Mechanism mechanism = Mechanism.Create(compose);
        MechanismSource source = new(mechanism, meter);
        OpenNetwork network = new(source, mechanism, mechanism.Open(Epoch.Zero, Names.Select(name => KeyValuePair.Create(name, Amount.Of(20_000_000)))).State);
        return network.Mechanism.Policy.Delegation is null ? network : network.Moved(mechanism.SetCommission(network.State, Names[0], Proportion.Percent(10))).After;
    }

    /// <summary>Money is issued, shares are drawn for, and multipliers go above one.</summary>
    private static void Issuing(MechanismBuilder build) => build
        .Name("issuing")
        .Stake(stake => stake.MinimumBond(1_000).UnbondingPeriod(EpochSpan.Of(2)))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(30)))
        .Reward(reward => reward.IssuePerEpoch(UInt128.One << 80).TimesReputation().TimesUptime());

    private static Gen<UInt128> Amounts => Gen.OneOf(
        from power in Gen.Choose(0, 127) from less in Gen.Choose(0, 1) select (UInt128.One << power) - (UInt128)less,
        Gen.Choose(0, 1_000_000).Select(number => (UInt128)number),
        Gen.Constant(UInt128.MaxValue));

    private static Gen<ParticipantId> Somebody => Gen.Elements(Names);

    /// <summary>Entries as they might be told, and between them the ends of epochs, as null.</summary>
    private static Gen<Entry?[]> Scripts => Gen.Frequency<Entry?>(
        (4, Amounts.Select(amount => (Entry?)new PaymentReceived(Amount.Of(amount)))),
        (3, from name in Somebody from amount in Amounts select (Entry?)new StakeDeposited(name, Amount.Of(amount))),
        (2, from amount in Amounts select (Entry?)new StakeDelegated(ParticipantId.Of("dora"), Names[0], Amount.Of(amount))),
        (1, from name in Somebody from amount in Amounts select (Entry?)new StakeUnbonded(name, Amount.Of(amount))),
        (4, from name in Somebody from work in Amounts from due in Gen.Choose(0, 100) select (Entry?)new WorkMeasured(name, work, (ulong)due, due > 50 ? [new MissedDuties("disk", 50)] : [])),
        (2, from name in Somebody
            from task in Gen.Choose(0, 1_000)
            from isRight in Gen.Elements(true, false)
            select (Entry?)new VerdictBrought(name, TaskId.Of($"t{task}"), Epoch.Zero, isRight ? VerdictReason.MatchesAccepted : VerdictReason.ContradictsAccepted)),
        (2, Gen.Constant<Entry?>(null))).ArrayOf();
}
