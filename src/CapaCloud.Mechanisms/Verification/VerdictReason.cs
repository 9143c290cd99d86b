using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>Why a verdict is as it is.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="NoAnswers"/>. Numbers are part of stored verdicts and never change.</remarks>
[JsonConverter(typeof(NameJsonConverter<VerdictReason>))]
public enum VerdictReason
{
    /// <summary>Inconclusive: nobody answered.</summary>
    NoAnswers = 0,

    /// <summary>Inconclusive: fewer answers, or less weight, than the rule asks for.</summary>
    QuorumNotMet = 1,

    /// <summary>Inconclusive: enough answers, but none has the support that the rule asks for.</summary>
    NoConsensus = 2,

    /// <summary>Inconclusive: every vote has weight 0, so there is nothing to count.</summary>
    NoStake = 3,

    /// <summary>Inconclusive: shares its secret with another author, and is not the voice that counts.</summary>
    Copied = 4,

    /// <summary>Inconclusive: answers differ and an arbiter has not spoken yet.</summary>
    AwaitsArbitration = 5,

    /// <summary>Correct: gave the answer that was accepted.</summary>
    MatchesAccepted = 10,

    /// <summary>Correct: the number lies within the tolerance.</summary>
    WithinTolerance = 11,

    /// <summary>Correct: gave the answer that was known beforehand.</summary>
    MatchesKnown = 12,

    /// <summary>Correct: the referee's recomputation agrees.</summary>
    RefereeConfirms = 13,

    /// <summary>Correct: the other side of the dispute let its deadline pass.</summary>
    OpponentTimedOut = 14,

    /// <summary>Correct: reported an error that was made on purpose.</summary>
    ForcedErrorReported = 15,

    /// <summary>Correct: a jury found for the party.</summary>
    JuryFoundFor = 16,

    /// <summary>Incorrect: gave another answer than the one that was accepted.</summary>
    ContradictsAccepted = 20,

    /// <summary>Incorrect: the number lies outside the tolerance.</summary>
    OutsideTolerance = 21,

    /// <summary>Incorrect: gave another answer than the one that was known beforehand.</summary>
    ContradictsKnown = 22,

    /// <summary>Incorrect: the referee's recomputation disagrees.</summary>
    RefereeRefutes = 23,

    /// <summary>Incorrect: let its deadline in a dispute pass.</summary>
    TimedOut = 24,

    /// <summary>Incorrect: accepted a result that was wrong on purpose.</summary>
    ForcedErrorMissed = 25,

    /// <summary>Incorrect: a jury found against the party.</summary>
    JuryFoundAgainst = 26,

    /// <summary>Incorrect: committed and did not reveal.</summary>
    NotRevealed = 30,

    /// <summary>Incorrect: revealed something other than what was committed.</summary>
    RevealMismatch = 31,
}
