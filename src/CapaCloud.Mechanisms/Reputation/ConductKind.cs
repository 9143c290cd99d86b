using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Reputation;

/// <summary>Which of a participant's tracks an observation belongs to.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="Proven"/>.</remarks>
[JsonConverter(typeof(NameJsonConverter<ConductKind>))]
public enum ConductKind
{
    /// <summary>A result was checked: found right, or proven wrong. Fed by audits, verdicts and proven evidence.</summary>
    Proven = 0,

    /// <summary>
    /// Work came back as it should, or failed and nobody can prove why: an unknown error, a time-out, a result that was committed to and not
    /// revealed. Fed by what the service sees of each job.
    /// </summary>
    Unexplained = 1,

    /// <summary>The participant did a duty in time, or was absent. Fed by reports of duties; an excused absence is neither.</summary>
    Presence = 2,
}
