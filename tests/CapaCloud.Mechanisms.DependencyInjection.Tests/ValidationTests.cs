using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CapaCloud.Mechanisms.DependencyInjection.Tests;

public sealed class ValidationTests
{
    [Fact]
    public void Start_policyWithThreeErrors_listsAllThreeAtOnce()
    {
        OptionsValidationException refusal = Assert.Throws<OptionsValidationException>(
            () => Start(new ServiceCollection().AddMechanism(ExamplePolicy.WithThreeErrors)));
        Assert.Equal(3, refusal.Failures.Count());
        Assert.All(ExamplePolicy.ThreePaths, path => Assert.Contains(refusal.Failures, failure => failure.StartsWith(path, StringComparison.Ordinal)));
    }

    [Fact]
    public void Start_jsonWithFourErrors_listsAllFourAtOnce()
    {
        string json = PolicyJson.Write(ExamplePolicy.Good with
        {
            Name = " ",
            Penalty = new PenaltyPolicy { BountyShare = Proportion.One, TreasuryShare = Proportion.One },
            ExcusedCauses = ["power", "power"],
        }).Replace("\"name\": \" \"", "\"name\": \"named\"", StringComparison.Ordinal);
        OptionsValidationException refusal = Assert.Throws<OptionsValidationException>(
            () => Start(new ServiceCollection().AddMechanism(options => options.PolicyJson = json)));
        Assert.Equal(["$.penalty.bountyShare", "$.penalty", "$.excusedCauses[1]", "$.excusedCauses"], refusal.Failures.Select(failure => failure.Split(": ")[0]));
    }

    [Fact]
    public void Start_builderWithTwoErrors_listsBoth()
    {
        OptionsValidationException refusal = Assert.Throws<OptionsValidationException>(() => Start(new ServiceCollection().AddMechanism(build => build
            .DividePenalties(bounty: Proportion.One)
            .Slash(Offence.Downtime, SlashingCurve.Constant(Proportion.Half))
            .Slash(Offence.Downtime, SlashingCurve.Constant(Proportion.Half)))));
        Assert.Equal(2, refusal.Failures.Count());
    }

    [Fact]
    public void Start_severalBadMechanisms_namesEachOfThem()
    {
        AggregateException refusal = Assert.Throws<AggregateException>(() => Start(new ServiceCollection()
            .AddKeyedMechanism("storage", ExamplePolicy.WithThreeErrors)
            .AddKeyedMechanism("render", ExamplePolicy.WithThreeErrors)
            .AddKeyedMechanism("train", ExamplePolicy.Good)));
        string[] failures = [.. refusal.InnerExceptions.Cast<OptionsValidationException>().SelectMany(exception => exception.Failures)];
        Assert.Equal(3, failures.Count(failure => failure.StartsWith("Mechanism 'storage': $.", StringComparison.Ordinal)));
        Assert.Equal(3, failures.Count(failure => failure.StartsWith("Mechanism 'render': $.", StringComparison.Ordinal)));
        Assert.Equal(6, failures.Length);
    }

    [Fact]
    public void Start_goodOptions_passes() =>
        Start(new ServiceCollection().AddMechanism(ExamplePolicy.Good).AddKeyedMechanism("storage", ExamplePolicy.Good));

    [Fact]
    public void Resolve_badOptionsWithoutAStart_throwsTheSame()
    {
        using ServiceProvider services = new ServiceCollection().AddMechanism(ExamplePolicy.WithThreeErrors).BuildServiceProvider();
        Assert.Equal(3, Assert.Throws<OptionsValidationException>(services.GetRequiredService<IMechanism>).Failures.Count());
    }

    [Fact]
    public void Start_nothingGiven_saysWhatIsExpected() =>
        Assert.Contains("Policy, PolicyJson, Use(policy) and Compose(build), but none", Refusal(_ => { }), StringComparison.Ordinal);

    [Fact]
    public void Start_twoSourcesGiven_namesBoth() =>
        Assert.Contains("PolicyJson and Use(policy) are given", Refusal(options => options.Use(ExamplePolicy.Good).PolicyJson = "{}"), StringComparison.Ordinal);

    [Fact]
    public void Start_namesBesideABuilder_isRefused() =>
        Assert.Contains("builder's own NameRules", Refusal(options => options.Compose(_ => { }).NameRules(PolicyTypes.Default)), StringComparison.Ordinal);

    [Fact]
    public void Start_unreadableJson_saysWhereByItsPath()
    {
        string json = PolicyJson.Write(ExamplePolicy.Good).Replace("\"treasuryFee\": \"0\"", "\"treasuryFee\": \"2\"", StringComparison.Ordinal);
        Assert.Contains("$.reward.treasuryFee", Refusal(options => options.PolicyJson = json), StringComparison.Ordinal);
    }

    [Fact]
    public void Start_builderThatThrowsOnAParameter_isAFailureAndNotACrash() =>
        Assert.NotEmpty(Refusal(options => options.Compose(build => build.Verify(verify => verify.AuditRate(atLeast: Proportion.Half, newcomers: Proportion.Zero)))));

    [Fact]
    public void Start_curveWithoutAName_isRefusedAndWithANameTaken()
    {
        MechanismPolicy policy = ExamplePolicy.Good with { Offences = [new OffencePolicy { Offence = Offence.Downtime, Curve = new FlatCurve(Proportion.Half) }] };
        Assert.Contains("FlatCurve", Refusal(options => options.Use(policy)), StringComparison.Ordinal);
        Start(new ServiceCollection().AddMechanism(policy, PolicyTypes.Default.With("flat", OwnRulesJsonContext.Default.FlatCurve)));
    }

    [Fact]
    public void Bind_configurationSection_setsThePolicy()
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("Mechanism:PolicyJson", (string?)PolicyJson.Write(ExamplePolicy.Good))])
            .Build();
        ServiceCollection services = new();
        services.AddMechanism().Bind(configuration.GetSection("Mechanism"));
        using ServiceProvider provider = services.BuildServiceProvider();
        Assert.Equal(ExamplePolicy.Good, provider.GetRequiredService<Mechanism>().Policy);
    }

    private static string Refusal(Action<MechanismOptions> configure) =>
        Assert.Single(Assert.Throws<OptionsValidationException>(() => Start(new ServiceCollection().AddMechanism(configure))).Failures);

    /// <summary>What a host does before it starts anything.</summary>
    private static void Start(IServiceCollection services)
    {
        using ServiceProvider provider = services.BuildServiceProvider();
        provider.GetRequiredService<IStartupValidator>().Validate();
    }
}
