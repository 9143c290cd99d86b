using System.Globalization;
using System.Text.Json;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Reputation;

/// <summary>Published figures as the library's numbers, and comparisons within a published tolerance.</summary>
internal static class Figures
{
    public static decimal Number(JsonElement value) =>
        decimal.Parse(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture);

    public static decimal Number(JsonElement owner, string key) => Number(owner.GetProperty(key));

    public static Proportion Proportion(decimal value) => Numerics.Proportion.FromParts((ulong)decimal.Round(value * Numerics.Proportion.PartsPerOne));

    public static Proportion Proportion(JsonElement owner, string key) => Proportion(Number(owner, key));

    public static Ratio Ratio(decimal value) => Numerics.Ratio.FromParts((UInt128)decimal.Round(value * Numerics.Proportion.PartsPerOne));

    public static decimal Value(Proportion value) => (decimal)value.Parts / Numerics.Proportion.PartsPerOne;

    public static decimal Value(Ratio value) => (decimal)value.Parts / Numerics.Proportion.PartsPerOne;

    /// <summary>The tolerance a case states; a figure printed without one is compared to 12 digits.</summary>
    public static decimal Tolerance(VectorCase item) =>
        item.Whole.TryGetProperty("tolerance", out JsonElement value) && value.ValueKind == JsonValueKind.Number ? Number(value) : 0.000_000_000_001m;

    /// <summary>Compares lists of figures, each within the tolerance; a mismatch shows both lists.</summary>
    public static CaseOutcome Compare(IEnumerable<decimal> expected, IEnumerable<decimal> actual, decimal tolerance)
    {
        decimal[] published = [.. expected];
        decimal[] ours = [.. actual];
        bool isMatch = published.Length == ours.Length && published.Zip(ours).All(pair => Math.Abs(pair.First - pair.Second) <= tolerance);
        return isMatch ? new CaseOutcome.Matched() : new CaseOutcome.Mismatched(Text(published), Text(ours));
    }

    /// <summary>The first outcome that is not a match; a match when all are.</summary>
    public static CaseOutcome All(params IEnumerable<CaseOutcome> outcomes) =>
        outcomes.FirstOrDefault(outcome => outcome is not CaseOutcome.Matched) ?? new CaseOutcome.Matched();

    public static IEnumerable<decimal> Numbers(JsonElement array) => array.EnumerateArray().Select(Number);

    public static bool Has(VectorCase item, string key) => item.Inputs.TryGetProperty(key, out _);

    public static bool Expects(VectorCase item, string key) => item.Expected.TryGetProperty(key, out _);

    private static string Text(decimal[] values) => string.Join(" ", values.Select(value => value.ToString(CultureInfo.InvariantCulture)));
}
