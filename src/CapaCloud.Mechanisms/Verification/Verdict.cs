using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms;

/// <summary>What was found of one participant on one task: the outcome, the reason, and the evidence it rests on.</summary>
/// <remarks>
/// <code>Outcome = outcome that belongs to Reason (<see cref="VerdictReasons.Outcome"/>)</code>
/// A verdict that says nothing cannot be made: it has a participant, a task, and a reason that belongs to its outcome. Anyone who has
/// the answers recomputes the evidence (<see cref="TaskAnswers.Evidence"/>) and the rule, and must arrive at the same verdict.
/// <c>default</c> is no verdict: <see cref="IsNone"/> is true, and whoever takes verdicts refuses it. Immutable.
/// </remarks>
public readonly record struct Verdict
{
    /// <summary>Initializes a new instance of the <see cref="Verdict"/> struct.</summary>
    /// <param name="participant">Whom it is about.</param>
    /// <param name="task">On which task.</param>
    /// <param name="epoch">The epoch of the work: the liability follows the stake of that epoch.</param>
    /// <param name="outcome">What was found.</param>
    /// <param name="reason">Why; a reason of that outcome.</param>
    /// <param name="evidence">The hash of what it rests on.</param>
    /// <exception cref="ArgumentException">Nobody or no task is named.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The outcome or the reason is unknown, or the reason belongs to another outcome.</exception>
    public Verdict(ParticipantId participant, TaskId task, Epoch epoch, VerdictOutcome outcome, VerdictReason reason, Digest evidence)
    {
        if (participant.IsNone || task.IsNone)
        {
            throw new ArgumentException($"A verdict is on a participant's work on a task, got participant {participant} and task {task}.");
        }

        if (reason.Outcome() is not { } belonging)
        {
            throw new ArgumentOutOfRangeException(nameof(reason), $"There is no verdict reason {(int)reason}.");
        }

        if (belonging != outcome)
        {
            throw new ArgumentOutOfRangeException(
                nameof(outcome), $"The reason {reason} goes with the outcome {belonging}, got {outcome} for {participant} on task {task}.");
        }

        Participant = participant;
        Task = task;
        Epoch = epoch;
        Outcome = outcome;
        Reason = reason;
        Evidence = evidence;
    }

    /// <summary>No verdict is a value like any other: a report that holds one is settled without it, and goes to JSON and back.</summary>
    [JsonConstructor]
    internal Verdict(Digest evidence, VerdictReason reason, VerdictOutcome outcome, Epoch epoch, TaskId task, ParticipantId participant) => this =
        participant.IsNone && task.IsNone && epoch == default && outcome == default && reason == default && evidence == default
            ? default
            : new Verdict(participant, task, epoch, outcome, reason, evidence);

    /// <summary>Gets whom it is about.</summary>
    public ParticipantId Participant { get; }

    /// <summary>Gets the task.</summary>
    public TaskId Task { get; }

    /// <summary>Gets the epoch of the work: the liability follows the stake of that epoch.</summary>
    public Epoch Epoch { get; }

    /// <summary>Gets what was found.</summary>
    public VerdictOutcome Outcome { get; }

    /// <summary>Gets why.</summary>
    public VerdictReason Reason { get; }

    /// <summary>Gets the hash of what it rests on.</summary>
    public Digest Evidence { get; }

    /// <summary>Gets a value indicating whether this is no verdict, the value of <c>default</c>.</summary>
    [JsonIgnore]
    public bool IsNone => Participant.IsNone;

    /// <summary>Gets a value indicating whether this verdict may cost stake: only when it is <see cref="VerdictOutcome.Incorrect"/>.</summary>
    [JsonIgnore]
    public bool MaySlash => Outcome == VerdictOutcome.Incorrect;

    /// <summary>Returns the verdict that a reason stands for; the outcome is the one that belongs to it.</summary>
    /// <param name="participant">Whom it is about.</param>
    /// <param name="task">On which task.</param>
    /// <param name="epoch">The epoch of the work.</param>
    /// <param name="reason">Why.</param>
    /// <param name="evidence">The hash of what it rests on.</param>
    /// <returns>The verdict.</returns>
    /// <exception cref="ArgumentException">Nobody or no task is named.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The reason is unknown.</exception>
    public static Verdict Because(ParticipantId participant, TaskId task, Epoch epoch, VerdictReason reason, Digest evidence = default) =>
        new(participant, task, epoch, reason.Outcome() ?? default, reason, evidence);

    /// <summary>Returns it in one sentence.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        IsNone ? "no verdict" : $"{Participant} on {Task} of epoch {Epoch}: {Outcome}, {Reason}";
}
