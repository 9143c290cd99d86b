using System.Numerics;
using System.Text.Json;
using Json.Schema;

namespace CapaCloud.Mechanisms.Tests.Settlement.Policies.Schemas;

/// <summary>Asks a validator of somebody else, and then the relations that a schema cannot say, where the validator names them.</summary>
internal sealed class SchemaVerdict(string schema)
{
    private static readonly EvaluationOptions Options = new() { OutputFormat = OutputFormat.List, AddAnnotationForUnknownKeywords = true };

    private readonly JsonSchema _schema = JsonSchema.FromText(schema, new BuildOptions { SchemaRegistry = new SchemaRegistry() });

    /// <summary>Whether the vocabulary of JSON Schema alone accepts the value.</summary>
    public bool IsPlainlyAccepted(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return _schema.Evaluate(document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.Flag }).IsValid;
    }

    public bool Accepts(string json) => Ask(json) is (true, [], _);

    /// <summary>Whether the vocabulary of JSON Schema alone accepts the value, which of our own keywords it breaks, and which keywords refuse it.</summary>
    public (bool IsPlainlyAccepted, string[] Broken, string[] Refusing) Ask(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        EvaluationResults results = _schema.Evaluate(document.RootElement, Options);
        IReadOnlyList<EvaluationResults> details = results.Details ?? [];
        if (!results.IsValid)
        {
            // A kind that is another one refuses nothing: it only does not choose.
            return (false, [], [.. details.Where(static detail => !detail.IsValid && !detail.EvaluationPath.ToString().Contains("/if", StringComparison.Ordinal)).SelectMany(static detail => detail.Errors?.Keys.AsEnumerable() ?? []).Distinct()]);
        }

        string[] broken =
        [
            .. details.Where(static detail => detail.IsValid).SelectMany(detail => (detail.Annotations ?? []).Where(annotation =>
                !Holds(annotation.Key, (JsonElement)annotation.Value!, detail.InstanceLocation.Evaluate(document.RootElement)!.Value)).Select(static annotation => annotation.Key)).Distinct(),
        ];
        return (true, broken, []);
    }

    private static bool Holds(string keyword, JsonElement said, JsonElement value) => keyword switch
    {
        "x-atMost" => said.EnumerateObject().All(pair => Parts(value.GetProperty(pair.Name)) <= Parts(value.GetProperty(pair.Value.GetString()!))),
        "x-rising" => said.EnumerateObject().All(pair => Rises(value, pair.Name, pair.Value.GetString() == "strictly")),
        "x-rules" => Size(value).Rules <= said.GetInt32(),
        "x-levels" => Size(value).Levels <= said.GetInt32(),
        _ => true,
    };

    private static bool Rises(JsonElement list, string member, bool strictly)
    {
        BigInteger[] values = [.. list.EnumerateArray().Select(item => Parts(item.GetProperty(member)))];
        return values.Zip(values.Skip(1), (before, after) => strictly ? before < after : before <= after).All(static holds => holds);
    }

    private static BigInteger Parts(JsonElement number)
    {
        string[] parts = number.GetString()!.Split('.');
        return BigInteger.Parse(parts[0] + (parts.Length > 1 ? parts[1] : "").PadRight(18, '0'), null);
    }

    /// <summary>How many rules stand in a rule, itself included, and how deep: a list takes two levels.</summary>
    private static (int Rules, int Levels) Size(JsonElement rule)
    {
        (int rules, int levels) = (1, 0);
        foreach (JsonProperty member in rule.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Object)
            {
                (int inner, int deep) = Size(member.Value);
                (rules, levels) = (rules + inner, Math.Max(levels, deep + 1));
            }
            else if (member.Value.ValueKind == JsonValueKind.Array && member.Value.EnumerateArray().All(static item => item.TryGetProperty("kind", out _)))
            {
                levels = Math.Max(levels, 1);
                foreach (JsonElement item in member.Value.EnumerateArray())
                {
                    (int inner, int deep) = Size(item);
                    (rules, levels) = (rules + inner, Math.Max(levels, deep + 2));
                }
            }
        }

        return (rules, levels);
    }
}
