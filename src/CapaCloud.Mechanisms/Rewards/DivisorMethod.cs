using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>The divisor by which a claim's next unit is ranked.</summary>
/// <remarks>
/// <code>priority of the next unit of a claim that has s units = weight / d(s)</code>
/// <c>default</c> is <see cref="SainteLague"/>.
/// </remarks>
[JsonConverter(typeof(NameJsonConverter<DivisorMethod>))]
public enum DivisorMethod
{
    /// <summary><c>d(s) = 2s + 1</c>. Favours neither the large nor the small. Also named after Webster.</summary>
    SainteLague = 0,

    /// <summary><c>d(s) = s + 1</c>. Favours the large; merging never loses a unit. Also named after Jefferson.</summary>
    DHondt = 1,

    /// <summary>
    /// <c>d(s) = sqrt(s (s + 1))</c>. Least relative difference; the rule of the United States' House since 1941.
    /// </summary>
    HuntingtonHill = 2,

    /// <summary><c>d(s) = s</c>. Favours the small; splitting never loses a unit.</summary>
    Adams = 3,

    /// <summary><c>d(s) = 2s (s + 1) / (2s + 1)</c>. Units for each weight closest to the common ratio.</summary>
    Dean = 4,
}
