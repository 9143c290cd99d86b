using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CapaCloud.Mechanisms.Tests.Json;

/// <summary>
/// The law of values. Two values are equal exactly when they say the same in JSON, whichever way one asks; equal values have one hash; equal values are equal
/// in order, which is the opposite the other way round, and has the operators that it promises.
/// </summary>
internal static class ValueLaw
{
    private const int MostNeighbours = 40;

    private const int LongestText = 20_000;

    /// <summary>Holds the law against values of one type, their copies, and their neighbours: the same values with one number or word changed.</summary>
    /// <param name="values">The values.</param>
    /// <param name="write">How a value is written; as the library does when left out.</param>
    /// <param name="read">How it is read.</param>
    public static void Check<T>(IReadOnlyList<T> values, Func<T, string>? write = null, Func<string, T>? read = null)
    {
        write ??= value => MechanismJson.Default.Write(value);
        read ??= text => MechanismJson.Default.Read<T>(text);
        List<(T Value, string Text)> all = [];
        foreach (T value in values)
        {
            string text = write(value);
            all.Add((value, text));
            all.Add((read(text), text));
            Require(!value!.Equals(null) && !value!.Equals(new object()), $"equals nothing, or something of another type: {text}");
        }

        foreach ((T left, string leftText) in all)
        {
            foreach ((T right, string rightText) in all)
            {
                Compare(left, right, leftText == rightText, () => $"{leftText} and {rightText}");
            }
        }

        foreach (T value in values.Take(3))
        {
            string text = write(value);
            foreach ((T neighbour, string other) in text.Length > LongestText ? [] : Neighbours<T>(text))
            {
                Compare(value, neighbour, text == other, () => $"{text} and {other}");
            }
        }
    }

    private static void Compare<T>(T left, T right, bool same, Func<string> what)
    {
        Require(left!.Equals(right) == same, () => $"Equals says {!same}: {what()}");
        Require(!same || left.GetHashCode() == right!.GetHashCode(), () => $"equal values with two hashes: {what()}");
        RequireOperator(left, right, "op_Equality", same, what);
        RequireOperator(left, right, "op_Inequality", !same, what);
        if (left is IEquatable<T> equatable)
        {
            Require(equatable.Equals(right) == same, () => $"IEquatable says {!same}: {what()}");
        }

        if (left is not IComparable<T> comparable)
        {
            return;
        }

        int order = Math.Sign(comparable.CompareTo(right)), back = Math.Sign(((IComparable<T>)right!).CompareTo(left));
        Require(order == -back, () => $"compared both ways {order} and {back}: {what()}");
        Require(order == 0 || !same, () => $"CompareTo says {order}: {what()}");
        RequireOperator(left, right, "op_LessThan", order < 0, what);
        RequireOperator(left, right, "op_GreaterThan", order > 0, what);
        RequireOperator(left, right, "op_LessThanOrEqual", order <= 0, what);
        RequireOperator(left, right, "op_GreaterThanOrEqual", order >= 0, what);
        if (left is IComparable untyped)
        {
            Require(Math.Sign(untyped.CompareTo(right)) == order, () => $"compared as an object otherwise: {what()}");
            Require(untyped.CompareTo(null) > 0, () => $"nothing comes first: {what()}");
            Assert.Throws<ArgumentException>(() => untyped.CompareTo(new object()));
        }
    }

    private static void RequireOperator<T>(T left, T right, string name, bool expected, Func<string> what)
    {
        MethodInfo? method = Operators<T>.Of(name);
        Require(method is null || (bool)method.Invoke(null, [left, right])! == expected, () => $"{name} says {!expected}: {what()}");
    }

    private static IEnumerable<(T Value, string Text)> Neighbours<T>(string json)
    {
        int made = 0;
        foreach (string[] steps in Leaves(JsonNode.Parse(json), []))
        {
            foreach (JsonNode other in Others(At(JsonNode.Parse(json)!, steps)))
            {
                JsonNode root = JsonNode.Parse(json)!;
                if (steps.Length == 0)
                {
                    root = other;
                }
                else if (At(root, steps[..^1]) is JsonArray items)
                {
                    items[int.Parse(steps[^1], CultureInfo.InvariantCulture)] = other;
                }
                else
                {
                    At(root, steps[..^1])[steps[^1]] = other;
                }

                if (Read<T>(root.ToJsonString()) is { } read && made++ < MostNeighbours)
                {
                    yield return (read.Value, MechanismJson.Default.Write(read.Value));
                }
            }
        }
    }

    private static (T Value, int)? Read<T>(string json)
    {
        try
        {
            return (MechanismJson.Default.Read<T>(json), 0);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<JsonNode> Others(JsonNode leaf)
    {
        string text = leaf.ToString();
        switch (leaf.GetValueKind())
        {
            case JsonValueKind.True or JsonValueKind.False:
                yield return JsonValue.Create(leaf.GetValueKind() == JsonValueKind.False);
                break;
            case JsonValueKind.Number when leaf.AsValue().TryGetValue(out long number):
                yield return JsonValue.Create(number + 1);
                yield return JsonValue.Create(number - 1);
                break;
            case JsonValueKind.String when UInt128.TryParse(text, CultureInfo.InvariantCulture, out UInt128 whole):
                yield return JsonValue.Create(whole == UInt128.MaxValue ? "0" : (whole + 1).ToString(CultureInfo.InvariantCulture));
                break;
            case JsonValueKind.String when text.Length == 64:
                yield return JsonValue.Create((text[0] == '0' ? '1' : '0') + text[1..]);
                yield return JsonValue.Create(text[..^1] + (text[^1] == '0' ? '1' : '0'));
                break;
            case JsonValueKind.String:
                yield return JsonValue.Create(text + "x");
                yield return JsonValue.Create(text + "5");
                break;
            default:
                break;
        }
    }

    private static IEnumerable<string[]> Leaves(JsonNode? node, string[] above) => node switch
    {
        JsonObject members => members.SelectMany(member => Leaves(member.Value, [.. above, member.Key])),
        JsonArray items => items.SelectMany((item, index) => Leaves(item, [.. above, index.ToString(CultureInfo.InvariantCulture)])),
        JsonValue => [above],
        _ => [],
    };

    private static JsonNode At(JsonNode root, IEnumerable<string> steps) =>
        steps.Aggregate(root, (node, step) => node is JsonArray items ? items[int.Parse(step, CultureInfo.InvariantCulture)]! : node[step]!);

    private static void Require(bool holds, string message) => Require(holds, () => message);

    private static void Require(bool holds, Func<string> message)
    {
        if (!holds)
        {
            throw new Xunit.Sdk.XunitException(message());
        }
    }

    private static class Operators<T>
    {
        private static readonly Dictionary<string, MethodInfo> All = typeof(T).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => method.IsSpecialName && method.GetParameters() is [{ } left, { } right] && left.ParameterType == typeof(T) && right.ParameterType == typeof(T) && method.ReturnType == typeof(bool))
            .ToDictionary(method => method.Name, StringComparer.Ordinal);

        public static MethodInfo? Of(string name) => All.GetValueOrDefault(name);
    }
}
