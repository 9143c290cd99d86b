using System.Text.Json;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Writes a number of 64 bits as a JSON string of digits and reads it back; a JSON number is refused, because readers may round it.</summary>
/// <remarks>No formula.</remarks>
public sealed class SerialNumberJsonConverter : JsonConverter<ulong>
{
    /// <inheritdoc/>
    public override ulong Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Amount.TryParse(reader.GetString(), out Amount value) && value.Units <= ulong.MaxValue
            ? (ulong)value.Units
            : throw new JsonException("Expected a number as a JSON string of digits, from 0 to 2^64 - 1, such as 17.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ulong value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(DecimalText.Format(value));
    }
}
