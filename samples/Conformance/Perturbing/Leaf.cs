using System.Text.Json;
using System.Text.Json.Nodes;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Perturbing;

/// <summary>One value among the inputs of a case, and how to write the inputs with another one in its place.</summary>
internal sealed class Leaf
{
    private readonly string _inputs;
    private readonly string[] _steps;

    private Leaf(string inputs, string[] steps, JsonElement value)
    {
        _inputs = inputs;
        _steps = steps;
        Value = value;
    }

    public JsonElement Value { get; }

    public bool IsText => Value.ValueKind == JsonValueKind.String && !Changes.IsNumeric(Value.GetString()!);

    public string Place => VectorPath.Pattern($"/inputs/{string.Join('/', _steps)}");

    public static IEnumerable<Leaf> Of(VectorCase item)
    {
        string inputs = item.InputsText();
        return Below(inputs, [], JsonDocument.Parse(inputs).RootElement);
    }

    /// <summary>Returns the inputs with another value here.</summary>
    public JsonElement With(JsonNode? value)
    {
        JsonNode root = JsonNode.Parse(_inputs)!;
        JsonNode owner = _steps[..^1].Aggregate(root, (node, step) => node is JsonArray list ? list[int.Parse(step, null)]! : node[step]!);
        if (owner is JsonArray values)
        {
            values[int.Parse(_steps[^1], null)] = value;
        }
        else
        {
            owner[_steps[^1]] = value;
        }

        return JsonDocument.Parse(root.ToJsonString()).RootElement;
    }

    private static IEnumerable<Leaf> Below(string inputs, string[] steps, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany((item, index) => Below(inputs, [.. steps, $"{index}"], item)),
        JsonValueKind.Object => value.EnumerateObject()
            .Where(property => property.Value.ValueKind != JsonValueKind.String || !VectorCase.ForPeople.Contains(property.Name))
            .SelectMany(property => Below(inputs, [.. steps, property.Name], property.Value)),
        JsonValueKind.Null => [],
        _ => steps.Length == 0 ? [] : [new Leaf(inputs, steps, value)],
    };
}
