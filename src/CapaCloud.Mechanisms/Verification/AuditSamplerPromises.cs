using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>What a sampler promises about its rate. Proofs rest on promises, and the laws test them.</summary>
/// <remarks>No formula. <c>default</c> promises nothing beyond a rate in [0, 1].</remarks>
[Flags]
[JsonConverter(typeof(NameJsonConverter<AuditSamplerPromises>))]
public enum AuditSamplerPromises
{
    /// <summary>Nothing beyond a rate in [0, 1].</summary>
    None = 0,

    /// <summary>More reputation never raises the rate.</summary>
    NeverRisesWithReputation = 1,

    /// <summary>More stake never lowers the rate.</summary>
    NeverFallsWithStake = 2,

    /// <summary>The rate is never below <see cref="IAuditSampler.AtLeast"/>, which is above 0.</summary>
    HasFloor = 4,

    /// <summary>No cliffs: the rate never changes by more than the reputation does (and one part of 10^18).</summary>
    Continuous = 8,

    /// <summary>The rate depends on reputation and stake alone: another name or another task has the same.</summary>
    Anonymous = 16,
}
