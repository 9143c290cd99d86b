using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>Whether evidence counts, or why not.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="Accepted"/>.</remarks>
[JsonConverter(typeof(NameJsonConverter<EvidenceAdmissibility>))]
public enum EvidenceAdmissibility
{
    /// <summary>It counts, and from now on it has counted.</summary>
    Accepted = 0,

    /// <summary>The same misbehaviour has counted already.</summary>
    Duplicate = 1,

    /// <summary>Its epoch is after the present one.</summary>
    FromTheFuture = 2,

    /// <summary>Its epoch is past the window.</summary>
    Expired = 3,

    /// <summary>It names no offence or nobody.</summary>
    Incomplete = 4,

    /// <summary>Its severity is 0: nothing failed. Its key is not spent, so that proper evidence of the same misbehaviour still counts.</summary>
    WithoutSeverity = 5,
}
