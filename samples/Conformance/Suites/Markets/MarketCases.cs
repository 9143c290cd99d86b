using System.Globalization;
using System.Numerics;
using System.Text.Json;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;
using Fractions;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Markets;

/// <summary>Reads bids out of a case, and writes figures as the files do.</summary>
internal static class MarketCases
{
    /// <summary>Prices are given as whole numbers, halves come out: everything is put in half units.</summary>
    public const ulong Halves = 2;

    public static ulong[] Words(VectorValue list) => [.. list.EnumerateArray().Select(value => Read.Word(value.GetString()!))];

    /// <summary>A bid of one unit for each price; bidders are named by their position.</summary>
    public static Bid[] UnitBids(this VectorCase item, string key, ulong scale = 1) =>
        [.. Words(item.Inputs.GetProperty(key)).Select((price, index) => new Bid(Name(key, index), 1, Amount.Of((UInt128)price * scale)))];

    public static ParticipantId Name(string key, int index) => ParticipantId.Of(string.Create(CultureInfo.InvariantCulture, $"{key}{index}"));

    /// <summary>
    /// The collection gives ties to the lowest index. The library gives them to the smaller seeded hash, so that no order of arrival decides: a seed
    /// is taken under which the hash does the same.
    /// </summary>
    public static Digest SeedForLowestIndex(Func<Digest, bool> givesTheLowest) =>
        Enumerable.Range(0, 1_000).Select(number => Digest.Parse(number.ToString("x64", CultureInfo.InvariantCulture))).First(givesTheLowest);

    public static string Text(UInt128 value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number of half units as a whole number or a fraction.</summary>
    public static string Halved(UInt128 halves) => halves % 2 == 0 ? Text(halves / 2) : $"{Text(halves)}/2";

    /// <summary>Compares with the tolerance of the case: relative, and absolute below one.</summary>
    public static CaseOutcome NearWhole(this VectorCase item, Fraction actual)
    {
        Fraction expected = RationalText.Parse(item.Expected.GetString()!);
        Fraction tolerance = item.Whole.TryGetProperty("tolerance", out JsonElement stated) ? RationalText.Parse(stated.GetRawText()) : Fraction.Zero;
        Fraction scale = expected.Abs() > Fraction.One ? expected.Abs() : Fraction.One;
        return (expected - actual).Abs() <= tolerance * scale
            ? new CaseOutcome.Matched()
            : new CaseOutcome.Mismatched(RationalText.Format(expected), RationalText.Format(actual));
    }

    /// <summary>A decimal such as 1795.51 as a count of parts of 10^9.</summary>
    public static UInt128 Billionths(string text)
    {
        Fraction scaled = RationalText.Parse(text) * new Fraction(1_000_000_000);
        return scaled.Denominator.IsOne ? (UInt128)scaled.Numerator : throw new FormatException($"'{text}' has more than nine digits after the point.");
    }

    public static Fraction FromBillionths(UInt128 parts) => new((BigInteger)parts, 1_000_000_000);
}
