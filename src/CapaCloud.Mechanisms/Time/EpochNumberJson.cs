using System.Text.Json;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Time;

/// <summary>A count of epochs in JSON: a number as long as every reader keeps it exactly, and a string of digits beyond.</summary>
/// <remarks>
/// <code>n &lt;= 2^53 - 1 is a number, n &gt; 2^53 - 1 a string; nothing else is read</code>
/// So every count has one form, and no reader rounds it silently.
/// </remarks>
internal static class EpochNumberJson
{
    private const ulong LargestExact = (1UL << 53) - 1;

    public static bool TryRead(ref Utf8JsonReader reader, out ulong number)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            return reader.TryGetUInt64(out number) && number <= LargestExact;
        }

        number = 0;
        if (reader.TokenType != JsonTokenType.String || !DecimalText.TryParse(reader.GetString(), out UInt128 read)
            || read <= LargestExact || read > ulong.MaxValue)
        {
            return false;
        }

        // No leading zeros: every count has one form.
        number = (ulong)read;
        return reader.ValueTextEquals(DecimalText.Format(number));
    }

    public static void Write(Utf8JsonWriter writer, ulong number)
    {
        if (number <= LargestExact)
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteStringValue(DecimalText.Format(number));
        }
    }
}
