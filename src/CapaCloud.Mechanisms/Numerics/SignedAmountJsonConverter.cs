using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Writes a signed amount as a JSON string and reads it back; a JSON number is refused, because readers may round it to 53 bits.</summary>
/// <remarks>No formula. The text is that of <see cref="SignedAmount.ToString()"/>.</remarks>
internal sealed class SignedAmountJsonConverter : JsonConverter<SignedAmount>
{
    /// <inheritdoc/>
    public override SignedAmount Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TextJsonConverter.Text(ref reader) is var text && SignedAmount.TryParse(text, out SignedAmount value) && value.ToString() == text
            ? value
            : throw new JsonException("Expected a signed amount as a JSON string: a count of base units, with a minus sign for a loss, such as -1000.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, SignedAmount value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }
}
