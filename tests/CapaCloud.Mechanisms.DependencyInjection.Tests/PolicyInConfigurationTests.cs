using System.Text;
using System.Text.Json.Nodes;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Verification;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CapaCloud.Mechanisms.DependencyInjection.Tests;

/// <summary>A policy that stands in appsettings.json as an object.</summary>
public sealed class PolicyInConfigurationTests
{
    /// <summary>Whole numbers, truth values, empty lists, nested curves: everything that configuration turns into text.</summary>
    private static readonly MechanismPolicy Rich = Mechanism.Create(build => build
        .Name("rich")
        .Stake(stake => stake.MinimumBond(1_000).UnbondingPeriod(EpochSpan.Of(7)).MaximumTranches(8))
        .Verify(verify => verify.AuditRate(Proportion.Percent(10), Proportion.Half).Decide(new MajorityRule(quorum: 5)))
        .Slash(Offence.IncorrectResult, SlashingCurve.Power(Proportion.Half, 3).EscalatingBy(2).Capped(Proportion.One), offence => offence with { ForfeitsReward = true })
        .Slash(Offence.Downtime, SlashingCurve.Linear(Proportion.Percent(1)))
        .Reputation(new StreakReputation())
        .Reward(reward => reward.KeepDust().Split(new FloorSplitter()).TimesUptime())
        .Jobs(jobs => jobs.Class("small", 1_000).Fee(Proportion.Percent(5)).LateUpTo(EpochSpan.Of(2)).Disputed(Proportion.Percent(10), EpochSpan.Of(3)))
        .Excuse("power", "true")).Policy;

    public static TheoryData<string> Policies => [PolicyJson.Write(Rich), PolicyJson.Write(ExamplePolicy.Good)];

    [Theory]
    [MemberData(nameof(Policies))]
    public void Bind_policyAsAnObject_isThePolicyOfItsJson(string json)
    {
        using ServiceProvider services = Services(json).BuildServiceProvider();
        Assert.Equal(PolicyJson.Hash(PolicyJson.Read(json)), services.GetRequiredService<IMechanism>().PolicyHash);
    }

    [Fact]
    public void Start_objectWithSeveralErrors_listsThemAll()
    {
        string json = PolicyJson.Write(ExamplePolicy.Good with { Penalty = new PenaltyPolicy { BountyShare = Proportion.One }, ExcusedCauses = ["power", "power"] });
        OptionsValidationException refusal = Assert.Throws<OptionsValidationException>(() => Start(json));
        Assert.Equal(["$.penalty.bountyShare", "$.excusedCauses[1]", "$.excusedCauses"], refusal.Failures.Select(failure => failure.Split(": ")[0]));
    }

    [Theory]
    [InlineData("\"0.30\"", "\"much\"", "Policy: $.offences[0].curve.fraction")]
    [InlineData("\"maximumTranches\": 64", "\"maximumTranches\": \"many\"", "Policy: $.stake.maximumTranches")]
    [InlineData("\"maximumTranches\": 64", "\"maximumTranche\": 64", "Policy: $.stake")]
    public void Start_objectThatIsNoPolicy_saysWhere(string written, string wrong, string where)
    {
        string json = PolicyJson.Write(ExamplePolicy.Good).Replace("\"0.3\"", "\"0.30\"", StringComparison.Ordinal);
        Assert.Contains(written, json, StringComparison.Ordinal);
        OptionsValidationException refusal = Assert.Throws<OptionsValidationException>(() => Start(json.Replace(written, wrong, StringComparison.Ordinal)));
        Assert.StartsWith(where, refusal.Failures.First(), StringComparison.Ordinal);
    }

    /// <summary>Unreadable texts, unknown and missing members, a rule without a name, and what contradicts itself: all at once, each by its path as it was written.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Start_severalUnreadableFields_listsThemAll(bool isText)
    {
        JsonNode policy = JsonNode.Parse(PolicyJson.Write(Rich))!;
        policy["stake"]!["minimumBond"] = "plenty";
        policy["stake"]!.AsObject().Remove("liabilityWindow");
        policy["reward"]!["treasuryFee"] = "2";
        policy["reward"]!["tip"] = "1";
        policy["offences"]![0]!["curve"]!["kind"] = "cruel";
        policy["offences"]![1]!["curve"]!["atFullSeverity"] = "all";
        policy["jobs"]!["fee"] = "a little";
        policy["excusedCauses"] = new JsonArray("power", "power");
        string[] failures = isText
            ? [.. Assert.Throws<OptionsValidationException>(() => StartText(policy.ToJsonString())).Failures]
            : [.. Assert.Throws<OptionsValidationException>(() => Start(policy.ToJsonString())).Failures];
        string source = isText ? "PolicyJson" : "Policy";
        Assert.All(failures, failure => Assert.StartsWith($"{source}: $.", failure, StringComparison.Ordinal));
        Assert.Equal(
            ["$.excusedCauses[1]", "$.jobs.fee", "$.offences[0].curve.kind", "$.offences[1].curve.atFullSeverity", "$.reward.tip", "$.reward.treasuryFee", "$.stake.liabilityWindow", "$.stake.minimumBond"],
            failures.Select(failure => failure.Split(": ")[1]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"name\":\"a\",\"name\":\"b\"}")]
    public void Start_textThatIsNoPolicyAtAll_isOneFailure(string json) =>
        Assert.StartsWith("PolicyJson: $", Assert.Single(Assert.Throws<OptionsValidationException>(() => StartText(json)).Failures), StringComparison.Ordinal);

    private static void StartText(string json)
    {
        ServiceCollection services = new();
        services.AddMechanism(options => options.PolicyJson = json);
        using ServiceProvider provider = services.BuildServiceProvider();
        provider.GetRequiredService<IStartupValidator>().Validate();
    }

    private static void Start(string json)
    {
        using ServiceProvider services = Services(json).BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();
    }

    private static ServiceCollection Services(string json)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes($"{{ \"Mechanism\": {{ \"Policy\": {json} }} }}")))
            .Build();
        ServiceCollection services = new();
        services.AddMechanism().Bind(configuration.GetSection("Mechanism"));
        return services;
    }
}
