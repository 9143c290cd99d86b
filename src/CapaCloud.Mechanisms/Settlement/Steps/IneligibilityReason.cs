using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>Why a participant gets no reward in an epoch.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="None"/>: it is eligible.</remarks>
[JsonConverter(typeof(NameJsonConverter<IneligibilityReason>))]
public enum IneligibilityReason
{
    /// <summary>It is eligible.</summary>
    None = 0,

    /// <summary>Its bonded stake is below the minimum.</summary>
    BelowMinimumBond = 1,

    /// <summary>It is in jail.</summary>
    Jailed = 2,

    /// <summary>It forfeited the epoch's reward by an offence.</summary>
    Forfeited = 3,
}
