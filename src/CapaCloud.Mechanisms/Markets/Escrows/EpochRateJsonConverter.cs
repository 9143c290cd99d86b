using System.Text.Json;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Escrow;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Writes a rate as a JSON string of its base units for each epoch, and reads it back.</summary>
/// <remarks>No formula. A JSON number is refused, because readers may round it to 53 bits.</remarks>
internal sealed class EpochRateJsonConverter : JsonConverter<EpochRate>
{
    /// <inheritdoc/>
    public override EpochRate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Amount.TryParse(TextJsonConverter.Text(ref reader), out Amount perEpoch)
            ? EpochRate.Of(perEpoch)
            : throw new JsonException("Expected a rate as a JSON string: base units for each epoch from 0 to 2^128 - 1 in ASCII digits, such as 1000.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, EpochRate value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.PerEpoch.ToString());
    }
}
