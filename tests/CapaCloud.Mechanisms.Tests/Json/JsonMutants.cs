using System.Text;
using System.Text.Json.Nodes;

namespace CapaCloud.Mechanisms.Tests.Json;

/// <summary>A JSON text with one thing changed: a member removed, doubled, renamed, made null, or made of another type.</summary>
/// <param name="Path">The member that was changed.</param>
/// <param name="Change">What was done to it.</param>
/// <param name="Json">The text.</param>
internal sealed record JsonMutant(string Path, string Change, string Json);

internal static class JsonMutants
{
    /// <summary>Returns every text that differs from this one in one member.</summary>
    /// <param name="json">The text.</param>
    /// <param name="places">
    /// Where members were changed before, in this text or in others: those are left out, and what is changed here is added. A place is a member of a rule of one
    /// kind, or a path without the numbers of list items. Every member is changed when left out.
    /// </param>
    /// <param name="deepest">How many steps down members are changed; all of them when left out.</param>
    public static IEnumerable<JsonMutant> Of(string json, ISet<string>? places = null, int deepest = int.MaxValue)
    {
        JsonNode root = JsonNode.Parse(json)!;
        foreach (string path in Members(root, []))
        {
            string[] steps = path.Split('\n');
            if (steps.Length > deepest || places?.Add(Place(root, steps)) == false)
            {
                continue;
            }

            string shown = Shown(steps);
            yield return new JsonMutant(shown, "removed", Changed(json, steps, (parent, key) => Remove(parent, key)));
            yield return new JsonMutant(shown, "null", Changed(json, steps, (parent, key) => Set(parent, key, null)));
            yield return new JsonMutant(shown, "number", Changed(json, steps, (parent, key) => Set(parent, key, JsonValue.Create(7))));
            yield return new JsonMutant(shown, "text", Changed(json, steps, (parent, key) => Set(parent, key, JsonValue.Create("\u0663,5"))));
            yield return new JsonMutant(shown, "list", Changed(json, steps, (parent, key) => Set(parent, key, new JsonArray())));
            yield return new JsonMutant(shown, "object", Changed(json, steps, (parent, key) => Set(parent, key, new JsonObject())));
            if (!steps[^1].StartsWith('['))
            {
                yield return new JsonMutant(shown, "renamed", Changed(json, steps, (parent, key) =>
                {
                    JsonNode? value = parent[key]?.DeepClone();
                    Remove(parent, key);
                    ((JsonObject)parent)[Other(key)] = value;
                }));
                yield return new JsonMutant(shown, "doubled", Doubled(json, steps));
            }
        }
    }

    /// <summary>Returns the name of a member's place: the kind of the rule that it belongs to, and the path from there.</summary>
    public static string Place(JsonNode root, IReadOnlyList<string> steps)
    {
        StringBuilder place = new("$");
        JsonNode? node = root;
        foreach (string step in steps)
        {
            if (node is JsonObject members && members.TryGetPropertyValue("kind", out JsonNode? kind))
            {
                place.Clear().Append(kind);
            }

            place.Append(step.StartsWith('[') ? "[]" : "." + step);
            node = step.StartsWith('[') ? node![int.Parse(step[1..^1], null)] : node![step];
        }

        return place.ToString();
    }

    private static string Other(string key) => char.IsUpper(key[0]) ? key.ToLowerInvariant() : char.ToUpperInvariant(key[0]) + key[1..];

    private static string Shown(string[] steps) => "$" + string.Concat(steps.Select(step => step.StartsWith('[') ? step : "." + step));

    private static IEnumerable<string> Members(JsonNode? node, string[] above)
    {
        IEnumerable<(string Step, JsonNode? Value)> parts = node switch
        {
            JsonObject members => members.Select(member => (member.Key, member.Value)),
            JsonArray items => items.Select((item, index) => ($"[{index}]", item)),
            _ => [],
        };
        return parts.SelectMany(part => Members(part.Value, [.. above, part.Step]).Prepend(string.Join('\n', [.. above, part.Step])));
    }

    private static string Changed(string json, string[] steps, Action<JsonNode, string> change)
    {
        JsonNode root = JsonNode.Parse(json)!;
        change(Parent(root, steps), steps[^1]);
        return root.ToJsonString();
    }

    // JsonNode has no doubled members: a mark is put where the second one goes, and replaced in the text.
    private static string Doubled(string json, string[] steps)
    {
        JsonNode root = JsonNode.Parse(json)!;
        JsonObject parent = (JsonObject)Parent(root, steps);
        JsonNode? value = parent[steps[^1]]?.DeepClone();
        parent["\u0001mark"] = value;
        StringBuilder text = new(root.ToJsonString());
        return text.Replace("\"\\u0001mark\"", JsonValue.Create(steps[^1])!.ToJsonString()).ToString();
    }

    private static JsonNode Parent(JsonNode root, string[] steps)
    {
        JsonNode node = root;
        foreach (string step in steps[..^1])
        {
            node = step.StartsWith('[') ? node[int.Parse(step[1..^1], null)]! : node[step]!;
        }

        return node;
    }

    private static void Remove(JsonNode parent, string key)
    {
        if (parent is JsonObject members)
        {
            members.Remove(key);
        }
        else
        {
            ((JsonArray)parent).RemoveAt(int.Parse(key[1..^1], null));
        }
    }

    private static void Set(JsonNode parent, string key, JsonNode? value)
    {
        if (parent is JsonObject members)
        {
            members[key] = value;
        }
        else
        {
            ((JsonArray)parent)[int.Parse(key[1..^1], null)] = value;
        }
    }
}
