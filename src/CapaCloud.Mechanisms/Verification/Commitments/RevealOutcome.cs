using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>What a reveal is worth.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="UnknownAuthor"/>.</remarks>
[JsonConverter(typeof(NameJsonConverter<RevealOutcome>))]
public enum RevealOutcome
{
    /// <summary>Its author committed to nothing on this task.</summary>
    UnknownAuthor = 0,

    /// <summary>It opens the commitment.</summary>
    Matches = 1,

    /// <summary>It is not what was committed.</summary>
    Mismatch = 2,

    /// <summary>It came while others could still commit, and would let them copy.</summary>
    TooEarly = 3,
}
