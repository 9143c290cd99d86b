using System.Globalization;
using System.Net;

namespace CapaCloud.Mechanisms.Samples.Reporting.Charts;

/// <summary>Text of SVG, the same in every culture.</summary>
public static class Svg
{
    public static string Line(FormattableString markup) => FormattableString.Invariant(markup) + "\n";

    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Writes a number with separators, and as many places as it needs, at most six.</summary>
    public static string Number(double value) => Math.Round(value, 6) switch
    {
        // No minus before a zero.
        0 => "0",
        double rounded => rounded.ToString("#,0.######", CultureInfo.InvariantCulture),
    };

    /// <summary>Puts separators into the whole part of a number that is text already, such as <c>~-1234567.5</c>. A quotient stays as it is.</summary>
    public static string Separated(string number)
    {
        int first = number.AsSpan().IndexOfAnyInRange('0', '9');
        if (first < 0 || number.Contains('/', StringComparison.Ordinal))
        {
            return number;
        }

        int last = first;
        while (last < number.Length && char.IsAsciiDigit(number[last]))
        {
            last++;
        }

        string whole = number[first..last];
        for (int place = whole.Length - 3; place > 0; place -= 3)
        {
            whole = whole.Insert(place, ",");
        }

        return $"{number[..first]}{whole}{number[last..]}";
    }
}
