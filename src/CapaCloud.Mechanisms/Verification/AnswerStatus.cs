using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>What became of somebody's commitment to an answer.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="NotRevealed"/>: who says nothing has not revealed.</remarks>
[JsonConverter(typeof(NameJsonConverter<AnswerStatus>))]
public enum AnswerStatus
{
    /// <summary>Committed, and did not reveal in time: treated as wrong.</summary>
    NotRevealed = 0,

    /// <summary>Revealed what was committed: the answer counts.</summary>
    Revealed = 1,

    /// <summary>Revealed something other than what was committed: treated as wrong.</summary>
    Mismatched = 2,

    /// <summary>Committed with the secret of another: the two share one voice, and this is not the one that counts.</summary>
    Copied = 3,
}
