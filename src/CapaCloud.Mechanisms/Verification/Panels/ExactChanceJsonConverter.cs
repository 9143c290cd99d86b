using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Writes a probability as a JSON string, <c>"51/100"</c>, and reads it back.</summary>
/// <remarks>No formula. Only lowest terms are read, so that a value has one spelling. At most 20,000 characters.</remarks>
internal sealed class ExactChanceJsonConverter : JsonConverter<ExactChance>
{
    private const int MaxLength = 20_000;

    /// <inheritdoc/>
    public override ExactChance Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : string.Empty;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && text.Length <= MaxLength
            && TryRead(text.AsSpan(0, slash), out BigInteger numerator) && TryRead(text.AsSpan(slash + 1), out BigInteger denominator)
            && !denominator.IsZero && numerator <= denominator)
        {
            ExactChance chance = ExactChance.Of(numerator, denominator);
            if (string.Equals(chance.ToString(), text, StringComparison.Ordinal))
            {
                return chance;
            }
        }

        throw new JsonException("Expected a probability as a JSON string: a fraction from 0 to 1 in lowest terms, such as \"51/100\".");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ExactChance value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }

    private static bool TryRead(ReadOnlySpan<char> digits, out BigInteger value)
    {
        value = BigInteger.Zero;
        foreach (char digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        return !digits.IsEmpty;
    }
}
