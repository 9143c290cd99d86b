using System.Buffers;
using System.Collections;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>
/// JSON in which nothing is left to a default: what is always written is always required, and whatever is unknown, doubled, null or of another type is
/// refused with its path.
/// </summary>
internal static class StrictJson
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Returns options for these types, not yet read-only.</summary>
    public static JsonSerializerOptions Options(IJsonTypeInfoResolver types) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        AllowOutOfOrderMetadataProperties = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = 64,
        Converters =
        {
            new TextJsonConverter(),
            new WholeNumberJsonConverter<long>(),
            new WholeNumberJsonConverter<ulong>(),
            new WholeNumberJsonConverter<Int128>(),
            new WholeNumberJsonConverter<UInt128>(),
        },
        TypeInfoResolver = types.WithAddedModifier(LeaveOutDerived).WithAddedModifier(WriteEverything),
    };

    /// <summary>Reads a value.</summary>
    /// <exception cref="JsonException">The text is not such a value; the message begins with the path of what is wrong with it.</exception>
    public static T Read<T>(string json, JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(json);
        byte[] utf8;
        try
        {
            utf8 = StrictUtf8.GetBytes(json);
        }
        catch (EncoderFallbackException exception)
        {
            throw new JsonException("$: the text is not valid Unicode: it holds half of a surrogate pair.", "$", null, null, exception);
        }

        return Read(utf8, type);
    }

    /// <summary>Reads a value.</summary>
    /// <exception cref="JsonException">The text is not such a value; the message begins with the path of what is wrong with it.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8, JsonTypeInfo<T> type)
    {
        try
        {
            JsonShape.Check(utf8, type);
        }
        catch (InvalidOperationException exception) when (exception.GetType() == typeof(InvalidOperationException))
        {
            throw new JsonException($"$: {exception.Message}", "$", null, null, exception);
        }

        try
        {
            return JsonSerializer.Deserialize(utf8, type)!;
        }
        catch (InvalidOperationException exception) when (exception.GetType() == typeof(InvalidOperationException))
        {
            throw new JsonException($"$: {exception.Message}", "$", null, null, exception);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or NotSupportedException or OverflowException)
        {
            (string path, Exception cause) = JsonFault.Find(utf8, type, exception);
            throw new JsonException($"{path}: {JsonFault.Words(cause)}", path, (exception as JsonException)?.LineNumber, (exception as JsonException)?.BytePositionInLine, exception);
        }
    }

    /// <summary>Writes a value as a tree.</summary>
    /// <exception cref="JsonException">A text in it is not valid Unicode, or a value has no name.</exception>
    public static JsonNode? ToNode<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToNode(value, type);

    /// <summary>Writes a tree for people, two blanks for each level.</summary>
    public static string Indent(JsonNode? node)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            if (node is null)
            {
                writer.WriteNullValue();
            }
            else
            {
                node.WriteTo(writer);
            }
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>What a value derives from its parameters (its promises, its limits) is no parameter and stays out of the data.</summary>
    private static void LeaveOutDerived(JsonTypeInfo typeInfo)
    {
        if (typeInfo.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        for (int index = typeInfo.Properties.Count - 1; index >= 0; index--)
        {
            if (typeInfo.Properties[index].Set is null && typeInfo.Properties[index].AssociatedParameter is null)
            {
                typeInfo.Properties.RemoveAt(index);
            }
        }
    }

    /// <summary>A member that is left out when it has its default would be one that may be missing; a section that is not there is left out.</summary>
    private static void WriteEverything(JsonTypeInfo typeInfo)
    {
        foreach (JsonPropertyInfo property in typeInfo.Kind == JsonTypeInfoKind.Object ? typeInfo.Properties : [])
        {
            property.ShouldSerialize = OptionalSection.Is(property) ? static (_, value) => value is not (null or ICollection { Count: 0 }) : null;
        }
    }
}
