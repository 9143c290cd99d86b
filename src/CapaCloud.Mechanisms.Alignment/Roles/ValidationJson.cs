using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Alignment;

/// <summary>Writes how much a validator checks as JSON and reads it back.</summary>
/// <remarks>No formula. Names in camelCase, numbers as in <see cref="EconomicsJson"/>. A field that is not known is refused, with its path.</remarks>
public static partial class ValidationJson
{
    /// <summary>Reads how much a validator checks.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The numbers, not yet validated.</returns>
    /// <exception cref="JsonException">The text is not such JSON; the message says where.</exception>
    public static ValidationEconomics Read(string json) =>
        JsonDefaults.Read(json, ValidationContext.Default.ValidationEconomics, new ValidationEconomics());

    /// <summary>Writes how much a validator checks.</summary>
    /// <param name="validation">The numbers.</param>
    /// <returns>The text, indented.</returns>
    public static string Write(ValidationEconomics validation) => JsonSerializer.Serialize(validation, ValidationContext.Default.ValidationEconomics);

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true)]
    [JsonSerializable(typeof(ValidationEconomics))]
    private sealed partial class ValidationContext : JsonSerializerContext;
}
