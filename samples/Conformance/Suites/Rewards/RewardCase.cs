using System.Globalization;
using System.Numerics;
using System.Text.Json;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;

/// <summary>Reads what the cases of the group rewards have in common: the operation, integers of any size, rationals, lists.</summary>
internal static class RewardCase
{
    /// <summary>The operation, which older files have among the inputs and newer ones beside them.</summary>
    public static string Operation(VectorCase item) =>
        item.Operation ?? "case";

    public static BigInteger Integer(VectorCase item, string key) => Integer(item.Input(key));

    public static BigInteger Integer(string text) => BigInteger.Parse(text, CultureInfo.InvariantCulture);

    public static Amount Amount(VectorCase item, string key) => Read.Amount(item.Input(key));

    public static ulong Word(VectorCase item, string key) => Read.Word(item.Input(key));

    /// <summary>A rational such as 3/4, or a whole number.</summary>
    public static (BigInteger Numerator, BigInteger Denominator) Rational(string text)
    {
        string[] sides = text.Split('/');
        return (Integer(sides[0]), sides.Length == 2 ? Integer(sides[1]) : BigInteger.One);
    }

    public static BigInteger[] Integers(VectorValue list) => [.. list.EnumerateArray().Select(value => Integer(value.GetString()!))];

    public static BigInteger[] Integers(VectorCase item, string key) => Integers(item.Inputs.GetProperty(key));

    public static string Text(VectorValue owner, string key) => owner.GetProperty(key).GetString()!;

    /// <summary>Compares with the whole expected value: a text, null, or a list of texts.</summary>
    public static CaseOutcome Compare(VectorCase item, object? actual) => CaseOutcome.Compare(Show(item.Expected), Show(actual));

    /// <summary>Compares a number within the tolerance that the case states, relative to its size.</summary>
    public static CaseOutcome CompareWithin(VectorCase item, BigInteger actual)
    {
        BigInteger expected = Integer(item.Expected.GetString()!);
        double tolerance = item.Whole.TryGetProperty("tolerance", out JsonElement stated) ? stated.GetDouble() : 0;
        double apart = (double)BigInteger.Abs(actual - expected) / Math.Max(1, (double)BigInteger.Abs(expected));
        return apart <= tolerance ? CaseOutcome.Compare("", "") : CaseOutcome.Compare($"{expected}", $"{actual}");
    }

    private static string Show(VectorValue value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(" ", value.EnumerateArray().Select(Show)),
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Object => value.ToString(),
        _ => value.GetRawText(),
    };

    private static string Show(object? value) => value switch
    {
        null => "null",
        string text => text,
        IEnumerable<BigInteger> list => string.Join(" ", list),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };
}
