using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Journal;

/// <summary>Entries as JSON. What is unknown, doubled or missing is refused, in a request and in the database.</summary>
internal static class EntryJson
{
    public static JsonSerializerOptions Options { get; } = Strict(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Strict(JsonSerializerOptions options)
    {
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.AllowDuplicateProperties = false;
        options.Converters.Add(new JsonStringEnumConverter());
        return options;
    }

    public static string Write(Entry entry) => JsonSerializer.Serialize(entry, Options);

    public static Entry Read(string json) =>
        JsonSerializer.Deserialize<Entry>(json, Options) ?? throw new JsonException("The journal has an entry that is null.");
}
