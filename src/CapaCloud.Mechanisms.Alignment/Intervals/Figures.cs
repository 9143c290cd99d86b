using System.Numerics;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Intervals;

/// <summary>Exact figures inside a sentence: rounded for people, thousands apart, chances and shares in percent. What is not exact says so.</summary>
internal static class Figures
{
    private const int FewestShown = 3;
    private const int MostDigits = 18;

    /// <summary>Returns money in base units: <c>20,000</c>, <c>about 4,668.18</c>.</summary>
    public static string Money(Fraction value) => Rounded(value, 2);

    /// <summary>Returns what is neither money nor a part of a whole: <c>about 0.4473</c>.</summary>
    public static string Number(Fraction value) => Rounded(value, 4);

    /// <summary>Returns a chance or a share: <c>4.95 %</c>.</summary>
    public static string Percent(Fraction value) => $"{Rounded(value * new Fraction(100), 4)} %";

    /// <summary>Returns what a figure is at least, rounded down to hundredths: <c>100</c>, <c>at least 4,668.17</c>.</summary>
    public static string Least(Fraction value)
    {
        string least = RationalText.AtLeast(value, 2);
        return RationalText.Parse(least) == value ? Grouped(least) : least == "0" ? "less than 0.01" : $"at least {Grouped(least)}";
    }

    /// <summary>Returns what a figure is at least with its unit, singular where it is one: <c>1 unit</c>, <c>at least 4,668.17 units an epoch</c>.</summary>
    /// <param name="value">The figure.</param>
    /// <param name="units">The unit, which begins with <c>units</c>.</param>
    public static string Least(Fraction value, string units) => Counted(Least(value), units);

    /// <summary>Returns a bound from below, rounded down to hundredths, with its unit: <c>4,668.17 units</c>. The sentence says that it is one.</summary>
    /// <param name="value">The figure.</param>
    /// <param name="units">The unit, which begins with <c>units</c>.</param>
    public static string Floor(Fraction value, string units) => Counted(Grouped(RationalText.AtLeast(value, 2)), units);

    private static string Counted(string figure, string units) => figure == "1" ? $"1 unit{units["units".Length..]}" : $"{figure} {units}";

    private static string Rounded(Fraction value, int digits)
    {
        // A small figure keeps enough digits to be told from zero and from its neighbours.
        while (!value.IsZero && digits < MostDigits && value.Abs() * new Fraction(BigInteger.Pow(10, digits)) < new Fraction(BigInteger.Pow(10, FewestShown - 1)))
        {
            digits++;
        }

        BigInteger scale = BigInteger.Pow(10, digits);
        Fraction shown = new(Fraction.RoundToBigInteger(value * new Fraction(scale), MidpointRounding.AwayFromZero), scale);
        return shown == value ? Grouped(RationalText.Format(shown)) : $"about {Grouped(RationalText.Format(shown))}";
    }

    private static string Grouped(string text)
    {
        int point = text.IndexOf('.', StringComparison.Ordinal), end = point < 0 ? text.Length : point;
        string whole = Prose.Number(BigInteger.Parse(text.AsSpan(0, end), System.Globalization.CultureInfo.InvariantCulture));
        return $"{(text[0] == '-' && whole[0] != '-' ? "-" : string.Empty)}{whole}{text[end..]}";
    }
}
