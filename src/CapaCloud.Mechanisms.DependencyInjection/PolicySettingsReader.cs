using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CapaCloud.Mechanisms.DependencyInjection;

/// <summary>
/// Reads a policy from configuration. Configuration has lost which texts were numbers, truth values and empty lists; where the policy's JSON refuses a text,
/// what it can have been is tried, and only what stays refused is an error.
/// </summary>
internal static class PolicySettingsReader
{
    public static (MechanismPolicy? Policy, IReadOnlyList<string> Errors) Read(PolicySettings settings, PolicyTypes? types)
    {
        HashSet<string> tried = [];
        return PolicyReading.Read(Node(settings)!, types, (root, path) => Restore(root, path, tried));
    }

    private static JsonNode? Node(PolicySettings? settings)
    {
        if (settings is null)
        {
            return null;
        }

        if (settings.Text is { } text)
        {
            return JsonValue.Create(text);
        }

        bool isList = settings.Count > 0 && Enumerable.Range(0, settings.Count).All(index => settings.ContainsKey(index.ToString(CultureInfo.InvariantCulture)));
        return isList
            ? new JsonArray([.. Enumerable.Range(0, settings.Count).Select(index => Node(settings[index.ToString(CultureInfo.InvariantCulture)]))])
            : new JsonObject(settings.Select(part => KeyValuePair.Create(part.Key, Node(part.Value))));
    }

    /// <summary>Puts another reading of the text at a path; false when there is none that was not tried.</summary>
    private static bool Restore(JsonNode root, string path, HashSet<string> tried)
    {
        if (PolicyReading.Find(root, path) is not JsonValue value || value.GetValueKind() != JsonValueKind.String)
        {
            return false;
        }

        string text = value.GetValue<string>();
        foreach ((string reading, JsonNode? node) in Readings(text))
        {
            if (tried.Add($"{path} {reading}"))
            {
                Replace(value, node);
                return true;
            }
        }

        return false;
    }

    private static void Replace(JsonValue value, JsonNode? node)
    {
        if (value.Parent is JsonObject parts)
        {
            parts[value.GetPropertyName()] = node;
        }
        else if (value.Parent is JsonArray list)
        {
            list[value.GetElementIndex()] = node;
        }
    }

    private static IEnumerable<(string Name, JsonNode? Node)> Readings(string text)
    {
        if (text.Length == 0)
        {
            yield return ("list", new JsonArray());
        }
        else if (bool.TryParse(text, out bool truth))
        {
            yield return ("truth", JsonValue.Create(truth));
        }
        else if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
        {
            yield return ("number", JsonValue.Create(number));
        }
    }
}
