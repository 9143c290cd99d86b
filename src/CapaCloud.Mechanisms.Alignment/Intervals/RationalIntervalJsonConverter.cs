using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Intervals;

/// <summary>Reads an interval from a number, a string or an array of two; writes strings, so that nothing is rounded on the way.</summary>
/// <remarks>No formula.</remarks>
public sealed class RationalIntervalJsonConverter : JsonConverter<RationalInterval>
{
    /// <inheritdoc/>
    public override RationalInterval Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return RationalInterval.Of(Number(ref reader));
        }

        reader.Read();
        Fraction low = Number(ref reader);
        reader.Read();
        Fraction high = Number(ref reader);
        reader.Read();
        if (reader.TokenType != JsonTokenType.EndArray)
        {
            throw new JsonException("Expected an interval as an array of exactly two numbers, [low, high].");
        }

        return low <= high
            ? RationalInterval.Between(low, high)
            : throw new JsonException($"The interval [{RationalText.Format(low)}, {RationalText.Format(high)}] is empty: the low end exceeds the high end.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RationalInterval value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value.IsPoint)
        {
            writer.WriteStringValue(RationalText.Format(value.Low));
            return;
        }

        writer.WriteStartArray();
        writer.WriteStringValue(RationalText.Format(value.Low));
        writer.WriteStringValue(RationalText.Format(value.High));
        writer.WriteEndArray();
    }

    private static Fraction Number(ref Utf8JsonReader reader)
    {
        string? text = reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number => Encoding.UTF8.GetString(reader.HasValueSequence ? System.Buffers.BuffersExtensions.ToArray(reader.ValueSequence) : reader.ValueSpan),
            _ => null,
        };
        return RationalText.TryParse(text, out Fraction value)
            ? value
            : throw new JsonException("Expected a number, a string such as \"0.01\" or \"1/3\", or an array [low, high] of two of these.");
    }
}
