using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace CapaCloud.Mechanisms.Alignment;

/// <summary>Reads records whose fields may be left out: what is missing gets the record's own default, which generated readers forget for init-only properties.</summary>
internal static class JsonDefaults
{
    /// <summary>Returns the record.</summary>
    /// <param name="json">The text.</param>
    /// <param name="type">How it is read and written.</param>
    /// <param name="defaults">A record with the defaults; its required fields are not looked at.</param>
    /// <exception cref="JsonException">The text is not such a record, or null.</exception>
    public static T Read<T>(string json, JsonTypeInfo<T> type, T defaults)
        where T : class
    {
        // Once as it is: whatever is wrong with it is said with its line.
        _ = JsonSerializer.Deserialize(json, type) ?? throw new JsonException("The text is null.");
        JsonObject given = JsonNode.Parse(json)!.AsObject();
        foreach ((string name, JsonNode? value) in JsonSerializer.SerializeToNode(defaults, type)!.AsObject())
        {
            if (!given.ContainsKey(name))
            {
                given.Add(name, value?.DeepClone());
            }
        }

        return given.Deserialize(type)!;
    }
}
