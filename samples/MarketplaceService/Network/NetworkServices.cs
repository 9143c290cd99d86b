using CapaCloud.Mechanisms.Samples.MarketplaceService.Epochs;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Telemetry;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Network;

/// <summary>The mechanism, the network it governs, and who turns the loop.</summary>
internal static class NetworkServices
{
    public static IServiceCollection AddNetwork(this IServiceCollection services, IConfiguration configuration)
    {
        IConfigurationSection policy = configuration.GetSection("Mechanism");
        if (policy.Exists())
        {
            services.AddMechanism().Bind(policy);
        }
        else
        {
            services.AddMechanism(MarketplacePolicy.Compose);
        }

        // The last registration of IMechanism is the one that is resolved: the metered one.
        return services
            .AddSingleton<IMechanism>(provider => new MeteredMechanism(provider.GetRequiredService<Mechanism>(), provider.GetRequiredService<MarketplaceMeter>()))
            .AddSingleton<MechanismSource>()
            .AddSingleton<NetworkLoader>()
            .AddSingleton<NetworkView>()
            .AddSingleton<SettledEpochs>()
            .AddSingleton<EpochClock>()
            .AddHostedService<NetworkStart>()
            .AddSingleton<NetworkWriter>()
            .AddHostedService(provider => provider.GetRequiredService<NetworkWriter>())
            .AddSingleton<EpochJob>()
            .AddHostedService(provider => provider.GetRequiredService<EpochJob>());
    }
}
