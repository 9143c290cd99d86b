namespace CapaCloud.Mechanisms.Verification;

/// <summary>One committed result that may be audited, with what is publicly known of its author.</summary>
/// <remarks>No formula. <c>default</c> is nobody's result on no task, of somebody without reputation or stake.</remarks>
public readonly record struct AuditCandidate
{
    /// <summary>Initializes a new instance of the <see cref="AuditCandidate"/> struct.</summary>
    /// <param name="participant">Who committed the result.</param>
    /// <param name="task">The task.</param>
    /// <param name="reputation">The participant's score when the epoch began, in [0, 1].</param>
    /// <param name="stake">What the participant has at stake, in base units.</param>
    public AuditCandidate(ParticipantId participant, TaskId task, Proportion reputation = default, Amount stake = default)
    {
        Participant = participant;
        Task = task;
        Reputation = reputation;
        Stake = stake;
    }

    /// <summary>Gets who committed the result.</summary>
    public ParticipantId Participant { get; init; }

    /// <summary>Gets the task.</summary>
    public TaskId Task { get; init; }

    /// <summary>Gets the participant's score when the epoch began, in [0, 1].</summary>
    public Proportion Reputation { get; init; }

    /// <summary>Gets what the participant has at stake, in base units.</summary>
    public Amount Stake { get; init; }
}
