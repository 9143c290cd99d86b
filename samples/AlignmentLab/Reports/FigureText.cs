using System.Globalization;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Samples.Reporting.Charts;
using Fractions;

namespace CapaCloud.Mechanisms.Samples.AlignmentLab.Reports;

/// <summary>Numbers of a report with separators; <c>~</c> says that one is rounded.</summary>
internal static class FigureText
{
    private const int LongestShort = 14;

    public static string Of(Fraction value, int digits) => Svg.Separated(RationalText.Approximate(value, digits));

    public static string Of(Amount amount) => Svg.Separated(amount.ToString());

    /// <summary>The same with two places, and in words for its size where there is no room for all of it.</summary>
    public static string Short(Fraction value)
    {
        string text = Of(value, 2);
        double size = Math.Abs(value.ToDouble());
        return text.Length <= LongestShort ? text
            : size < 1e8 ? Of(value, 0)
            : size < 1e11 ? string.Create(CultureInfo.InvariantCulture, $"~{value.ToDouble() / 1e6:#,0.#} million")
            : size < 1e14 ? string.Create(CultureInfo.InvariantCulture, $"~{value.ToDouble() / 1e9:#,0.#} billion")
            : string.Create(CultureInfo.InvariantCulture, $"~{value.ToDouble():0.##E+0}");
    }
}
