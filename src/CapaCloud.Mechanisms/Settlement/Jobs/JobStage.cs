using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>How far an open job has come.</summary>
/// <remarks>
/// <code>Awarded -> Delivered -> Disputed; it ends from each of them (<see cref="JobEnding"/>)</code>
/// <c>default</c> is <see cref="None"/>, the stage of no job. Numbers are part of stored states and never change.
/// </remarks>
[JsonConverter(typeof(NameJsonConverter<JobStage>))]
public enum JobStage
{
    /// <summary>No job: the value of <c>default</c>.</summary>
    None = 0,

    /// <summary>The provider has it and has delivered nothing yet. Its price is reserved.</summary>
    Awarded = 1,

    /// <summary>The result is there. Verdicts and disputes can come until the review period ends.</summary>
    Delivered = 2,

    /// <summary>The requester disputes the result and laid down a bond. A ruling or a verdict decides.</summary>
    Disputed = 3,
}
