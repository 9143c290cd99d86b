using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Writes a ratio as a JSON string and reads it back; a JSON number is refused, because readers may round it to 53 bits.</summary>
/// <remarks>No formula. The text is that of <see cref="Ratio.ToString()"/>.</remarks>
internal sealed class RatioJsonConverter : JsonConverter<Ratio>
{
    /// <inheritdoc/>
    public override Ratio Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TextJsonConverter.Text(ref reader) is var text && Ratio.TryParse(text, out Ratio value) && value.ToString() == text
            ? value
            : throw new JsonException("Expected a ratio as a JSON string: a non-negative number with at most 18 digits after the point and no zero that could be left out, such as 1.5.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Ratio value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }
}
