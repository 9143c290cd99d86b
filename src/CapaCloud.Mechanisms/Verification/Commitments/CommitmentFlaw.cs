using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>Why a commitment is set aside. The others of its epoch are not touched by it.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="Unnamed"/>.</remarks>
[JsonConverter(typeof(NameJsonConverter<CommitmentFlaw>))]
public enum CommitmentFlaw
{
    /// <summary>It has no author or no task; so has <c>default</c>.</summary>
    Unnamed = 0,

    /// <summary>It is of another epoch.</summary>
    OtherEpoch = 1,

    /// <summary>It names another round than the one in which its epoch closes.</summary>
    OtherRound = 2,

    /// <summary>The network does not know its author.</summary>
    UnknownAuthor = 3,

    /// <summary>The same commitment was handed in before: it counts once.</summary>
    Repeated = 4,

    /// <summary>Its author committed to another result on the same task, too. The one with the smallest seal stands.</summary>
    Contradicted = 5,

    /// <summary>It was received after the closing round.</summary>
    Late = 6,
}
