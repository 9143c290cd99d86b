using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Writes a digest as a JSON string of 64 hexadecimal digits and reads it back.</summary>
/// <remarks>No formula.</remarks>
internal sealed class DigestJsonConverter : JsonConverter<Digest>
{
    /// <inheritdoc/>
    public override Digest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TextJsonConverter.Text(ref reader) is var text && Digest.TryParse(text, out Digest digest) && digest.ToString() == text
            ? digest
            : throw new JsonException("Expected a digest as a JSON string of 64 lowercase hexadecimal digits.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Digest value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }
}
