using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>What a rule made of all answers to one task.</summary>
/// <remarks>
/// No formula. When <see cref="IsDecided"/> is false, <see cref="Result"/> is <c>default</c> and <see cref="Reason"/> says why.
/// <c>default</c> is undecided for want of answers.
/// </remarks>
/// <param name="Reason">
/// <see cref="VerdictReason.MatchesAccepted"/> or another reason of a correct answer when decided; else why it is not.
/// </param>
/// <param name="Result">The accepted result.</param>
/// <param name="Counted">How many answers counted.</param>
/// <param name="Agreeing">How many of them gave the accepted result.</param>
/// <param name="Evidence">The hash of everything the rule looked at.</param>
public readonly record struct TaskDecision(VerdictReason Reason, Digest Result, int Counted, int Agreeing, Digest Evidence)
{
    /// <summary>Gets why it is decided, or why not.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a number that the enumeration has not.</exception>
    public VerdictReason Reason { get; init => field = EnumerationMember.Required(value); } = EnumerationMember.Required(Reason, nameof(Reason));

    /// <summary>Gets a value indicating whether a result was accepted.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsDecided => Reason.Outcome() == VerdictOutcome.Correct;
}
