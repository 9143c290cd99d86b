using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Alignment;

/// <summary>Writes a request as JSON and reads it back.</summary>
/// <remarks>No formula. Names in camelCase, numbers as in <see cref="EconomicsJson"/>. A field that is not known is refused, with its path.</remarks>
public static partial class RequestJson
{
    /// <summary>Reads a request.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The numbers, not yet validated.</returns>
    /// <exception cref="JsonException">The text is not such JSON; the message says where.</exception>
    public static RequestEconomics Read(string json) =>
        JsonDefaults.Read(json, RequestContext.Default.RequestEconomics, new RequestEconomics { ValuePerJob = 0 });

    /// <summary>Writes a request.</summary>
    /// <param name="request">The numbers.</param>
    /// <returns>The text, indented.</returns>
    public static string Write(RequestEconomics request) => JsonSerializer.Serialize(request, RequestContext.Default.RequestEconomics);

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true)]
    [JsonSerializable(typeof(RequestEconomics))]
    private sealed partial class RequestContext : JsonSerializerContext;
}
