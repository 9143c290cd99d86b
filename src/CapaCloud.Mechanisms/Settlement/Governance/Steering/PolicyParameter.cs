using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>One number of a policy by its place in the policy's JSON, such as <c>$.stake.minimumBond</c> or <c>$.offences[0].curve.fraction</c>.</summary>
/// <remarks>
/// <code>amounts in base units, proportions and ratios in parts of 10^18, spans in epochs, counts as they are</code>
/// A changed policy goes through the same reader as any other, so a rule that refuses a value refuses it here. Takes the time of writing and reading the policy.
/// </remarks>
public static class PolicyParameter
{
    /// <summary>Returns the number.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="path">Its place.</param>
    /// <param name="types">The names of the policy's rules; the library's own when left out.</param>
    /// <returns>The number, in its smallest unit.</returns>
    /// <exception cref="ArgumentNullException">The policy or the path is null.</exception>
    /// <exception cref="ArgumentException">The path leads nowhere or to no number; the message says how far it leads and what is known there.</exception>
    public static UInt128 Read(MechanismPolicy policy, string path, PolicyTypes? types = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(path);
        JsonTypeInfo<MechanismPolicy> type = PolicyJson.TypeInfo(types);
        Place place = Find(PolicyJson.ToNode(policy, types), type, path);
        string text = place.Node.ToString();
        return IsFixed(place.Type) ? DecimalText.TryParseFixed(text, out UInt128 parts) ? parts : default
            : DecimalText.TryParse(text, out UInt128 whole) ? whole
            : throw new ArgumentException($"'{path}' is {text}; expected a number that is not negative.", nameof(path));
    }

    /// <summary>Returns the policy with another number.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="path">The number's place.</param>
    /// <param name="value">The number, in its smallest unit.</param>
    /// <param name="types">The names of the policy's rules; the library's own when left out.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="ArgumentNullException">The policy or the path is null.</exception>
    /// <exception cref="ArgumentException">The path leads nowhere or to no number, or the policy's reader refuses the number; the message says why.</exception>
    public static MechanismPolicy With(MechanismPolicy policy, string path, UInt128 value, PolicyTypes? types = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        return With(policy, [KeyValuePair.Create(path, value)], types);
    }

    /// <summary>Returns the policy with other numbers, all at once: two of them may only fit together.</summary>
    internal static MechanismPolicy With(MechanismPolicy policy, IReadOnlyCollection<KeyValuePair<string, UInt128>> values, PolicyTypes? types)
    {
        ArgumentNullException.ThrowIfNull(policy);
        JsonTypeInfo<MechanismPolicy> type = PolicyJson.TypeInfo(types);
        JsonNode root = PolicyJson.ToNode(policy, types);
        foreach ((string path, UInt128 value) in values)
        {
            Place place = Find(root, type, path);
            JsonNode written = IsFixed(place.Type) ? JsonValue.Create(DecimalText.FormatFixed(value))
                : place.Node.GetValueKind() == JsonValueKind.String ? JsonValue.Create(DecimalText.Format(value))
                : value <= uint.MaxValue ? JsonValue.Create((long)value)
                : throw new ArgumentException($"'{path}' cannot be {DecimalText.Format(value)}; expected at most {Prose.Number(uint.MaxValue)}.", nameof(values));
            if (place.Parent is JsonArray list)
            {
                list[place.Index] = written;
            }
            else
            {
                place.Parent[place.Name] = written;
            }
        }

        try
        {
            return StrictJson.Read(CanonicalJson.Write(root), type);
        }
        catch (JsonException refusal)
        {
            throw new ArgumentException($"A number of the policy is refused: {refusal.Message}", nameof(values), refusal);
        }
    }

    private static bool IsFixed(Type type) => type == typeof(Proportion) || type == typeof(Ratio);

    private static Place Find(JsonNode root, JsonTypeInfo type, string path)
    {
        if (path.Length == 0 || path[0] != '$')
        {
            throw new ArgumentException($"'{path}' is no place in a policy; expected a path such as $.stake.minimumBond.", nameof(path));
        }

        Place place = new(root, "", 0, root, type.Type);
        int end = 1;
        while (end < path.Length)
        {
            int start = end;
            end = path.AsSpan(start + 1).IndexOfAny('.', '[') is var next && next < 0 ? path.Length : start + 1 + next;
            place = Step(place, type.Options, path[..start], path[start..end]);
        }

        bool isNumber = IsFixed(place.Type) || place.Type == typeof(Amount) || place.Type == typeof(EpochSpan) || place.Type == typeof(ulong) || place.Type == typeof(int) || place.Type == typeof(uint);
        return isNumber ? place : throw new ArgumentException($"'{path}' is no number; expected the place of an amount, a proportion, a ratio, a span or a count.", nameof(path));
    }

    private static Place Step(Place place, JsonSerializerOptions options, string before, string step)
    {
        JsonTypeInfo info = options.GetTypeInfo(place.Type);
        if (step[0] == '[')
        {
            return place.Node is JsonArray list && step[^1] == ']' && DecimalText.TryParse(step.AsSpan(1, step.Length - 2), out UInt128 index) && index < (UInt128)list.Count
                ? new Place(list, "", (int)index, list[(int)index]!, info.ElementType!)
                : throw new ArgumentException($"'{before}' has no item '{step}'{(place.Node is JsonArray known ? $"; it has {Prose.Count(known.Count, "item")}, from [0] on" : "; it is no list")}.", nameof(step));
        }

        string name = step[1..];
        if (info.PolymorphismOptions is { } kinds)
        {
            string? kind = (string?)place.Node[kinds.TypeDiscriminatorPropertyName];
            info = options.GetTypeInfo(kinds.DerivedTypes.First(known => known.TypeDiscriminator as string == kind).DerivedType);
        }

        JsonPropertyInfo? property = info.Kind == JsonTypeInfoKind.Object ? info.Properties.FirstOrDefault(item => item.Name == name) : null;
        return property is not null && place.Node[name] is { } node
            ? new Place(place.Node, name, 0, node, Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType)
            : throw new ArgumentException(
                property is not null ? $"'{before}.{name}' is null; expected a number."
                : $"'{before}' has no '{name}'; expected {(info.Kind == JsonTypeInfoKind.Object ? string.Join(", ", info.Properties.Select(item => item.Name)) : "the end of the path")}.",
                nameof(step));
    }

    private readonly record struct Place(JsonNode Parent, string Name, int Index, JsonNode Node, Type Type);
}
