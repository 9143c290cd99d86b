using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What one epoch brings about one open job, after everything inadmissible was set aside.</summary>
/// <remarks>No formula. <c>default</c> is about no job.</remarks>
public readonly record struct JobInput
{
    /// <summary>Gets the task.</summary>
    public required TaskId Task { get; init; }

    /// <summary>Gets a value indicating whether the result was delivered in this epoch.</summary>
    public bool IsDelivered { get; init; }

    /// <summary>Gets how far the delivered service fell short of what was promised, lateness not included.</summary>
    public Proportion Shortfall { get; init; }

    /// <summary>Gets what the requester or an arbiter says; <see cref="JobEvent.None"/> when nobody says anything.</summary>
    public JobEvent Answer { get; init => field = EnumerationMember.Required(value); }
}
