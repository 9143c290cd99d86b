using System.Collections.Immutable;
using System.Numerics;
using System.Text;

namespace CapaCloud.Mechanisms;

/// <summary>Numbers inside a sentence, the same in every culture: thousands apart by a comma, the word after a number in the singular or the plural, parts of a whole in percent.</summary>
/// <remarks>What is read back by a machine is written by <c>ToString</c> instead. Each package that speaks compiles this file.</remarks>
internal static class Prose
{
    private const int ItemsShown = 8;
    private const int LongestItem = 160;

    /// <summary>Returns a whole number: <c>1,000</c>.</summary>
    public static string Number(BigInteger number)
    {
        StringBuilder text = new($"{BigInteger.Abs(number)}");
        for (int place = text.Length - 3; place > 0; place -= 3)
        {
            text.Insert(place, ',');
        }

        return number.Sign < 0 ? $"-{text}" : $"{text}";
    }

    /// <summary>Returns an amount alone, where the sentence has said that it is money: <c>1,000</c>.</summary>
    public static string Number(Amount amount) => Number(amount.Units);

    /// <summary>Returns a number with what it counts: <c>1 job</c>, <c>2,000 duties</c>.</summary>
    /// <param name="number">How many.</param>
    /// <param name="one">The word for one.</param>
    /// <param name="many">The word for several; the regular plural when left out.</param>
    public static string Count(BigInteger number, string one, string? many = null) =>
        $"{Number(number)} {(BigInteger.Abs(number).IsOne ? one : many ?? Plural(one))}";

    /// <summary>Returns what follows <c>there</c>: <c>is 1 bid</c>, <c>are 2 bids</c>.</summary>
    public static string Are(BigInteger number, string one, string? many = null) => $"{(number.IsOne ? "is" : "are")} {Count(number, one, many)}";

    /// <summary>Returns money: <c>20,000 units</c>.</summary>
    public static string Units(Amount amount) => Count(amount.Units, "unit");

    /// <summary>Returns money with the verb after it: <c>1 unit was</c>, <c>20,000 units were</c>.</summary>
    public static string Units(Amount amount, string one, string many) => Units(amount.Units, one, many);

    /// <summary>Returns a count of base units with the verb after it.</summary>
    public static string Units(BigInteger units, string one, string many) => Count(units, $"unit {one}", $"units {many}");

    /// <summary>Returns a gain or a loss: <c>-20,000 units</c>.</summary>
    public static string Units(SignedAmount amount) => Count(amount.IsLoss ? -(BigInteger)amount.Magnitude.Units : amount.Magnitude.Units, "unit");

    /// <summary>Returns a count of base units: <c>20,000 units</c>.</summary>
    public static string Units(BigInteger units) => Count(units, "unit");

    /// <summary>Returns a length of time: <c>1 epoch</c>.</summary>
    public static string Epochs(EpochSpan span) => Count(span.Epochs, "epoch");

    /// <summary>Returns a length of time: <c>21 epochs</c>.</summary>
    public static string Epochs(BigInteger epochs) => Count(epochs, "epoch");

    /// <summary>Returns a part of a whole, exact: <c>4.95 %</c>.</summary>
    public static string Percent(Proportion part) => $"{Ratio.FromParts((UInt128)part.Parts * 100)} %";

    /// <summary>Returns a list by its content: <c>[a, b and 98 more]</c>. Eight items, each of at most 160 characters; a list that is <c>default</c> is empty.</summary>
    public static string List<T>(ImmutableArray<T> items) => items.IsDefaultOrEmpty ? "[]" : List(items, items.Length);

    /// <summary>Returns a list by its content: <c>[a, b and 98 more]</c>. Eight items, each of at most 160 characters.</summary>
    public static string List<T>(IReadOnlyCollection<T> items) => items.Count == 0 ? "[]" : List(items, items.Count);

    private static string List<T>(IEnumerable<T> items, int count)
    {
        string shown = string.Join(", ", items.Take(ItemsShown).Select(static item => Shortened(FormattableString.Invariant($"{item}"))));
        return count <= ItemsShown ? $"[{shown}]" : $"[{shown} and {Number(count - ItemsShown)} more]";
    }

    private static string Shortened(string item) => item.Length <= LongestItem ? item : $"{item.AsSpan(0, LongestItem - (char.IsHighSurrogate(item[LongestItem - 1]) ? 1 : 0))}...";

    private static string Plural(string one) =>
        one.Length > 1 && one[^1] == 'y' && !"aeiou".Contains(one[^2], StringComparison.Ordinal) ? $"{one[..^1]}ies" : $"{one}s";
}
