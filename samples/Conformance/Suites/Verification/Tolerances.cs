using System.Globalization;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Verification;

/// <summary>Compares lists of figures within the tolerance that the case states.</summary>
internal static class Tolerances
{
    public static CaseOutcome Compare(VectorValue expected, IReadOnlyList<double> actual, double tolerance)
    {
        double[] figures = [.. expected.EnumerateArray().Select(value => value.GetDouble())];
        bool near = figures.Length == actual.Count && figures.Zip(actual).All(pair => Math.Abs(pair.First - pair.Second) <= tolerance);
        return near ? new CaseOutcome.Matched() : new CaseOutcome.Mismatched(Join(figures), Join(actual));
    }

    private static string Join(IEnumerable<double> figures) =>
        string.Join(", ", figures.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
}
