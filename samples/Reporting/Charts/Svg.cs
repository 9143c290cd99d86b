using System.Globalization;
using System.Net;

namespace CapaCloud.Mechanisms.Samples.Reporting.Charts;

/// <summary>Text of SVG, the same in every culture.</summary>
public static class Svg
{
    public static string Line(FormattableString markup) => FormattableString.Invariant(markup) + "\n";

    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    public static string Number(double value)
    {
        double size = Math.Abs(value);
        return size switch
        {
            >= 1e12 => Scaled(value, 1e12, "T"),
            >= 1e9 => Scaled(value, 1e9, "G"),
            >= 1e6 => Scaled(value, 1e6, "M"),
            >= 1e4 => Scaled(value, 1e3, "k"),
            _ => Math.Round(value, 6).ToString("0.######", CultureInfo.InvariantCulture),
        };
    }

    private static string Scaled(double value, double unit, string suffix) =>
        (value / unit).ToString("0.##", CultureInfo.InvariantCulture) + suffix;
}
