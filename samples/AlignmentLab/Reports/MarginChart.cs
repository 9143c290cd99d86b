using System.Text;
using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Samples.Reporting.Charts;
using Fractions;

namespace CapaCloud.Mechanisms.Samples.AlignmentLab.Reports;

/// <summary>What each property is kept by, to the right, and what breaking it earns, to the left; as long as the number of digits, so that small and large ones are both seen.</summary>
internal sealed class MarginChart(AlignmentReport report) : IChart
{
    private const double LabelWidth = 190;
    private const double RowHeight = 28;
    private const double Middle = 420;
    private const double Reach = 140;

    public string Title => "Margins";

    /// <summary>Two drawings: names beside the bars, and for a phone names above them.</summary>
    public string ToSvg() => Wide() + Narrow();

    private string Narrow()
    {
        const double Width = 350, Row = 40, Centre = Width / 2, Longest = 105;
        (string Name, Fraction? Value)[] rows = [.. report.Findings.Select(finding => (finding.Property.ToString(), Margin(finding)))];
        double longest = Math.Max(1, rows.Max(row => Length(row.Value))), height = (rows.Length * Row) + 24;
        StringBuilder svg = new();
        svg.Append(Svg.Line($"<svg class=\"narrow\" viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-label=\"{Title}\" xmlns=\"http://www.w3.org/2000/svg\">"));
        for (int index = 0; index < rows.Length; index++)
        {
            (string name, Fraction? value) = rows[index];
            double y = index * Row, width = Math.Max(1, Length(value) / longest * Longest);
            bool pays = value is { IsNegative: true };
            svg.Append(Svg.Line($"<text class=\"label\" x=\"0\" y=\"{y + 13}\">{Svg.Escape(name)}</text>"));
            svg.Append(value is { } margin
                ? Svg.Line($"<rect class=\"bar {(pays ? "c1" : "c2")}\" x=\"{(pays ? Centre - width : Centre):0.##}\" y=\"{y + 18}\" width=\"{width:0.##}\" height=\"14\" rx=\"2\"/>")
                    + Svg.Line($"<text class=\"tick\" x=\"{(pays ? Centre - width - 6 : Centre + width + 6):0.##}\" y=\"{y + 29}\" text-anchor=\"{(pays ? "end" : "start")}\">{Svg.Escape(RationalText.Approximate(margin, 2))}</text>")
                : Svg.Line($"<text class=\"tick\" x=\"{Centre + 6}\" y=\"{y + 29}\">open</text>"));
        }

        svg.Append(Svg.Line($"<text class=\"tick\" x=\"{Centre - 8}\" y=\"{height - 4}\" text-anchor=\"end\">an attack earns</text>"));
        svg.Append(Svg.Line($"<text class=\"tick\" x=\"{Centre + 8}\" y=\"{height - 4}\">the best deviation loses</text>"));
        return svg.Append("</svg>\n").ToString();
    }

    private string Wide()
    {
        (string Name, Fraction? Value)[] rows = [.. report.Findings.Select(finding => (finding.Property.ToString(), Margin(finding)))];
        double longest = Math.Max(1, rows.Max(row => Length(row.Value)));
        double height = (rows.Length * RowHeight) + 28;
        StringBuilder svg = new();
        svg.Append(Svg.Line($"<svg class=\"wide\" viewBox=\"0 0 {ChartFrame.Width} {height}\" role=\"img\" aria-label=\"{Title}\" xmlns=\"http://www.w3.org/2000/svg\">"));
        svg.Append(Svg.Line($"<line class=\"axis\" x1=\"{Middle}\" x2=\"{Middle}\" y1=\"0\" y2=\"{height - 24}\"/>"));
        for (int index = 0; index < rows.Length; index++)
        {
            (string name, Fraction? value) = rows[index];
            double y = index * RowHeight;
            double width = Length(value) / longest * Reach;
            bool pays = value is { IsNegative: true };
            svg.Append(Svg.Line($"<text class=\"label\" x=\"{LabelWidth - 10}\" y=\"{y + 18}\" text-anchor=\"end\">{Svg.Escape(name)}</text>"));
            if (value is { } margin)
            {
                svg.Append(Svg.Line($"<rect class=\"bar {(pays ? "c1" : "c2")}\" x=\"{(pays ? Middle - width : Middle):0.##}\" y=\"{y + 6}\" width=\"{Math.Max(1, width):0.##}\" height=\"{RowHeight - 12}\" rx=\"2\"/>"));
                svg.Append(Svg.Line($"<text class=\"tick\" x=\"{(pays ? Middle - width - 8 : Middle + width + 8):0.##}\" y=\"{y + 18}\" text-anchor=\"{(pays ? "end" : "start")}\">{Svg.Escape(RationalText.Approximate(margin, 2))}</text>"));
            }
            else
            {
                svg.Append(Svg.Line($"<text class=\"tick\" x=\"{Middle + 8}\" y=\"{y + 18}\">open</text>"));
            }
        }

        svg.Append(Svg.Line($"<text class=\"tick\" x=\"{Middle - 12}\" y=\"{height - 6}\" text-anchor=\"end\">an attack earns</text>"));
        svg.Append(Svg.Line($"<text class=\"tick\" x=\"{Middle + 12}\" y=\"{height - 6}\">the best deviation loses</text>"));
        return svg.Append("</svg>\n").ToString();
    }

    private static Fraction? Margin(Finding finding) => finding switch
    {
        Finding.Holds holds => holds.Margin,
        Finding.Fails fails => -fails.Attack.ProfitPerEpoch,
        _ => null,
    };

    private static double Length(Fraction? value) => value is { } margin ? Math.Log10(1 + Math.Abs(margin.ToDouble())) : 0;
}
