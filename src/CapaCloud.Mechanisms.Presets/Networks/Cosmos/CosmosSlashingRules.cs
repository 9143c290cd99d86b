using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Presets.Networks.Cosmos;

/// <summary>The slashing parameters of a chain of the Cosmos SDK.</summary>
/// <remarks>
/// No formula: a liveness window of the core with two constant curves. Source: cosmos/cosmos-sdk, x/slashing, default parameters.
/// </remarks>
public static class CosmosSlashingRules
{
    /// <summary>Gets the default window: 100 blocks, of which half must be signed.</summary>
    public static LivenessRules Liveness { get; } = new() { Window = 100, MinimumPresent = 50 };

    /// <summary>Gets what downtime costs by default: 1 %; the validator is jailed and may come back.</summary>
    public static ISlashingCurve Downtime { get; } = SlashingCurve.Constant(Proportion.Percent(1));

    /// <summary>Gets what a double signature costs by default: 5 %; the validator is tombstoned.</summary>
    public static ISlashingCurve DoubleSign { get; } = SlashingCurve.Constant(Proportion.Percent(5));
}
