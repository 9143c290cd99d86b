using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Writes an amount as a JSON string and reads it back; a JSON number is refused, because readers may round it to 53 bits.</summary>
/// <remarks>No formula. The text is that of <see cref="Amount.ToString()"/>.</remarks>
internal sealed class AmountJsonConverter : JsonConverter<Amount>
{
    /// <inheritdoc/>
    public override Amount Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TextJsonConverter.Text(ref reader) is var text && Amount.TryParse(text, out Amount value) && value.ToString() == text
            ? value
            : throw new JsonException("Expected an amount as a JSON string: a count of base units from 0 to 2^128 - 1 in ASCII digits without leading zeros, such as 1000.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Amount value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }
}
