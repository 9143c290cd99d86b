using System.Globalization;
using System.Text.Json;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites;

/// <summary>Reads what vector files of the staking folder have in common.</summary>
internal static class Read
{
    public static Amount Amount(string text) => Mechanisms.Amount.Of(UInt128.Parse(text, CultureInfo.InvariantCulture));

    public static ulong Word(string text) => ulong.Parse(text, CultureInfo.InvariantCulture);

    public static long Signed(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Reads a number with a point.</summary>
    public static Ratio Ratio(string text) => Mechanisms.Ratio.Parse(text);

    /// <summary>Reads a number with a point, at most one.</summary>
    public static Proportion Proportion(string text) => Ratio(text).ToProportionAtMostOne();

    /// <summary>Reads parts of 10^18.</summary>
    public static Proportion Parts(string text) => Mechanisms.Proportion.FromParts(Word(text));

    public static string Digits18(Ratio ratio)
    {
        (UInt128 whole, UInt128 rest) = UInt128.DivRem(ratio.Parts, Mechanisms.Proportion.PartsPerOne);
        return string.Create(CultureInfo.InvariantCulture, $"{whole}.{rest:D18}");
    }

    public static string Text(VectorValue owner, string key) => owner.GetProperty(key).Text();

    /// <summary>Compares each value that the case expects.</summary>
    public static CaseOutcome Compare(VectorCase item, params (string Key, string Actual)[] values)
    {
        (string Key, string Actual)[] asked = [.. values.Where(value => item.OptionalExpect(value.Key) is not null)];
        string[] unknown = [.. item.Expected.EnumerateObject().Select(property => property.Name).Except(asked.Select(value => value.Key))];
        return unknown.Length > 0
            ? new CaseOutcome.NotCovered($"expects {string.Join(", ", unknown)}")
            : CaseOutcome.Compare(
                string.Join(", ", asked.Select(value => $"{value.Key}={item.Expect(value.Key)}")),
                string.Join(", ", asked.Select(value => $"{value.Key}={value.Actual}")));
    }
}
