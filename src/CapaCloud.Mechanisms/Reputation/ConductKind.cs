using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Reputation;

/// <summary>Which of a participant's tracks an observation belongs to.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="Proven"/>.</remarks>
[JsonConverter(typeof(NameJsonConverter<ConductKind>))]
public enum ConductKind
{
    /// <summary>A result was checked: right, or proven wrong.</summary>
    Proven = 0,

    /// <summary>Work succeeded, or failed without an explanation (unknown error, time-out).</summary>
    Unexplained = 1,

    /// <summary>The participant was there, or absent.</summary>
    Presence = 2,
}
