using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Writes a proportion as a JSON string and reads it back; a JSON number is refused, because readers may round it to 53 bits.</summary>
/// <remarks>No formula. The text is that of <see cref="Proportion.ToString()"/>.</remarks>
internal sealed class ProportionJsonConverter : JsonConverter<Proportion>
{
    /// <inheritdoc/>
    public override Proportion Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TextJsonConverter.Text(ref reader) is var text && Proportion.TryParse(text, out Proportion value) && value.ToString() == text
            ? value
            : throw new JsonException("Expected a proportion as a JSON string: a number from 0 to 1 with at most 18 digits after the point and no zero that could be left out, such as 0.05.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Proportion value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }
}
