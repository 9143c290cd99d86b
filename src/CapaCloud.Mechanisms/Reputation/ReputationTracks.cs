using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Reputation;

/// <summary>Which tracks a score reads: the score is that of the worst of them.</summary>
/// <remarks>
/// <code>score = min over the tracks read of the track's score</code>
/// The minimum, and not a sum, so that being there all day cannot buy back a lie. A track that nobody feeds must not be read: its
/// score would stay the newcomer's forever. <c>default</c> is <see cref="None"/>, which no model accepts.
/// </remarks>
[Flags]
[JsonConverter(typeof(NameJsonConverter<ReputationTracks>))]
public enum ReputationTracks
{
    /// <summary>No track.</summary>
    None = 0,

    /// <summary>Results proven right or wrong.</summary>
    Proven = 1,

    /// <summary>Unexplained failures.</summary>
    Unexplained = 2,

    /// <summary>Presence and absence.</summary>
    Presence = 4,

    /// <summary>All three tracks.</summary>
    All = Proven | Unexplained | Presence,
}
