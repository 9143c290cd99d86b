using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Reputation;

/// <summary>Several kinds of conduct: those that a score reads. The score is that of the worst of their tracks.</summary>
/// <remarks>
/// <code>score = min over the kinds read of the track's score</code>
/// The minimum, and not a sum, so that being there all day cannot buy back a lie. A kind of which nothing ever reports must not be read:
/// its track would stay a newcomer's for ever. <c>default</c> is <see cref="None"/>, which no model of the library accepts.
/// </remarks>
[Flags]
[JsonConverter(typeof(NameJsonConverter<ConductKinds>))]
public enum ConductKinds
{
    /// <summary>No kind.</summary>
    None = 0,

    /// <summary><see cref="ConductKind.Proven"/>.</summary>
    Proven = 1 << ConductKind.Proven,

    /// <summary><see cref="ConductKind.Unexplained"/>.</summary>
    Unexplained = 1 << ConductKind.Unexplained,

    /// <summary><see cref="ConductKind.Presence"/>.</summary>
    Presence = 1 << ConductKind.Presence,

    /// <summary>All three kinds.</summary>
    All = Proven | Unexplained | Presence,
}
