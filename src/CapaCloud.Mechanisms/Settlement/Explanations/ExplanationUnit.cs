using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What a value in an explanation counts.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="Count"/>.</remarks>
[JsonConverter(typeof(NameJsonConverter<ExplanationUnit>))]
public enum ExplanationUnit
{
    /// <summary>Things: duties, audits, epochs, work.</summary>
    Count = 0,

    /// <summary>Base units of money.</summary>
    Money = 1,

    /// <summary>Parts of 10^18: a proportion or a ratio.</summary>
    Parts = 2,
}
