using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Which list of a report an item stands in.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="None"/>.</remarks>
[JsonConverter(typeof(NameJsonConverter<ReportItem>))]
public enum ReportItem
{
    /// <summary>No list: the value of <c>default</c>.</summary>
    None = 0,

    /// <summary>A participant's row.</summary>
    Row = 1,

    /// <summary>A verdict.</summary>
    Verdict = 2,

    /// <summary>A piece of evidence.</summary>
    Evidence = 3,

    /// <summary>An appeal.</summary>
    Appeal = 4,

    /// <summary>A ruling.</summary>
    Ruling = 5,

    /// <summary>An event of a job.</summary>
    Job = 6,

    /// <summary>The duty to check a result.</summary>
    Check = 7,

    /// <summary>A proof that a result was committed.</summary>
    CommitmentProof = 8,
}
