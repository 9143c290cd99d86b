namespace CapaCloud.Mechanisms.Settlement;

/// <summary>A requester wants one task done: of which class, for how much at most, how much is at risk, and until when.</summary>
/// <remarks>No formula. <c>default</c> is nobody's and is refused.</remarks>
public readonly record struct TaskRequest
{
    /// <summary>Gets the task, one name for each job.</summary>
    public required TaskId Task { get; init; }

    /// <summary>Gets who pays.</summary>
    public required ParticipantId Requester { get; init; }

    /// <summary>Gets the class of work; one of the policy's.</summary>
    public required string Class { get; init; }

    /// <summary>Gets the highest price, in base units, above 0. What is paid is the market's price, at most this.</summary>
    public required Amount Price { get; init; }

    /// <summary>Gets the value at risk, in base units; at least the price, at most what the class allows.</summary>
    public required Amount Value { get; init; }

    /// <summary>Gets the last epoch in which a delivery is in time.</summary>
    public required Epoch Deadline { get; init; }
}
