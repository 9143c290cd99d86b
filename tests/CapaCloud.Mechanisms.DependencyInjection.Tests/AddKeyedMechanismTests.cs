using Microsoft.Extensions.DependencyInjection;

namespace CapaCloud.Mechanisms.DependencyInjection.Tests;

public sealed class AddKeyedMechanismTests
{
    [Fact]
    public void AddKeyedMechanism_several_eachKeyHasItsOwn()
    {
        using ServiceProvider services = new ServiceCollection()
            .AddKeyedMechanism("storage", build => build.Name("for storage"))
            .AddKeyedMechanism("render", ExamplePolicy.Named("for rendering"))
            .AddKeyedMechanism("train", options => options.PolicyJson = PolicyJson.Write(ExamplePolicy.Named("for training")))
            .AddMechanism(ExamplePolicy.Good)
            .BuildServiceProvider();
        Assert.Equal("for storage", services.GetRequiredKeyedService<IMechanism>("storage").Policy.Name);
        Assert.Equal("for rendering", services.GetRequiredKeyedService<IMechanism>("render").Policy.Name);
        Assert.Equal("for training", services.GetRequiredKeyedService<IMechanism>("train").Policy.Name);
        Assert.Equal("good", services.GetRequiredService<IMechanism>().Policy.Name);
        Assert.Same(services.GetRequiredKeyedService<Mechanism>("storage"), services.GetRequiredKeyedService<IMechanism>("storage"));
    }

    [Fact]
    public void AddKeyedMechanism_unknownKey_doesNotResolve()
    {
        using ServiceProvider services = new ServiceCollection().AddKeyedMechanism("storage", ExamplePolicy.Good).BuildServiceProvider();
        Assert.Null(services.GetKeyedService<IMechanism>("render"));
        Assert.Null(services.GetService<IMechanism>());
    }

    [Fact]
    public void AddKeyedMechanism_keyTwice_isRefusedByItsName()
    {
        IServiceCollection services = new ServiceCollection().AddKeyedMechanism("storage", ExamplePolicy.Good);
        InvalidOperationException refusal = Assert.Throws<InvalidOperationException>(() => services.AddKeyedMechanism("storage", ExamplePolicy.Good));
        Assert.Contains("'storage'", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void AddKeyedMechanism_emptyKey_isRefused(string key) =>
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddKeyedMechanism(key, ExamplePolicy.Good));

    [Fact]
    public void AddKeyedMechanism_decoratedByKey_resolvesTheDecorator()
    {
        using ServiceProvider services = new ServiceCollection()
            .AddKeyedMechanism("storage", ExamplePolicy.Good)
            .AddKeyedSingleton<IMechanism>("storage", (provider, key) => new LoggingMechanism(provider.GetRequiredKeyedService<Mechanism>(key)))
            .BuildServiceProvider();
        Assert.IsType<LoggingMechanism>(services.GetRequiredKeyedService<IMechanism>("storage"));
    }
}
