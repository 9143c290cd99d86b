using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>The same multiplier for every score.</summary>
/// <remarks>
/// <code>multiplier = value</code>
/// Dimensionless, exact, no rounding. Immutable and safe to share between threads.
/// </remarks>
/// <param name="Value">The multiplier.</param>
public sealed record ConstantMultiplier(Ratio Value) : IRewardMultiplier
{
    /// <inheritdoc/>
    [JsonIgnore]
    public RewardMultiplierPromises Promises => RewardMultiplierPromises.Continuous | RewardMultiplierPromises.Monotone;

    /// <inheritdoc/>
    [JsonIgnore]
    public Ratio Steepness => Ratio.Zero;

    /// <inheritdoc/>
    public Ratio Evaluate(Proportion score) => Value;
}
