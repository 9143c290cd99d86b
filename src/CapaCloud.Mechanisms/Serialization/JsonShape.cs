using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Compares a JSON text with the type it is to become, before anything is made of it, and says the first thing that is wrong by its path.</summary>
internal static class JsonShape
{
    /// <summary>Checks the text.</summary>
    /// <exception cref="JsonException">The text is malformed, or a member is missing, unknown, doubled or null.</exception>
    public static void Check(ReadOnlySpan<byte> utf8, JsonTypeInfo type)
    {
        Utf8JsonReader reader = new(utf8, new JsonReaderOptions { MaxDepth = type.Options.MaxDepth });
        try
        {
            Read(ref reader, "$");
            Value(ref reader, type, mayBeNull: false, "$");
            if (reader.Read())
            {
                throw Refused("$", "something follows the value");
            }
        }
        catch (JsonException exception) when (exception.Path is null)
        {
            throw new JsonException($"$: the text is no JSON: {exception.Message}", "$", exception.LineNumber, exception.BytePositionInLine, exception);
        }
    }

    private static void Value(ref Utf8JsonReader reader, JsonTypeInfo type, bool mayBeNull, string path)
    {
        if (reader.TokenType == JsonTokenType.Null && type.Kind != JsonTypeInfoKind.None)
        {
            if (!mayBeNull)
            {
                throw Refused(path, $"is null; expected {Expected(type)}");
            }

            return;
        }

        // A struct that may be null has the shape of the struct.
        type = Nullable.GetUnderlyingType(type.Type) is { } inner && type.Kind == JsonTypeInfoKind.Object ? type.Options.GetTypeInfo(inner) : type;
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object:
                Object(ref reader, type, path);
                break;
            case JsonTypeInfoKind.Enumerable:
                Items(ref reader, type, path);
                break;
            case JsonTypeInfoKind.Dictionary:
                Entries(ref reader, type, path);
                break;
            default:
                Leaf(ref reader, type, mayBeNull, path);
                break;
        }
    }

    private static void Object(ref Utf8JsonReader reader, JsonTypeInfo declared, string path)
    {
        Require(ref reader, JsonTokenType.StartObject, declared, path);
        JsonTypeInfo type = JsonKind.Resolve(reader, declared, path);
        string? kind = declared.PolymorphismOptions?.TypeDiscriminatorPropertyName;
        HashSet<string> seen = new(StringComparer.Ordinal);
        while (Read(ref reader, path) && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = Text(ref reader, path);
            string member = Member(path, name);
            if (!seen.Add(name))
            {
                throw Refused(member, "is there twice");
            }

            Read(ref reader, member);
            if (name == kind)
            {
                continue;
            }

            JsonPropertyInfo property = type.Properties.FirstOrDefault(property => property.Name == name)
                ?? throw Refused(member, $"is unknown; expected {Known(type, kind)}");
            Utf8JsonReader section = reader;
            Value(ref reader, type.Options.GetTypeInfo(property.PropertyType), MayBeNull(property), member);
            if (OptionalSection.Is(property) && section.TokenType == JsonTokenType.StartArray && section.Read() && section.TokenType == JsonTokenType.EndArray)
            {
                throw Refused(member, "is an empty list; expected at least one item, or the member to be left out");
            }
        }

        foreach (JsonPropertyInfo property in type.Properties)
        {
            if (!seen.Contains(property.Name) && !OptionalSection.Is(property))
            {
                throw Refused(Member(path, property.Name), $"is missing; expected {Known(type, kind)}");
            }
        }
    }

    private static void Items(ref Utf8JsonReader reader, JsonTypeInfo type, string path)
    {
        Require(ref reader, JsonTokenType.StartArray, type, path);
        JsonTypeInfo item = type.Options.GetTypeInfo(type.ElementType!);
        for (int index = 0; Read(ref reader, path) && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            Value(ref reader, item, Nullable.GetUnderlyingType(item.Type) is not null, $"{path}[{index}]");
        }
    }

    private static void Entries(ref Utf8JsonReader reader, JsonTypeInfo type, string path)
    {
        Require(ref reader, JsonTokenType.StartObject, type, path);
        JsonTypeInfo item = type.Options.GetTypeInfo(type.ElementType!);
        HashSet<string> seen = new(StringComparer.Ordinal);
        while (Read(ref reader, path) && reader.TokenType == JsonTokenType.PropertyName)
        {
            string member = Member(path, Text(ref reader, path));
            if (!seen.Add(member))
            {
                throw Refused(member, "is there twice");
            }

            Read(ref reader, member);
            Value(ref reader, item, Nullable.GetUnderlyingType(item.Type) is not null, member);
        }
    }

    private static void Leaf(ref Utf8JsonReader reader, JsonTypeInfo type, bool mayBeNull, string path)
    {
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            // A type whose own converter reads an object or a list; what is wrong inside is its converter's matter.
            reader.Skip();
            return;
        }

        if (reader.TokenType == JsonTokenType.Null && type.Type == typeof(string) && !mayBeNull)
        {
            throw Refused(path, "is null; expected a text as a JSON string");
        }

        if (reader.TokenType == JsonTokenType.Null && Nullable.GetUnderlyingType(type.Type) is not null && !mayBeNull)
        {
            throw Refused(path, "is null; expected a value, or the member to be left out");
        }

        if (reader.TokenType == JsonTokenType.String)
        {
            Text(ref reader, path);
        }
    }

    private static void Require(ref Utf8JsonReader reader, JsonTokenType token, JsonTypeInfo type, string path)
    {
        if (reader.TokenType != token)
        {
            throw Refused(path, $"is {Words(reader.TokenType)}; expected {Expected(type)}");
        }
    }

    private static bool Read(ref Utf8JsonReader reader, string path)
    {
        try
        {
            return reader.Read();
        }
        catch (JsonException exception)
        {
            throw new JsonException($"{path}: the text is no JSON: {exception.Message}", path, exception.LineNumber, exception.BytePositionInLine, exception);
        }
    }

    private static string Text(ref Utf8JsonReader reader, string path)
    {
        try
        {
            return TextJsonConverter.Text(ref reader);
        }
        catch (JsonException exception)
        {
            throw Refused(path, exception.Message);
        }
    }

    /// <summary>Returns whether a member may be null.</summary>
    internal static bool MayBeNull(JsonPropertyInfo property) =>
        !OptionalSection.Is(property)
        && (property.AssociatedParameter is { } parameter
            ? parameter.IsNullable && !IsPlainValue(parameter.ParameterType)
            : property.IsSetNullable && !IsPlainValue(property.PropertyType));

    private static bool IsPlainValue(Type type) => type.IsValueType && Nullable.GetUnderlyingType(type) is null;

    private static string Expected(JsonTypeInfo type) => type.Kind switch
    {
        JsonTypeInfoKind.Enumerable => "a list",
        JsonTypeInfoKind.Dictionary => "an object with a member for each entry",
        _ => type.PolymorphismOptions is { } options
            ? $"an object with '{options.TypeDiscriminatorPropertyName}', one of {JsonKind.Names(options)}"
            : $"an object with {Known(type, null)}",
    };

    private static string Known(JsonTypeInfo type, string? kind)
    {
        IEnumerable<string> names = type.Properties.Select(property => property.Name);
        string known = string.Join(", ", kind is null ? names : names.Prepend(kind));
        return known.Length == 0 ? "no member at all" : known;
    }

    private static string Words(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "true or false",
    };

    private static string Member(string path, string name) => $"{path}.{name}";

    private static JsonException Refused(string path, string message) => new($"{path}: {message}", path, null, null);
}
