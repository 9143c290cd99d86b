using CapaCloud.Mechanisms.Presets.Networks.Akash;
using CapaCloud.Mechanisms.Presets.Networks.Boinc;
using CapaCloud.Mechanisms.Presets.Networks.Cosmos;
using CapaCloud.Mechanisms.Presets.Networks.Ethereum;

namespace CapaCloud.Mechanisms.Presets;

/// <summary>Lists the presets that come with the library.</summary>
/// <remarks>No formula.</remarks>
public static class BuiltInPresets
{
    /// <summary>Gets the applications, each at the figures of its page.</summary>
    public static IReadOnlyList<Preset> Applications { get; } =
        [new AiComputeMarketplace(), new DistributedGpuNetwork(), new BlockchainValidators(), new DepinNetwork(), new EnterpriseCluster()];

    /// <summary>Gets four networks at their published parameters. Some fail.</summary>
    public static IReadOnlyList<Preset> Networks { get; } = [new CosmosNetwork(), new EthereumNetwork(), new BoincProject(), new AkashNetwork()];
}
