using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CapaCloud.Mechanisms.Samples.Conformance.Perturbing;

/// <summary>Other values that an input could have had: a little more, a little less, much more, nothing.</summary>
internal static class Changes
{
    public static IEnumerable<JsonNode?> Of(JsonElement value, IEnumerable<string> seenElsewhere, bool alsoLarge)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False:
                return [JsonValue.Create(value.ValueKind == JsonValueKind.False)];
            case JsonValueKind.Number:
                return Numbers(value.GetRawText(), alsoLarge).Select(text => JsonNode.Parse(text));
            default:
                string text = value.GetString()!;
                IEnumerable<string> texts = text.Split('/') is [{ Length: > 0 } above, { Length: > 0 } below] && IsInteger(above) && IsInteger(below)
                    ? [.. Numbers(below, alsoLarge).Where(number => number != "0").Select(number => $"{above}/{number}"), .. Numbers(above, alsoLarge).Select(number => $"{number}/{below}")]
                    : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) || IsInteger(text) ? Numbers(text, alsoLarge)
                    : [.. seenElsewhere.Where(other => other != text).Take(6), $"{text}?", .. Digits(text)];
                return texts.Select(other => (JsonNode?)JsonValue.Create(other));
        }
    }

    public static bool IsNumeric(string text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
        || text.Split('/').All(IsInteger);

    private static bool IsInteger(string text) => BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    private static IEnumerable<string> Numbers(string text, bool alsoLarge)
    {
        if (BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger whole))
        {
            BigInteger[] wholes = [whole + 1, whole - 1, whole * 2, whole / 2, whole - (whole / 10), BigInteger.Zero, (whole * 1_000) + 7, whole + 2, whole - 2, whole + 3, whole - 3, whole + 100];
            return wholes.Where(other => other != whole && (other.Sign >= 0 || whole.Sign < 0) && (alsoLarge || other <= whole + 1)).Distinct().Select(other => other.ToString(CultureInfo.InvariantCulture));
        }

        decimal number = decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        decimal[] others = [number * 0.9m, number / 2, number * 1.1m, 0m, 1m, number * 2, number / 1_000, number * 1_000];
        return others.Where(other => other != number && (alsoLarge || other <= number)).Select(other => other.ToString("0.0################", CultureInfo.InvariantCulture));
    }

    /// <summary>A seed or a hash with another first and another last digit.</summary>
    private static IEnumerable<string> Digits(string text) => text.Length >= 32 && text.All(char.IsAsciiHexDigit)
        ? [(text[0] == '8' ? "7" : "8") + text[1..], text[..^1] + (text[^1] == '8' ? "7" : "8")]
        : [];
}
