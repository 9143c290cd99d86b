using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>A rule of a policy in one line, from the same data as its JSON: <c>capped(inner: constant(fraction: 0.3), cap: 1)</c>.</summary>
internal sealed class RuleText(PolicyTypes types)
{
    public string Of<TRule>(TRule rule)
        where TRule : notnull
    {
        StringBuilder text = new();
        Write(text, JsonSerializer.SerializeToNode(rule, types.Options.GetTypeInfo(typeof(TRule))));
        return text.ToString();
    }

    /// <summary>Lists the formulas of a rule and of the rules in it, outermost first: <c>capped: part = min(cap, inner)</c>.</summary>
    public IEnumerable<string> Formulas<TRule>(TRule rule)
        where TRule : notnull =>
        Names(JsonSerializer.SerializeToNode(rule, types.Options.GetTypeInfo(typeof(TRule))))
            .Select(name => types.FormulaOf(typeof(TRule), name) is { } formula ? $"{name}: {formula}" : null)
            .OfType<string>()
            .Distinct();

    private static IEnumerable<string> Names(JsonNode? node) => node switch
    {
        JsonObject rule => (rule[PolicyTypes.Discriminator] is { } name ? [name.ToString()] : Array.Empty<string>()).Concat(rule.SelectMany(static member => Names(member.Value))),
        JsonArray items => items.SelectMany(Names),
        _ => [],
    };

    private static void Write(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject rule:
                text.Append(rule[PolicyTypes.Discriminator]).Append('(');
                WriteList(text, rule.Where(member => member.Key != PolicyTypes.Discriminator), static (text, member) =>
                {
                    text.Append(member.Key).Append(": ");
                    Write(text, member.Value);
                });
                text.Append(')');
                break;
            case JsonArray items:
                text.Append('[');
                WriteList(text, items, Write);
                text.Append(']');
                break;
            case null:
                text.Append("none");
                break;
            default:
                text.Append(node);
                break;
        }
    }

    private static void WriteList<T>(StringBuilder text, IEnumerable<T> items, Action<StringBuilder, T> write)
    {
        bool first = true;
        foreach (T item in items)
        {
            text.Append(first ? "" : ", ");
            write(text, item);
            first = false;
        }
    }
}
