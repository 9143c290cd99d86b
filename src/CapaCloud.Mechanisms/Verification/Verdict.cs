using CapaCloud.Mechanisms.Hashing;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>What was found of one participant on one task: the outcome, the reason, and the evidence it rests on.</summary>
/// <remarks>
/// No formula. Anyone who has the answers recomputes the evidence (<see cref="TaskAnswers.Evidence"/>) and the rule, and must arrive
/// at the same verdict. <c>default</c> is an inconclusive verdict about nobody.
/// </remarks>
/// <param name="Participant">Whom it is about.</param>
/// <param name="Task">On which task.</param>
/// <param name="Epoch">The epoch of the work: the liability follows the stake of that epoch.</param>
/// <param name="Outcome">What was found.</param>
/// <param name="Reason">Why.</param>
/// <param name="Evidence">The hash of what it rests on.</param>
public readonly record struct Verdict(
    ParticipantId Participant, TaskId Task, Epoch Epoch, VerdictOutcome Outcome, VerdictReason Reason, Digest Evidence)
{
    /// <summary>Gets a value indicating whether this verdict may cost stake: only when it is <see cref="VerdictOutcome.Incorrect"/>.</summary>
    public bool MaySlash => Outcome == VerdictOutcome.Incorrect;
}
