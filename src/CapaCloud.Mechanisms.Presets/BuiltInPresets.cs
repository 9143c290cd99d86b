namespace CapaCloud.Mechanisms.Presets;

/// <summary>Lists the presets that come with the library.</summary>
/// <remarks>No formula.</remarks>
public static class BuiltInPresets
{
    /// <summary>Gets the applications, each at the figures of its page.</summary>
    public static IReadOnlyList<Preset> Applications { get; } =
        [new AiComputeMarketplace(), new DistributedGpuNetwork(), new BlockchainValidators(), new DepinNetwork(), new EnterpriseCluster()];
}
