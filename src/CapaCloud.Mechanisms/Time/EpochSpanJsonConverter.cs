using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Time;

/// <summary>Writes a span as a JSON number, or as a string beyond 2^53 - 1, and reads it back.</summary>
/// <remarks>
/// No formula. Other JSON readers round numbers above 2^53 - 1 silently, so these are strings of digits, and a number that large is refused.
/// </remarks>
public sealed class EpochSpanJsonConverter : JsonConverter<EpochSpan>
{
    /// <inheritdoc/>
    public override EpochSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        EpochNumberJson.TryRead(ref reader, out ulong number)
            ? EpochSpan.Of(number)
            : throw new JsonException("Expected a span as a whole JSON number from 0 to 2^53 - 1, or as a string of digits beyond that.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, EpochSpan value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        EpochNumberJson.Write(writer, value.Epochs);
    }
}
