using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Time;

/// <summary>Writes a span as a JSON number and reads it back.</summary>
/// <remarks>
/// No formula. Numbers above 2^53 - 1 are refused in both directions: other JSON readers would round them silently.
/// </remarks>
public sealed class EpochSpanJsonConverter : JsonConverter<EpochSpan>
{
    private const ulong LargestExact = (1UL << 53) - 1;

    /// <inheritdoc/>
    public override EpochSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetUInt64(out ulong number) && number <= LargestExact
            ? EpochSpan.Of(number)
            : throw new JsonException("Expected a span as a whole JSON number from 0 to 2^53 - 1.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, EpochSpan value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value.Epochs > LargestExact)
        {
            throw new JsonException($"{value} exceeds 2^53 - 1, the largest whole number that every JSON reader keeps.");
        }

        writer.WriteNumberValue(value.Epochs);
    }
}
