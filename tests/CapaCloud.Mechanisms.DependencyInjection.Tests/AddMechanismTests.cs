using Microsoft.Extensions.DependencyInjection;

namespace CapaCloud.Mechanisms.DependencyInjection.Tests;

public sealed class AddMechanismTests
{
    [Fact]
    public void AddMechanism_builder_resolvesOneSingletonUnderBothTypes()
    {
        using ServiceProvider services = new ServiceCollection().AddMechanism(build => build.Name("built")).BuildServiceProvider();
        Mechanism mechanism = services.GetRequiredService<Mechanism>();
        Assert.Equal("built", mechanism.Policy.Name);
        Assert.Same(mechanism, services.GetRequiredService<IMechanism>());
        Assert.Same(mechanism, services.GetRequiredService<Mechanism>());
    }

    [Fact]
    public void AddMechanism_policy_resolvesAMechanismWithItsHash()
    {
        using ServiceProvider services = new ServiceCollection().AddMechanism(ExamplePolicy.Good).BuildServiceProvider();
        Assert.Equal(PolicyJson.Hash(ExamplePolicy.Good), services.GetRequiredService<IMechanism>().PolicyHash);
    }

    [Fact]
    public void AddMechanism_options_readsThePolicyFromItsJson()
    {
        string json = PolicyJson.Write(ExamplePolicy.Good);
        using ServiceProvider services = new ServiceCollection().AddMechanism(options => options.PolicyJson = json).BuildServiceProvider();
        Assert.Equal(ExamplePolicy.Good, services.GetRequiredService<Mechanism>().Policy);
    }

    [Fact]
    public void AddMechanism_threeWays_giveThePolicyHashOfDirectUse()
    {
        static void Build(MechanismBuilder build) => build.Name("same");
        Mechanism direct = Mechanism.Create(Build);
        IServiceCollection[] ways =
        [
            new ServiceCollection().AddMechanism(Build),
            new ServiceCollection().AddMechanism(direct.Policy),
            new ServiceCollection().AddMechanism(options => options.PolicyJson = PolicyJson.Write(direct.Policy)),
        ];
        Assert.All(ways, way =>
        {
            using ServiceProvider services = way.BuildServiceProvider();
            Assert.Equal(direct.PolicyHash, services.GetRequiredService<Mechanism>().PolicyHash);
        });
    }

    [Fact]
    public void AddMechanism_twice_isRefusedAndSaysWhatToDo()
    {
        IServiceCollection services = new ServiceCollection().AddMechanism(ExamplePolicy.Good);
        InvalidOperationException refusal = Assert.Throws<InvalidOperationException>(() => services.AddMechanism(ExamplePolicy.Good));
        Assert.Contains("AddKeyedMechanism", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddMechanism_ownIMechanismRegisteredBefore_isKept()
    {
        LoggingMechanism own = new(Mechanism.FromPolicy(ExamplePolicy.Good));
        using ServiceProvider services = new ServiceCollection().AddSingleton<IMechanism>(own).AddMechanism(ExamplePolicy.Good).BuildServiceProvider();
        Assert.Same(own, services.GetRequiredService<IMechanism>());
    }

    [Fact]
    public void AddMechanism_decoratedAfterwards_settlesThroughTheDecorator()
    {
        using ServiceProvider services = new ServiceCollection()
            .AddMechanism(ExamplePolicy.Good)
            .AddSingleton<IMechanism>(provider => new LoggingMechanism(provider.GetRequiredService<Mechanism>()))
            .BuildServiceProvider();
        LoggingMechanism decorated = Assert.IsType<LoggingMechanism>(services.GetRequiredService<IMechanism>());
        NetworkState state = services.GetRequiredService<Mechanism>().Open(Epoch.Zero, []).State;
        EpochSettlement settled = decorated.Settle(state, new EpochReport { Epoch = Epoch.Zero });
        Assert.Equal(1, decorated.Settled);
        Assert.Equal(SignedAmount.Zero, settled.After.Books.Difference);
    }

    [Fact]
    public void AddMechanism_nullArguments_areRefused()
    {
        IServiceCollection services = new ServiceCollection();
        Assert.Throws<ArgumentNullException>(() => services.AddMechanism((Action<MechanismBuilder>)null!));
        Assert.Throws<ArgumentNullException>(() => services.AddMechanism((Action<MechanismOptions>)null!));
        Assert.Throws<ArgumentNullException>(() => services.AddMechanism((MechanismPolicy)null!));
        Assert.Throws<ArgumentNullException>(() => ((IServiceCollection)null!).AddMechanism());
        Assert.Empty(services);
    }
}
