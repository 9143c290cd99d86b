using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What one epoch brings about one job.</summary>
/// <remarks>No formula. Several events of one job may stand in one report: a delivery and its acceptance. <c>default</c> is about nobody and is set aside.</remarks>
public readonly record struct JobReport
{
    /// <summary>Gets who works on it.</summary>
    public required ParticipantId Provider { get; init; }

    /// <summary>Gets the task.</summary>
    public required TaskId Task { get; init; }

    /// <summary>Gets what happened.</summary>
    public required JobEvent Event { get; init => field = EnumerationMember.Required(value); }

    /// <summary>
    /// Gets, for a delivery, how far the measured service fell short of what was promised: 0.1 when nine tenths of the throughput were there. 0, all as promised, when left out.
    /// Lateness is not part of it: the mechanism counts that itself.
    /// </summary>
    public Proportion Shortfall { get; init; }
}
