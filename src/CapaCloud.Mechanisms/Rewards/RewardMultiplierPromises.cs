using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>What a reward multiplier promises. Proofs rest on promises, and the laws test them.</summary>
/// <remarks>No formula. <c>default</c> promises nothing.</remarks>
[Flags]
[JsonConverter(typeof(NameJsonConverter<RewardMultiplierPromises>))]
public enum RewardMultiplierPromises
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>
    /// Between two scores the multiplier moves by at most the steepness times their distance, plus one part of 10^18.
    /// </summary>
    Continuous = 1,

    /// <summary>A better score never gets a smaller multiplier.</summary>
    Monotone = 2,
}
