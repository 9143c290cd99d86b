namespace CapaCloud.Mechanisms.Settlement;

/// <summary>A job as it is awarded: who works for whom, for which price, until when, and how much is at risk.</summary>
/// <remarks>No formula. <c>default</c> is no award and is refused.</remarks>
public readonly record struct JobAward
{
    /// <summary>Gets the task.</summary>
    public required TaskId Task { get; init; }

    /// <summary>Gets who works.</summary>
    public required ParticipantId Provider { get; init; }

    /// <summary>Gets who pays.</summary>
    public required ParticipantId Requester { get; init; }

    /// <summary>Gets the class of work; one of the policy's.</summary>
    public required string Class { get; init; }

    /// <summary>Gets the price, in base units, above 0.</summary>
    public required Amount Price { get; init; }

    /// <summary>Gets the value at risk, in base units; at least the price, because a wrong result that is paid destroys that.</summary>
    public required Amount Value { get; init; }

    /// <summary>Gets the last epoch in which a delivery is in time.</summary>
    public required Epoch Deadline { get; init; }
}
