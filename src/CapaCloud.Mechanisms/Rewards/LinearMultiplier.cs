using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Pay in proportion to a score: a multiplier on a straight line from one value at score 0 to another at score 1, such as uptime or reputation.</summary>
/// <remarks>
/// <code>multiplier = AtZero + (AtOne - AtZero) * score</code>
/// Dimensionless, in parts of 10^18. Rounds down, in favour of the other claims: from 0 to 1.5 at a score of 10^-18 is
/// 0.000000000000000001, not ...002. Exact at both ends. Immutable and safe to share between threads.
/// </remarks>
/// <param name="AtZero">The multiplier of the worst score.</param>
/// <param name="AtOne">The multiplier of the best score; below <paramref name="AtZero"/> the line falls.</param>
public sealed record LinearMultiplier(Ratio AtZero, Ratio AtOne) : IRewardMultiplier
{
    /// <inheritdoc/>
    [JsonIgnore]
    public RewardMultiplierPromises Promises =>
        AtOne >= AtZero
            ? RewardMultiplierPromises.Continuous | RewardMultiplierPromises.Monotone
            : RewardMultiplierPromises.Continuous;

    /// <inheritdoc/>
    [JsonIgnore]
    public Ratio Steepness => MultiplierSegment.Steepness(Proportion.Zero, AtZero, Proportion.One, AtOne);

    /// <inheritdoc/>
    public Ratio Evaluate(Proportion score) => MultiplierSegment.Evaluate(score, Proportion.Zero, AtZero, Proportion.One, AtOne);
}
