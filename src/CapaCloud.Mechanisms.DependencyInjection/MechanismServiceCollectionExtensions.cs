using CapaCloud.Mechanisms;
using CapaCloud.Mechanisms.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

// The namespace of IServiceCollection, so that AddMechanism is found without a using of its own.
#pragma warning disable IDE0130
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds mechanisms to a service collection.</summary>
/// <remarks>
/// No formula. Each mechanism is registered twice, as <see cref="Mechanism"/> and as <see cref="IMechanism"/>, and both are the same
/// singleton. To decorate it, register your own <see cref="IMechanism"/> and take the <see cref="Mechanism"/> in. Options are validated
/// when the application starts (<see cref="IStartupValidator"/>, which a host runs by itself) and at the latest when the mechanism
/// is first asked for; either way an <see cref="OptionsValidationException"/> lists every failure at once.
/// </remarks>
public static class MechanismServiceCollectionExtensions
{
    /// <summary>Adds the mechanism that its options describe; configure or bind them with what is returned.</summary>
    /// <param name="services">The services.</param>
    /// <returns>The builder of the mechanism's options.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    /// <exception cref="InvalidOperationException">There is a mechanism already; a second one needs a key.</exception>
    public static OptionsBuilder<MechanismOptions> AddMechanism(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        Refuse(services, key: null);
        OptionsBuilder<MechanismOptions> options = AddOptions(services, Options.Options.DefaultName);
        services.AddSingleton(static provider => Make(provider, Options.Options.DefaultName));
        services.TryAddSingleton<IMechanism>(static provider => provider.GetRequiredService<Mechanism>());
        return options;
    }

    /// <summary>Adds a mechanism that is composed step by step.</summary>
    /// <param name="services">The services.</param>
    /// <param name="build">Says what it consists of.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="InvalidOperationException">There is a mechanism already; a second one needs a key.</exception>
    public static IServiceCollection AddMechanism(this IServiceCollection services, Action<MechanismBuilder> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        return services.AddMechanism().Configure(options => options.Compose(build)).Services;
    }

    /// <summary>Adds the mechanism of a policy.</summary>
    /// <param name="services">The services.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="types">The names of its rules; the library's own when left out.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> or <paramref name="policy"/> is null.</exception>
    /// <exception cref="InvalidOperationException">There is a mechanism already; a second one needs a key.</exception>
    public static IServiceCollection AddMechanism(this IServiceCollection services, MechanismPolicy policy, PolicyTypes? types = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return services.AddMechanism().Configure(options => Use(options, policy, types)).Services;
    }

    /// <summary>Adds the mechanism that options describe.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="InvalidOperationException">There is a mechanism already; a second one needs a key.</exception>
    public static IServiceCollection AddMechanism(this IServiceCollection services, Action<MechanismOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddMechanism().Configure(configure).Services;
    }

    /// <summary>Adds one of several mechanisms, under a key; configure or bind its options with what is returned.</summary>
    /// <param name="services">The services.</param>
    /// <param name="key">The key, also the name of its options; not empty.</param>
    /// <returns>The builder of the mechanism's options.</returns>
    /// <exception cref="ArgumentException"><paramref name="key"/> is null or empty.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The key is taken.</exception>
    public static OptionsBuilder<MechanismOptions> AddKeyedMechanism(this IServiceCollection services, string key)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        Refuse(services, key);
        OptionsBuilder<MechanismOptions> options = AddOptions(services, key);
        services.AddKeyedSingleton(key, static (provider, name) => Make(provider, (string)name!));
        services.TryAddKeyedSingleton<IMechanism>(key, static (provider, name) => provider.GetRequiredKeyedService<Mechanism>(name));
        return options;
    }

    /// <summary>Adds one of several mechanisms, composed step by step.</summary>
    /// <param name="services">The services.</param>
    /// <param name="key">The key; not empty.</param>
    /// <param name="build">Says what it consists of.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException"><paramref name="key"/> is null or empty.</exception>
    /// <exception cref="ArgumentNullException">Another argument is null.</exception>
    /// <exception cref="InvalidOperationException">The key is taken.</exception>
    public static IServiceCollection AddKeyedMechanism(this IServiceCollection services, string key, Action<MechanismBuilder> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        return services.AddKeyedMechanism(key).Configure(options => options.Compose(build)).Services;
    }

    /// <summary>Adds the mechanism of a policy as one of several.</summary>
    /// <param name="services">The services.</param>
    /// <param name="key">The key; not empty.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="types">The names of its rules; the library's own when left out.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException"><paramref name="key"/> is null or empty.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> or <paramref name="policy"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The key is taken.</exception>
    public static IServiceCollection AddKeyedMechanism(this IServiceCollection services, string key, MechanismPolicy policy, PolicyTypes? types = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return services.AddKeyedMechanism(key).Configure(options => Use(options, policy, types)).Services;
    }

    /// <summary>Adds the mechanism that options describe as one of several.</summary>
    /// <param name="services">The services.</param>
    /// <param name="key">The key, also the name of the options; not empty.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException"><paramref name="key"/> is null or empty.</exception>
    /// <exception cref="ArgumentNullException">Another argument is null.</exception>
    /// <exception cref="InvalidOperationException">The key is taken.</exception>
    public static IServiceCollection AddKeyedMechanism(this IServiceCollection services, string key, Action<MechanismOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddKeyedMechanism(key).Configure(configure).Services;
    }

    private static OptionsBuilder<MechanismOptions> AddOptions(IServiceCollection services, string name)
    {
        services.AddSingleton<IValidateOptions<MechanismOptions>>(new MechanismOptionsValidator(name));
        return services.AddOptions<MechanismOptions>(name).ValidateOnStart();
    }

    private static Mechanism Make(IServiceProvider provider, string name) =>
        MechanismComposition.Of(provider.GetRequiredService<IOptionsMonitor<MechanismOptions>>().Get(name)).Mechanism!;

    private static void Use(MechanismOptions options, MechanismPolicy policy, PolicyTypes? types)
    {
        options.Use(policy);
        if (types is not null)
        {
            options.NameRules(types);
        }
    }

    /// <summary>A second mechanism under one key would leave it to chance by which policy money is settled.</summary>
    private static void Refuse(IServiceCollection services, string? key)
    {
        if (services.Any(service => service.ServiceType == typeof(Mechanism) && Equals(service.ServiceKey, key)))
        {
            throw new InvalidOperationException(
                key is null
                    ? "A mechanism is registered already; give a second one a key with AddKeyedMechanism."
                    : $"A mechanism is registered already under the key '{key}'; each key has one mechanism.");
        }
    }
}
