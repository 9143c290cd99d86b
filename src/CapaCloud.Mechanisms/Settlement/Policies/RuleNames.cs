using System.Collections;
using System.Text.Json.Serialization.Metadata;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Finds a rule that has no name in JSON before it is written, and says how to name it.</summary>
internal static class RuleNames
{
    /// <summary>Checks every rule that a value holds.</summary>
    /// <exception cref="NotSupportedException">A rule has no registered name.</exception>
    public static void Check(object? value, JsonTypeInfo type) => Check(value, type, "$");

    private static void Check(object? value, JsonTypeInfo type, string path)
    {
        if (value is null)
        {
            return;
        }

        if (type.PolymorphismOptions is { } options)
        {
            Type rule = value.GetType();
            if (options.DerivedTypes.All(known => known.DerivedType != rule))
            {
                throw new NotSupportedException(
                    $"{path}: {rule.Name} has no name in JSON. Name it with PolicyTypes.Default.With(\"its-name\", YourJsonContext.Default.{rule.Name}), where "
                        + $"YourJsonContext has [JsonSerializable(typeof({rule.Name}))], and hand these types to NameRules where it is composed and to whoever reads and writes the policy.");
            }

            type = type.Options.GetTypeInfo(rule);
        }

        if (type.Kind == JsonTypeInfoKind.Enumerable)
        {
            JsonTypeInfo item = type.Options.GetTypeInfo(type.ElementType!);
            int index = 0;
            foreach (object? part in Items(value))
            {
                Check(part, item, $"{path}[{index++}]");
            }
        }

        foreach (JsonPropertyInfo property in type.Properties)
        {
            Check(property.Get?.Invoke(value), type.Options.GetTypeInfo(property.PropertyType), $"{path}.{property.Name}");
        }
    }

    private static IEnumerable Items(object value)
    {
        try
        {
            return value is IList { Count: 0 } ? Array.Empty<object>() : (IEnumerable)value;
        }
        catch (InvalidOperationException)
        {
            // A default ImmutableArray cannot be counted; it is an empty list.
            return Array.Empty<object>();
        }
    }
}
