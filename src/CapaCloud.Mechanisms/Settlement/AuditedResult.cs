using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms;

/// <summary>A result that was selected for an audit, with all that is needed to check the selection.</summary>
/// <remarks>
/// <code>selected when draw / 2^128 &lt; rate</code>
/// The draw comes from the beacon, the author and the task; the rate from the policy, the author's score when the epoch opened, and its
/// stake of the epoch before. <c>default</c> is nobody's result.
/// </remarks>
/// <param name="Commitment">The commitment that was drawn.</param>
/// <param name="Rate">With which probability it was to be selected.</param>
/// <param name="Draw">The public draw, from 0 to 2^128 - 1.</param>
public readonly record struct AuditedResult(Commitment Commitment, Proportion Rate, Draw Draw)
{
    /// <summary>Gets whose result.</summary>
    [JsonIgnore]
    public ParticipantId Participant => Commitment.Author;

    /// <summary>Gets the task.</summary>
    [JsonIgnore]
    public TaskId Task => Commitment.Task;

    /// <summary>Gets the epoch of the work.</summary>
    [JsonIgnore]
    public Epoch Epoch => Commitment.Epoch;

    /// <summary>Returns the answers to the audited task, the form in which <see cref="Mechanism.Adjudicate(IEnumerable{TaskAnswers})"/> takes them.</summary>
    /// <param name="answers">The author's answer and those of whoever did the task again, one for each.</param>
    /// <returns>The answers, under the task and the epoch that were committed.</returns>
    /// <exception cref="ArgumentException">An author is unnamed or answers twice.</exception>
    public TaskAnswers Answered(params System.Collections.Immutable.ImmutableArray<Answer> answers) => new(Task, Epoch, answers);
}
