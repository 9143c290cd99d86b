using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>An open job: what was promised for which price, and how far it has come. It stands in the state of its provider.</summary>
/// <remarks>
/// <code>reserved of the requester = Price + Bond</code>
/// In base units. The bond is what the requester loses when it disputes and is wrong; it is reserved when the job is awarded, so a dispute never
/// lacks it. The fee is that of the policy under which the job was awarded. Ordered by task. <c>default</c> is no job. Immutable.
/// </remarks>
public readonly record struct Job : IComparable<Job>
{
    /// <summary>Gets the task; one provider has at most one open job of a task.</summary>
    public required TaskId Task { get; init; }

    /// <summary>Gets who pays.</summary>
    public required ParticipantId Requester { get; init; }

    /// <summary>Gets the class of work that was promised.</summary>
    public required string Class { get; init; }

    /// <summary>Gets what the requester pays for a right result in time, in base units.</summary>
    public required Amount Price { get; init; }

    /// <summary>Gets the value at risk: what a wrong result could destroy, in base units. The provider's stake covers it.</summary>
    public required Amount Value { get; init; }

    /// <summary>Gets the dispute bond that is reserved, in base units.</summary>
    public Amount Bond { get; init; }

    /// <summary>Gets the network's part of what the provider earns.</summary>
    public Proportion Fee { get; init; }

    /// <summary>Gets the epoch in which it was awarded.</summary>
    public required Epoch AwardedAt { get; init; }

    /// <summary>Gets the last epoch in which a delivery is in time.</summary>
    public required Epoch Deadline { get; init; }

    /// <summary>Gets how far it has come.</summary>
    public required JobStage Stage { get; init => field = EnumerationMember.Required(value); }

    /// <summary>Gets the epoch of the delivery; meaningless before.</summary>
    public Epoch DeliveredAt { get; init; }

    /// <summary>Gets how far the service fell short of what was promised, lateness included; 0 before the delivery.</summary>
    public Proportion Shortfall { get; init; }

    /// <summary>Gets the epoch of the dispute; meaningless before.</summary>
    public Epoch DisputedAt { get; init; }

    /// <summary>Gets how it will end once no accusation about its task is open any more; <see cref="JobEnding.None"/> when nothing is decided yet.</summary>
    public JobEnding Answer { get; init => field = EnumerationMember.Required(value); }

    /// <summary>
    /// Gets the rules of jobs that it was awarded under, as canonical JSON, once the policy has others: it keeps review, grace, service, ruling, refund and cover to its end.
    /// <see langword="null"/> while they are the policy's own.
    /// </summary>
    public string? Terms { get; init; }

    /// <summary>Gets what is reserved of the requester's money, in base units.</summary>
    /// <exception cref="OverflowException">It exceeds 2^128 - 1.</exception>
    internal Amount Reserved => Price + Bond;

    /// <inheritdoc/>
    public int CompareTo(Job other) => Task.CompareTo(other.Task);
}
