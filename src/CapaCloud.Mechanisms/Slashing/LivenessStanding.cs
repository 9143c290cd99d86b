using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>Whether a participant takes part.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="Free"/>.</remarks>
[JsonConverter(typeof(NameJsonConverter<LivenessStanding>))]
public enum LivenessStanding
{
    /// <summary>It takes part.</summary>
    Free = 0,

    /// <summary>It is out until it asks to come back.</summary>
    Jailed = 1,

    /// <summary>It is out for good.</summary>
    Tombstoned = 2,
}
