using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>A rule of a policy in one line, from the same data as its JSON: <c>capped(inner: constant(fraction: 0.3), cap: 1)</c>.</summary>
/// <remarks>A rule never changes, so its words are made once, and kept as long as the rule is in use.</remarks>
internal sealed class RuleText(PolicyTypes types)
{
    private readonly ConditionalWeakTable<object, ConcurrentDictionary<Type, Words>> _said = [];

    public string Of<TRule>(TRule rule)
        where TRule : notnull => Said(rule).Text;

    /// <summary>Lists the formulas of a rule and of the rules in it, outermost first: <c>capped: part = min(cap, inner)</c>.</summary>
    public ImmutableArray<string> Formulas<TRule>(TRule rule)
        where TRule : notnull => Said(rule).Formulas;

    private Words Said<TRule>(TRule rule)
        where TRule : notnull => typeof(TRule).IsValueType ? Make(rule) : _said.GetOrCreateValue(rule).GetOrAdd(typeof(TRule), static (_, asked) => asked.Text.Make(asked.Rule), (Text: this, Rule: rule));

    private Words Make<TRule>(TRule rule)
        where TRule : notnull
    {
        JsonNode? node = JsonSerializer.SerializeToNode(rule, types.Options.GetTypeInfo(typeof(TRule)));
        StringBuilder text = new();
        Write(text, node);
        return new Words(
            text.ToString(),
            [.. Names(node).Select(name => types.FormulaOf(typeof(TRule), name) is { } formula ? $"{name}: {formula}" : null).OfType<string>().Distinct()]);
    }

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

    private sealed record Words(string Text, ImmutableArray<string> Formulas);
}
