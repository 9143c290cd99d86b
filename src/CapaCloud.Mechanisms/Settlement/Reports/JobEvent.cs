using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What happened to a job in an epoch.</summary>
/// <remarks>No formula. Audits and evidence about its result are verdicts and evidence, not events. <c>default</c> is <see cref="None"/>, which is set aside.</remarks>
[JsonConverter(typeof(NameJsonConverter<JobEvent>))]
public enum JobEvent
{
    /// <summary>Nothing: the value of <c>default</c>.</summary>
    None = 0,

    /// <summary>The provider delivered a result.</summary>
    Delivered = 1,

    /// <summary>The requester accepted the result, or gave up its dispute.</summary>
    Accepted = 2,

    /// <summary>The requester called the job off before anything was delivered.</summary>
    Cancelled = 3,

    /// <summary>The requester disputes the result, with the bond that was reserved.</summary>
    Disputed = 4,

    /// <summary>The ruling on the dispute is for the provider.</summary>
    RuledForProvider = 5,

    /// <summary>The ruling on the dispute is for the requester.</summary>
    RuledForRequester = 6,
}
