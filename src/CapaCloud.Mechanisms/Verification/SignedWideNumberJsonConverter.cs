using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>Writes a signed 128-bit whole number as a JSON string and reads it back; a JSON number is refused, because readers may round it to 53 bits.</summary>
/// <remarks>No formula. The text is ASCII digits without leading zeros, after a minus sign when the number is negative.</remarks>
public sealed class SignedWideNumberJsonConverter : JsonConverter<Int128>
{
    /// <inheritdoc/>
    public override Int128 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : string.Empty;
        bool isNegative = text.StartsWith('-');
        UInt128 most = isNegative ? (UInt128)Int128.MaxValue + 1 : (UInt128)Int128.MaxValue;
        if (!WideNumberText.TryParse(isNegative ? text[1..] : text, out UInt128 size) || size > most || (isNegative && size == UInt128.Zero))
        {
            throw new JsonException("Expected a whole number as a JSON string: ASCII digits from -2^127 to 2^127 - 1, such as \"-1000\".");
        }

        // Minus the largest size does not fit before it is negated, so one is taken off first.
        return !isNegative ? (Int128)size : -(Int128)(size - 1) - 1;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Int128 value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        UInt128 size = value < 0 ? (UInt128)(-(value + 1)) + 1 : (UInt128)value;
        writer.WriteStringValue(value < 0 ? $"-{size}" : $"{size}");
    }
}
