using System.Globalization;
using System.Text.Json;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;
using Fractions;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Alignment;

/// <summary>Reads exact rationals out of a case and compares with the case's own tolerance.</summary>
internal static class Rationals
{
    public static Fraction Rational(this VectorCase item, string key) => RationalText.Parse(item.Input(key));

    public static int Integer(this VectorCase item, string key) => int.Parse(item.Input(key), CultureInfo.InvariantCulture);

    public static Fraction Tolerance(this VectorCase item) =>
        item.Whole.TryGetProperty("tolerance", out JsonElement value) ? RationalText.Parse(value.GetRawText()) : Fraction.Zero;

    /// <summary>Compares a computed number with an expected one, by absolute difference.</summary>
    public static CaseOutcome Near(this VectorCase item, string key, Fraction actual) => Near(RationalText.Parse(item.Expect(key)), actual, item.Tolerance());

    /// <summary>Compares each of a list of numbers, by a difference relative to the expected one.</summary>
    public static CaseOutcome NearEach(this VectorCase item, string key, IEnumerable<Fraction> actual)
    {
        Fraction[] computed = [.. actual];
        Fraction[] expected = [.. item.Expected.GetProperty(key).EnumerateArray().Select(value => RationalText.Parse(value.Text()))];
        bool same = computed.Length == expected.Length
            && computed.Zip(expected).All(pair => (pair.First - pair.Second).Abs() <= item.Tolerance() * pair.Second.Abs());
        return same ? new CaseOutcome.Matched() : new CaseOutcome.Mismatched(item.Expected.ToString(), string.Join(", ", computed.Select(RationalText.Format)));
    }

    public static CaseOutcome Near(Fraction expected, Fraction actual, Fraction tolerance) =>
        (expected - actual).Abs() <= tolerance
            ? new CaseOutcome.Matched()
            : new CaseOutcome.Mismatched(RationalText.Format(expected), RationalText.Format(actual));

    /// <summary>The first of several comparisons that does not match, or a match.</summary>
    public static CaseOutcome Both(params ReadOnlySpan<CaseOutcome> outcomes)
    {
        foreach (CaseOutcome outcome in outcomes)
        {
            if (outcome is not CaseOutcome.Matched)
            {
                return outcome;
            }
        }

        return new CaseOutcome.Matched();
    }
}
