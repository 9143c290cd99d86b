using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>Whose move it is in a dispute, or how it ended.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="DefenderToMove"/>.</remarks>
[JsonConverter(typeof(NameJsonConverter<BisectionStatus>))]
public enum BisectionStatus
{
    /// <summary>The defender must publish the state at the middle.</summary>
    DefenderToMove = 0,

    /// <summary>The challenger must say whether it agrees with that state.</summary>
    ChallengerToMove = 1,

    /// <summary>One step is left: the referee computes it.</summary>
    RefereeToMove = 2,

    /// <summary>The defender was right.</summary>
    DefenderWon = 3,

    /// <summary>The challenger was right.</summary>
    ChallengerWon = 4,
}
