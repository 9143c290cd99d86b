using System.Text.Json;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Writes a count of up to 128 bits as a JSON string of digits and reads it back; a JSON number is refused, because readers may round it.</summary>
/// <remarks>No formula.</remarks>
public sealed class ShareCountJsonConverter : JsonConverter<UInt128>
{
    /// <inheritdoc/>
    public override UInt128 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Amount.TryParse(reader.GetString(), out Amount value)
            ? value.Units
            : throw new JsonException("Expected a count as a JSON string of digits, from 0 to 2^128 - 1, such as 1000000.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, UInt128 value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(DecimalText.Format(value));
    }
}
