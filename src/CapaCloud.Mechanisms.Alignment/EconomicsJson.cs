using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Alignment;

/// <summary>Writes economics as JSON and reads them back.</summary>
/// <remarks>
/// No formula. Names in camelCase; a number may be a JSON number, a string such as <c>"1/3"</c>, or an array <c>[low, high]</c>. A field
/// that is not known is refused, with its path.
/// </remarks>
public static partial class EconomicsJson
{
    /// <summary>Reads economics.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The economics, not yet validated.</returns>
    /// <exception cref="JsonException">The text is not the JSON of economics; the message says where.</exception>
    public static Economics Read(string json) =>
        JsonDefaults.Read(json, EconomicsContext.Default.Economics, new Economics
        {
            CostPerJob = 0,
            PaymentPerJob = 0,
            JobsPerEpoch = 1,
            Participants = 1,
            DetectionDelay = 0,
            DetectionAccuracy = 0,
            HonestFaultRate = 0,
            IdentityPrice = 0,
        });

    /// <summary>Writes economics.</summary>
    /// <param name="economics">The economics.</param>
    /// <returns>The text, indented.</returns>
    public static string Write(Economics economics) => JsonSerializer.Serialize(economics, EconomicsContext.Default.Economics);

    /// <summary>Returns the content hash of economics: what a certificate is bound to.</summary>
    /// <param name="economics">The economics.</param>
    /// <returns>SHA-256 of the text that <see cref="Write"/> gives.</returns>
    public static Digest Hash(Economics economics)
    {
        ArgumentNullException.ThrowIfNull(economics);
        return Digest.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(Write(economics).ReplaceLineEndings("\n"))));
    }

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true)]
    [JsonSerializable(typeof(Economics))]
    private sealed partial class EconomicsContext : JsonSerializerContext;
}
