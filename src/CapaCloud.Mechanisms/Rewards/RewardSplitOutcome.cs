using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Whether a pool was divided, or why not.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="NoClaims"/>.</remarks>
[JsonConverter(typeof(NameJsonConverter<RewardSplitOutcome>))]
public enum RewardSplitOutcome
{
    /// <summary>There was no claim: the whole pool is the remainder.</summary>
    NoClaims = 0,

    /// <summary>Every claim had weight zero: the whole pool is the remainder.</summary>
    AllWeightsZero = 1,

    /// <summary>The pool was divided.</summary>
    Divided = 2,
}
