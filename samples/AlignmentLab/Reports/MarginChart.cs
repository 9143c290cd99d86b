using System.Text;
using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Samples.Reporting.Charts;
using Fractions;

namespace CapaCloud.Mechanisms.Samples.AlignmentLab.Reports;

/// <summary>What each property is kept by, to the right, and what breaking it earns, to the left. The axis is logarithmic, and says so: small and large ones are both seen.</summary>
internal sealed class MarginChart(AlignmentReport report) : IChart
{
    private const double NamesBeside = 190, Gap = 8, Top = 6;
    private const int MostLines = 4;

    public string Title => "Margins";

    public string ToSvg() => DrawingSize.Both(Draw);

    private string Draw(DrawingSize size)
    {
        Row[] rows = [.. report.Findings.Select(finding => new Row($"{finding.Property}", Margin(finding)))];
        bool isBeside = size == DrawingSize.Wide;
        double left = isBeside ? NamesBeside : 0, middle = left + ((size.Width - left) / 2);
        double reach = ((size.Width - left) / 2) - rows.Max(row => DrawingSize.WidthOf(row.Text)) - (2 * Gap);
        double longest = Math.Max(1, rows.Max(row => row.Length)), scale = Math.Max(16, reach) / longest;
        StringBuilder bars = new();
        double y = Top;
        foreach (Row row in rows)
        {
            bars.Append(Svg.Line($"<text class=\"label\" x=\"{(isBeside ? left - Gap : 0)}\" y=\"{y + 12}\" text-anchor=\"{(isBeside ? "end" : "start")}\">{Svg.Escape(row.Name)}</text>"));
            y += isBeside ? 0 : 17;
            double width = Math.Max(1, row.Length * scale), side = row.Pays ? -1 : 1;
            if (row.Value is not null)
            {
                bars.Append(Svg.Line($"<rect class=\"bar {(row.Pays ? "c1" : "c2")}\" x=\"{(row.Pays ? middle - width : middle):0.##}\" y=\"{y}\" width=\"{width:0.##}\" height=\"16\" rx=\"2\"/>"));
            }

            bars.Append(Svg.Line($"<text class=\"tick\" x=\"{middle + (side * ((row.Value is null ? 0 : width) + Gap)):0.##}\" y=\"{y + 12}\" text-anchor=\"{(row.Pays ? "end" : "start")}\">{Svg.Escape(row.Text)}</text>"));
            y += isBeside ? 26 : 24;
        }

        return Framed(size, bars, y, middle, left, scale, longest);
    }

    /// <summary>Puts the middle, a line for each so many tenfolds, and the words under them around the bars.</summary>
    private string Framed(DrawingSize size, StringBuilder bars, double foot, double middle, double left, double scale, double longest)
    {
        int step = Math.Max(1, (int)Math.Ceiling(longest / MostLines));
        string[] words = Lines.Fitting($"The axis is logarithmic: each line stands for {Svg.Number(Math.Pow(10, step))} times the one before.", size.Width - left);
        StringBuilder svg = new(size.Open($"{Title}, on a logarithmic axis", foot + 26 + (words.Length * Lines.Height)));
        for (int power = step; power <= longest; power += step)
        {
            foreach (double x in new[] { middle - (power * scale), middle + (power * scale) })
            {
                svg.Append(Svg.Line($"<line class=\"grid\" x1=\"{x:0.##}\" x2=\"{x:0.##}\" y1=\"0\" y2=\"{foot:0.##}\"/>"));
            }
        }

        svg.Append(Svg.Line($"<line class=\"axis\" x1=\"{middle}\" x2=\"{middle}\" y1=\"0\" y2=\"{foot:0.##}\"/>"));
        svg.Append(bars);
        svg.Append(Svg.Line($"<text class=\"tick\" x=\"{middle - 12}\" y=\"{foot + 14:0.##}\" text-anchor=\"end\">an attack earns</text>"));
        svg.Append(Svg.Line($"<text class=\"tick\" x=\"{middle + 12}\" y=\"{foot + 14:0.##}\">the best deviation loses</text>"));
        return svg.Append(Lines.Draw(words, middle, foot + 34, "middle")).Append("</svg>\n").ToString();
    }

    private static Fraction? Margin(Finding finding) => finding switch
    {
        Finding.Holds holds => holds.Margin,
        Finding.Fails fails => -fails.Attack.ProfitPerEpoch,
        _ => null,
    };

    private sealed record Row(string Name, Fraction? Value)
    {
        public bool Pays => Value is { IsNegative: true };

        public double Length => Value is { } margin ? Math.Log10(1 + Math.Abs(margin.ToDouble())) : 0;

        public string Text => Value is { } margin ? FigureText.Short(margin) : "open";
    }
}
