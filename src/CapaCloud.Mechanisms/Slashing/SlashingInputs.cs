using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>Which fields of an <see cref="OffenceContext"/> a curve looks at.</summary>
/// <remarks>
/// No formula. A curve is worth what it is fed: one that reads <see cref="EarlierOffences"/> never escalates where nobody counts
/// repetitions, so whoever composes a mechanism refuses a curve that reads what nothing feeds. <c>default</c> reads nothing.
/// </remarks>
[Flags]
[JsonConverter(typeof(NameJsonConverter<SlashingInputs>))]
public enum SlashingInputs
{
    /// <summary>Nothing: the curve costs the same whatever the context.</summary>
    None = 0,

    /// <summary><see cref="OffenceContext.Severity"/>.</summary>
    Severity = 1,

    /// <summary><see cref="OffenceContext.EarlierOffences"/>.</summary>
    EarlierOffences = 2,

    /// <summary><see cref="OffenceContext.ShareAtFault"/>.</summary>
    ShareAtFault = 4,

    /// <summary><see cref="OffenceContext.Duration"/>.</summary>
    Duration = 8,

    /// <summary>All four.</summary>
    All = Severity | EarlierOffences | ShareAtFault | Duration,
}
