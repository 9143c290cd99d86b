using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Writes a text as a JSON string and reads it back; half of a surrogate pair is refused in both directions.</summary>
/// <remarks>UTF-8 has no bytes for half a pair: a writer would replace it, and two different texts would become one.</remarks>
internal sealed class TextJsonConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Text(ref reader) : throw new JsonException("Expected a text as a JSON string.");

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(Checked(value));

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Text(ref reader);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(Checked(value));

    /// <summary>Reads the text at which the reader stands, a string or a member's name.</summary>
    internal static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("The text is not valid Unicode: it holds half of a surrogate pair, or bytes that are no UTF-8.", exception);
        }
    }

    private static string Checked(string text) => UnicodeText.IsValid(text)
        ? text
        : throw new JsonException($"The text '{UnicodeText.Printable(text)}' is not valid Unicode: it holds half of a surrogate pair.");
}
