using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>Where a proposed change stands.</summary>
/// <remarks>
/// <code>Proposed -> Approved -> Activated, or Rejected, Expired, Withdrawn</code>
/// <c>default</c> is <see cref="None"/>.
/// </remarks>
[JsonConverter(typeof(NameJsonConverter<ChangeStatus>))]
public enum ChangeStatus
{
    /// <summary>No change.</summary>
    None = 0,

    /// <summary>It is voted on.</summary>
    Proposed = 1,

    /// <summary>It passed, and waits for its epoch.</summary>
    Approved = 2,

    /// <summary>It holds.</summary>
    Activated = 3,

    /// <summary>The vote failed.</summary>
    Rejected = 4,

    /// <summary>Nobody decided or activated it in time.</summary>
    Expired = 5,

    /// <summary>Its proposer took it back.</summary>
    Withdrawn = 6,
}
