using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>
/// Writes an integer of 64 bits or more as a JSON string of ASCII digits and reads it back. A JSON number is refused: readers may round it to 53 bits.
/// </summary>
/// <typeparam name="TInteger">The integer: long, ulong, Int128 or UInt128.</typeparam>
/// <remarks>No formula. One text for each number: no plus, no leading zero, no blank, no "-0".</remarks>
public sealed class WholeNumberJsonConverter<TInteger> : JsonConverter<TInteger>
    where TInteger : struct, IBinaryInteger<TInteger>, IMinMaxValue<TInteger>
{
    /// <inheritdoc/>
    public override TInteger Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryParse(TextJsonConverter.Text(ref reader), out TInteger value) ? value : throw Unreadable();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TInteger value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(Text(value));
    }

    /// <inheritdoc/>
    public override TInteger ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TryParse(TextJsonConverter.Text(ref reader), out TInteger value) ? value : throw Unreadable();

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, TInteger value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(Text(value));
    }

    private static bool TryParse(string text, out TInteger value)
    {
        bool negative = text.StartsWith('-');
        value = default;
        if (!DecimalText.TryParse(negative ? text.AsSpan(1) : text, out UInt128 magnitude) || magnitude > Largest(negative))
        {
            return false;
        }

        // The smallest number has no positive twin: the sign is applied to one less.
        value = !negative ? TInteger.CreateChecked(magnitude)
            : magnitude == UInt128.Zero ? TInteger.Zero
            : TInteger.Zero - TInteger.CreateChecked(magnitude - UInt128.One) - TInteger.One;
        return Text(value) == text;
    }

    private static string Text(TInteger value) =>
        TInteger.IsNegative(value) ? "-" + DecimalText.Format(Magnitude(value)) : DecimalText.Format(Magnitude(value));

    private static UInt128 Magnitude(TInteger value) => TInteger.IsNegative(value)
        ? UInt128.CreateChecked(TInteger.Zero - (value + TInteger.One)) + UInt128.One
        : UInt128.CreateChecked(value);

    private static UInt128 Largest(bool negative) => Magnitude(negative ? TInteger.MinValue : TInteger.MaxValue);

    private static JsonException Unreadable() => new(
        TInteger.IsNegative(TInteger.MinValue)
            ? $"Expected a whole number as a JSON string of ASCII digits, from -2^{Bits - 1} to 2^{Bits - 1} - 1, such as -17."
            : $"Expected a count, a whole number as a JSON string of ASCII digits, from 0 to 2^{Bits} - 1, such as 17.");

    private static int Bits => TInteger.Zero.GetByteCount() * 8;
}
