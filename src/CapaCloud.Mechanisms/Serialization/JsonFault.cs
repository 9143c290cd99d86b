using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Finds the innermost part of a text that its own type refuses: a reader says that a rule refused its parameters, but not which of thirty.</summary>
internal static class JsonFault
{
    private const string Unconverted = "The JSON value could not be converted to ";

    /// <summary>Returns the path of the innermost part that cannot be made, and why.</summary>
    public static (string Path, Exception Cause) Find(ReadOnlySpan<byte> utf8, JsonTypeInfo type, Exception exception)
    {
        using JsonDocument document = JsonDocument.Parse(utf8.ToArray(), new JsonDocumentOptions { MaxDepth = type.Options.MaxDepth });
        return Find(document.RootElement, type, "$", exception);
    }

    /// <summary>Returns the message of an exception without the name of its parameter or the reader's own account of the path.</summary>
    public static string Words(Exception cause)
    {
        string message = cause.Message;
        if (cause is JsonException && message.StartsWith(Unconverted, StringComparison.Ordinal))
        {
            return message[Unconverted.Length..].Split(['.', ' '], 3) is ["System", var type, ..] ? $"expected {ValuesOf(type)}" : message;
        }

        int tail = message.IndexOf(cause is JsonException ? " Path: " : " (Parameter '", StringComparison.Ordinal);
        return tail < 0 ? message : message[..tail];
    }

    /// <summary>The reader names types of its own; whoever writes a policy by hand knows numbers.</summary>
    private static string ValuesOf(string type) => type switch
    {
        "Boolean" => "true or false",
        "Int32" => "a whole number from -2,147,483,648 to 2,147,483,647, without quotes",
        "UInt32" => "a whole number from 0 to 4,294,967,295, without quotes",
        "String" => "a text in quotes",
        _ => $"a value of {type}",
    };

    private static (string Path, Exception Cause) Find(JsonElement element, JsonTypeInfo type, string path, Exception exception)
    {
        foreach ((string name, JsonElement part, JsonTypeInfo partType) in Parts(element, type))
        {
            if (Refusal(part, partType) is { } refusal)
            {
                return Find(part, partType, path + name, refusal);
            }
        }

        return (path, exception);
    }

    private static IEnumerable<(string Name, JsonElement Part, JsonTypeInfo Type)> Parts(JsonElement element, JsonTypeInfo declared)
    {
        switch (element.ValueKind, declared.Kind)
        {
            case (JsonValueKind.Object, JsonTypeInfoKind.Object):
                JsonTypeInfo type = Resolve(element, declared);
                foreach (JsonPropertyInfo property in type.Properties)
                {
                    if (element.TryGetProperty(property.Name, out JsonElement part))
                    {
                        yield return ($".{property.Name}", part, type.Options.GetTypeInfo(property.PropertyType));
                    }
                }

                break;
            case (JsonValueKind.Object, JsonTypeInfoKind.Dictionary):
                JsonTypeInfo value = declared.Options.GetTypeInfo(declared.ElementType!);
                foreach (JsonProperty entry in element.EnumerateObject())
                {
                    yield return ($".{entry.Name}", entry.Value, value);
                }

                break;
            case (JsonValueKind.Array, JsonTypeInfoKind.Enumerable):
                JsonTypeInfo item = declared.Options.GetTypeInfo(declared.ElementType!);
                int index = 0;
                foreach (JsonElement part in element.EnumerateArray())
                {
                    yield return ($"[{index++}]", part, item);
                }

                break;
            default:
                break;
        }
    }

    private static JsonTypeInfo Resolve(JsonElement element, JsonTypeInfo declared)
    {
        if (declared.PolymorphismOptions is { } options && element.TryGetProperty(options.TypeDiscriminatorPropertyName, out JsonElement kind))
        {
            foreach (JsonDerivedType known in options.DerivedTypes)
            {
                if (known.TypeDiscriminator is string name && kind.ValueEquals(name))
                {
                    return declared.Options.GetTypeInfo(known.DerivedType);
                }
            }
        }

        return declared;
    }

    private static Exception? Refusal(JsonElement part, JsonTypeInfo type)
    {
        try
        {
            _ = part.Deserialize(type);
            return null;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or NotSupportedException or OverflowException)
        {
            return exception;
        }
    }
}
