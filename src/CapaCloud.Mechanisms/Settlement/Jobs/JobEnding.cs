using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Why a job ended.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="None"/>: it has not ended.</remarks>
[JsonConverter(typeof(NameJsonConverter<JobEnding>))]
public enum JobEnding
{
    /// <summary>It has not ended: the value of <c>default</c>.</summary>
    None = 0,

    /// <summary>The requester accepted the result. The provider is paid.</summary>
    Accepted = 1,

    /// <summary>The review period passed and nobody objected. The provider is paid.</summary>
    Unopposed = 2,

    /// <summary>An audit found the result right. The provider is paid.</summary>
    FoundRight = 3,

    /// <summary>The result was found wrong. The requester has its money back.</summary>
    FoundWrong = 4,

    /// <summary>Nothing was delivered in time. The requester has its money back.</summary>
    NotDelivered = 5,

    /// <summary>The requester called it off before delivery. The provider gets the cancellation fee.</summary>
    Cancelled = 6,

    /// <summary>The ruling on a dispute was for the provider, which is paid and gets the dispute bond.</summary>
    RuledForProvider = 7,

    /// <summary>The ruling on a dispute was for the requester, which has its money and its bond back.</summary>
    RuledForRequester = 8,

    /// <summary>Nobody ruled on the dispute in time. The price is parted as the policy says, and the bond goes back.</summary>
    NoRuling = 9,
}
