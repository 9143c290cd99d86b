using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Alignment;

/// <summary>Writes the economics of a delegation as JSON and reads them back.</summary>
/// <remarks>No formula. Names in camelCase, amounts as strings, other numbers as in <see cref="EconomicsJson"/>. A field that is not known is refused, with its path.</remarks>
public static partial class DelegationJson
{
    /// <summary>Reads the economics of a delegation.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The economics, not yet validated.</returns>
    /// <exception cref="JsonException">The text is not the JSON of a delegation; the message says where.</exception>
    public static DelegationEconomics Read(string json) =>
        JsonDefaults.Read(
            json, DelegationContext.Default.DelegationEconomics, new DelegationEconomics { OperatorBond = default, Delegation = default, RewardPerEpoch = 0 });

    /// <summary>Writes the economics of a delegation.</summary>
    /// <param name="delegation">The economics.</param>
    /// <returns>The text, indented.</returns>
    public static string Write(DelegationEconomics delegation) => JsonSerializer.Serialize(delegation, DelegationContext.Default.DelegationEconomics);

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true)]
    [JsonSerializable(typeof(DelegationEconomics))]
    private sealed partial class DelegationContext : JsonSerializerContext;
}
