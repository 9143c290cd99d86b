using System.Globalization;
using System.Text.Json;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Reputation;

/// <summary>Published figures as the library's numbers, and comparisons within a published tolerance.</summary>
internal static class Figures
{
    public static decimal Number(VectorValue value) =>
        Number(value.Text());

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    public static decimal Number(VectorValue owner, string key) => Number(owner.GetProperty(key));

    public static Proportion Proportion(decimal value) => Mechanisms.Proportion.FromParts((ulong)decimal.Round(value * Mechanisms.Proportion.PartsPerOne));

    public static Proportion Proportion(VectorValue owner, string key) => Proportion(Number(owner, key));

    public static Ratio Ratio(decimal value) => Mechanisms.Ratio.FromParts((UInt128)decimal.Round(value * Mechanisms.Proportion.PartsPerOne));

    public static decimal Value(Proportion value) => (decimal)value.Parts / Mechanisms.Proportion.PartsPerOne;

    public static decimal Value(Ratio value) => (decimal)value.Parts / Mechanisms.Proportion.PartsPerOne;

    /// <summary>The tolerance a case states; a figure printed without one is compared to 12 digits.</summary>
    public static decimal Tolerance(VectorCase item) =>
        item.Whole.TryGetProperty("tolerance", out JsonElement value) && value.ValueKind == JsonValueKind.Number ? Number(value.GetRawText()) : 0.000_000_000_001m;

    /// <summary>The tolerance a case states for one of its figures.</summary>
    public static decimal Tolerance(VectorCase item, string figure) => Number(item.Whole.GetProperty("tolerance").GetProperty(figure).GetRawText());

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

    public static IEnumerable<decimal> Numbers(VectorValue array) => array.EnumerateArray().Select(Number);

    public static bool Has(VectorCase item, string key) => item.Inputs.Has(key);

    public static bool Expects(VectorCase item, string key) => item.Expected.Has(key);

    private static string Text(decimal[] values) => string.Join(" ", values.Select(value => value.ToString(CultureInfo.InvariantCulture)));
}
