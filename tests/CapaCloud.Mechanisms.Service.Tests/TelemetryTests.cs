using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Reflection;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Network;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Security;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Telemetry;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Verification;
using Microsoft.Extensions.DependencyInjection;

namespace CapaCloud.Mechanisms.Service.Tests;

/// <summary>What is seen from outside: an activity for every act of the mechanism, and every metric with the figure that it says.</summary>
public sealed class TelemetryTests
{
    private static readonly ParticipantId Alice = ParticipantId.Of("alice"), Dora = ParticipantId.Of("dora");
    private static readonly Amount Bond = Amount.Of(20_000_000);

    /// <summary>What is no act: plain reads, and the steps that run once for each participant or partition.</summary>
    private static readonly string[] NoActs =
    [
        nameof(IMechanism.CoverOf), nameof(IMechanism.StakingRulesOf), nameof(IMechanism.ScoreOf), nameof(IMechanism.CheckScoreOf), nameof(IMechanism.RequesterScoreOf), nameof(IMechanism.Genesis), nameof(IMechanism.Describe), nameof(IMechanism.Intake),
        nameof(IMechanism.BatchOf), nameof(IMechanism.CreateFaultTotals), nameof(IMechanism.Tally), nameof(IMechanism.Climate), nameof(IMechanism.Assess), nameof(IMechanism.Terms),
        nameof(IMechanism.SearchRemainders), nameof(IMechanism.SettleParticipant), nameof(IMechanism.Close), nameof(IMechanism.ClosingOf), nameof(IMechanism.AskedNamesOf), nameof(IMechanism.CloseNetwork),
        nameof(IMechanism.ClosePartition),
    ];

    private sealed record Act(string Method, string Activity, Action<IMechanism, NetworkState> Run, bool IsRefused = false);

    private static readonly Act[] Acts =
    [
        new(nameof(IMechanism.Open), "open", (mechanism, _) => mechanism.Open(Epoch.Zero, [])),
        new(nameof(IMechanism.Deposit), "deposit", (mechanism, state) => mechanism.Deposit(state, Alice, Bond)),
        new(nameof(IMechanism.Deposit), "deposit", (mechanism, state) => mechanism.Deposit(state, Alice, Amount.Zero), IsRefused: true),
        new(nameof(IMechanism.Unbond), "unbond", (mechanism, state) => mechanism.Unbond(state, Alice, Amount.One)),
        new(nameof(IMechanism.CancelUnbonding), "cancel-unbonding", (mechanism, state) => mechanism.CancelUnbonding(state, Alice, Bond), IsRefused: true),
        new(nameof(IMechanism.Withdraw), "withdraw", (mechanism, state) => mechanism.Withdraw(state, Alice)),
        new(nameof(IMechanism.Fund), "fund", (mechanism, state) => mechanism.Fund(state, Dora, Bond), IsRefused: true),
        new(nameof(IMechanism.Reclaim), "reclaim", (mechanism, state) => mechanism.Reclaim(state, Dora, Bond), IsRefused: true),
        new(nameof(IMechanism.Award), "award", (mechanism, state) => mechanism.Award(state, Award()), IsRefused: true),
        new(nameof(IMechanism.TryAward), "award", (mechanism, state) => mechanism.TryAward(state, Award(), out _, out _), IsRefused: true),
        new(nameof(IMechanism.Allocate), "allocate", (mechanism, state) => mechanism.Allocate(state, null!, null!, default), IsRefused: true),
        new(nameof(IMechanism.SetCommission), "set-commission", (mechanism, state) => mechanism.SetCommission(state, Alice, Proportion.Percent(5))),
        new(nameof(IMechanism.DelegateStake), "delegate", (mechanism, state) => mechanism.DelegateStake(state, Dora, Alice, Bond)),
        new(nameof(IMechanism.UndelegateStake), "undelegate", (mechanism, state) => mechanism.UndelegateStake(state, Dora, Alice, Bond), IsRefused: true),
        new(nameof(IMechanism.WithdrawDelegation), "withdraw-delegation", (mechanism, state) => mechanism.WithdrawDelegation(state, Dora, Dora), IsRefused: true),
        new(nameof(IMechanism.Redelegate), "redelegate", (mechanism, state) => mechanism.Redelegate(state, Dora, Dora, Alice), IsRefused: true),
        new(nameof(IMechanism.ClaimRewards), "claim-rewards", (mechanism, state) => mechanism.ClaimRewards(state, Dora, Dora), IsRefused: true),
        new(nameof(IMechanism.CompoundRewards), "compound-rewards", (mechanism, state) => mechanism.CompoundRewards(state, Dora, Dora), IsRefused: true),
        new(nameof(IMechanism.SelectAudits), "select-audits", (mechanism, state) => mechanism.SelectAudits(state, [], new Beacon(1, Digest.Parse(new string('5', 64))))),
        new(nameof(IMechanism.AssignPanels), "assign-panels", (mechanism, state) => mechanism.AssignPanels(state, null!, default), IsRefused: true),
        new(nameof(IMechanism.ReviewPlantedErrors), "review-planted-errors", (mechanism, state) => mechanism.ReviewPlantedErrors(state, [], [], [])),
        new(nameof(IMechanism.ReviewPlantedErrors), "review-planted-errors", (mechanism, state) => mechanism.ReviewPlantedErrors(state, [], null!, []), IsRefused: true),
        new(nameof(IMechanism.Adjudicate), "adjudicate", (mechanism, _) => mechanism.Adjudicate([])),
        new(nameof(IMechanism.Adjudicate), "adjudicate", (mechanism, state) => mechanism.Adjudicate([], mechanism.ReviewPlantedErrors(state, [], [], []))),
        new(nameof(IMechanism.Settle), "preview", (mechanism, state) => mechanism.Settle(state, new EpochReport { Epoch = state.Epoch })),
        new(nameof(IMechanism.Settle), "preview", (mechanism, state) => mechanism.Settle(state, new EpochReport { Epoch = state.Epoch.Next }), IsRefused: true),
        new(nameof(IMechanism.TrySettle), "settle", (mechanism, state) => mechanism.TrySettle(state, new EpochReport { Epoch = state.Epoch }, out _, out _)),
        new(nameof(IMechanism.TrySettle), "settle", (mechanism, state) => Assert.False(mechanism.TrySettle(state, new EpochReport { Epoch = state.Epoch.Next }, out _, out _)), IsRefused: true),
        new(nameof(IMechanism.Explain), "explain", (mechanism, state) => mechanism.Explain(mechanism.Settle(state, new EpochReport { Epoch = state.Epoch }), Alice)),
        new(nameof(IMechanism.IsGenuine), "verify", (mechanism, state) => mechanism.IsGenuine(mechanism.Settle(state, new EpochReport { Epoch = state.Epoch }))),
        new(nameof(IMechanism.Migrate), "migrate", (mechanism, state) => mechanism.Migrate(state, mechanism.Policy)),
    ];

    [Fact]
    public void Act_ofEveryKind_isAnActivity()
    {
        MarketplaceMeter meter = new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
        Mechanism plain = Mechanism.Create(MarketplacePolicy.Compose);
        MeteredMechanism metered = new(plain, meter);
        NetworkState state = plain.Open(Epoch.Zero, [new(Alice, Bond)]).State;
        state = plain.SetCommission(state, Alice, Proportion.Percent(5));
        ConcurrentQueue<Activity> seen = [];
        using ActivityListener listener = Listen(meter, seen);
        foreach (Act act in Acts)
        {
            seen.Clear();
            Exception? refusal = Record.Exception(() => act.Run(metered, state));
            Activity activity = Assert.Single(seen, one => one.OperationName == act.Activity);
            Assert.True(act.IsRefused == (activity.Status == ActivityStatusCode.Error), $"{act.Method}: {refusal?.Message ?? "not refused"}, status {activity.Status}");
            Assert.True(act.Method is nameof(IMechanism.Adjudicate) || activity.GetTagItem("marketplace.epoch") is string, act.Method);
            Assert.True(refusal is null || activity.StatusDescription == refusal.GetType().Name, act.Method);
        }
    }

    /// <summary>An act that joins the interface is metered, or named here as none.</summary>
    [Fact]
    public void Acts_areAllThatTheInterfaceHas()
    {
        string[] methods = [.. typeof(IMechanism).GetMethods().Where(method => !method.IsSpecialName).Select(method => method.Name).Distinct().Order(StringComparer.Ordinal)];
        string[] metered = [.. typeof(MeteredMechanism).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(method => method.Name).Distinct().Order(StringComparer.Ordinal)];
        string[] named = [.. Acts.Select(act => act.Method).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(methods, named.Concat(NoActs).Order(StringComparer.Ordinal));
        Assert.Equal(metered, named);
    }

    [Fact]
    public async Task Metrics_sayWhatHappened()
    {
        await using RunningService service = await RunningService.StartAsync();
        ConcurrentQueue<(string Name, double Value, string Tags)> seen = [];
        using MeterListener listener = new() { InstrumentPublished = (instrument, own) => Subscribe(instrument, own, service) };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => seen.Enqueue((instrument.Name, value, Text(tags))));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen.Enqueue((instrument.Name, value, Text(tags))));
        listener.Start();

        await service.Client.DepositAsync("alice", 20_000_000);
        await service.Client.DepositAsync("bob", 20_000_000);
        await service.Client.ToldAsync(Roles.Treasurer, "/v1/payments", """{"amount": "100000"}""", "paid");
        await service.Client.ToldAsync(Roles.Treasurer, "/v1/payments", """{"amount": "100000"}""", "paid");
        Assert.Equal(HttpStatusCode.NotFound, (await service.Client.TellAsync(Roles.Treasurer, "/v1/stake/withdrawals", """{"participant": "nobody"}""")).Status);
        await service.Client.WorkAsync("alice", 5, due: 100, missed: 20);
        await service.Client.WorkAsync("bob", 5, due: 100);
        await service.EndEpochAsync();
        for (int attempt = 0; attempt < 500 && !(seen.Any(one => one.Name == "marketplace.payments") && seen.Any(one => one.Name == "marketplace.alerts")); attempt++)
        {
            await Task.Delay(20);
        }

        double Sum(string name, string tags = "") => seen.Where(one => one.Name == name && one.Tags.Contains(tags, StringComparison.Ordinal)).Sum(one => one.Value);
        Assert.Equal(2, Sum("marketplace.deliveries", "kind=StakeDeposited outcome=accepted"));
        Assert.Equal(1, Sum("marketplace.deliveries", "kind=PaymentReceived outcome=accepted"));
        Assert.Equal(1, Sum("marketplace.deliveries", "kind=PaymentReceived outcome=repeated"));
        Assert.Equal(1, Sum("marketplace.deliveries", "kind=StakeWithdrawn outcome=refused"));
        Assert.Equal(1, Sum("marketplace.alerts", "kind=DowntimeDue"));
        Assert.Equal(1, Assert.Single(seen, one => one.Name == "marketplace.epoch").Value);
        Assert.Contains(seen, one => one.Name == "marketplace.epochs_due" && one.Value == 1);
        Assert.Equal(0, Sum("marketplace.settlement.set_aside"));
        Assert.InRange(Assert.Single(seen, one => one.Name == "marketplace.settlement.duration").Value, double.Epsilon, 60);
        Assert.Equal("settled=True", Assert.Single(seen, one => one.Name == "marketplace.settlement.duration").Tags);
        (double paid, double slashed) = await SettledAsync(service);
        Assert.Equal((paid, slashed), (Sum("marketplace.settlement.paid"), Sum("marketplace.settlement.slashed")));
        Assert.True(paid > 0 && slashed > 0 && Sum("marketplace.payments") >= 2);
    }

    private static void Subscribe(Instrument instrument, MeterListener listener, RunningService service)
    {
        // Other services of this process have meters of the same name.
        if (instrument.Meter.Name == MarketplaceMeter.Name && ReferenceEquals(instrument.Meter.Scope, service.Services.GetRequiredService<IMeterFactory>()))
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private static async Task<(double Paid, double Slashed)> SettledAsync(RunningService service)
    {
        SettledEpochs epochs = service.Services.GetRequiredService<SettledEpochs>();
        EpochSettlement settlement = (await epochs.ReadAsync(Epoch.Zero, default))!.Value.Settlement;
        return (settlement.Outcomes.Sum(outcome => (double)outcome.Paid.Units), settlement.Outcomes.Sum(outcome => (double)outcome.Slashed.Units));
    }

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));

    private static ActivityListener Listen(MarketplaceMeter meter, ConcurrentQueue<Activity> seen)
    {
        ActivityListener listener = new()
        {
            ShouldListenTo = source => ReferenceEquals(source, meter.Activities),
            Sample = static (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = seen.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static JobAward Award() => new()
    {
        Task = TaskId.Of("job"),
        Provider = Alice,
        Requester = Dora,
        Class = "gpu",
        Price = Bond,
        Value = Bond,
        Deadline = Epoch.Of(9),
    };
}
