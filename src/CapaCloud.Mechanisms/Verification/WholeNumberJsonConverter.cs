using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>Writes a 64-bit whole number as a JSON string and reads it back; a JSON number is refused, because readers may round it to 53 bits.</summary>
/// <remarks>No formula. The text is ASCII digits without a sign and without leading zeros.</remarks>
public sealed class WholeNumberJsonConverter : JsonConverter<ulong>
{
    /// <inheritdoc/>
    public override ulong Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && WideNumberText.TryParse(reader.GetString(), out UInt128 value) && value <= ulong.MaxValue
            ? (ulong)value
            : throw new JsonException("Expected a whole number as a JSON string: ASCII digits from 0 to 2^64 - 1, such as \"1000\".");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ulong value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue($"{value}");
    }
}
