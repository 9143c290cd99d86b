using System.Text;

namespace CapaCloud.Mechanisms.Samples.Reporting.Charts;

/// <summary>One horizontal bar for each named value, as long as its share of the largest; what is negative is red. Where names are long, or the screen is small, they stand above their bars.</summary>
public sealed record BarChart(string Title, IReadOnlyList<BarChartItem> Items) : IChart
{
    private const double MostOfNames = 0.4;
    private const double Gap = 10;
    private const int Loss = 1;

    public string ToSvg() => DrawingSize.Both(Draw);

    private string Draw(DrawingSize size)
    {
        double names = Items.Max(item => DrawingSize.WidthOf(item.Name)) + Gap, values = Items.Max(item => DrawingSize.WidthOf(item.Text)) + Gap;
        bool isBeside = names <= size.Width * MostOfNames;
        double left = isBeside ? names : 0, longest = Math.Max(24, size.Width - left - values);
        double largest = Math.Max(double.Epsilon, Items.Max(item => Math.Abs(item.Value)));
        StringBuilder svg = new();
        double y = 4;
        for (int index = 0; index < Items.Count; index++)
        {
            BarChartItem item = Items[index];
            string[] above = isBeside ? [] : Lines.Fitting(item.Name, size.Width);
            svg.Append(Lines.Draw(above, 0, y + 12, "start"));
            y += above.Length * Lines.Height;
            double length = Math.Max(1, Math.Abs(item.Value) / largest * longest);
            if (isBeside)
            {
                svg.Append(Lines.Draw([item.Name], left - Gap, y + 14, "end"));
            }

            int colour = item.Value < 0 ? Loss : item.Colour ?? (Items.Any(one => one.Value < 0) ? 0 : index % 8);
            svg.Append(Svg.Line($"<rect class=\"bar c{colour}\" x=\"{left:0.##}\" y=\"{y:0.##}\" width=\"{length:0.##}\" height=\"20\" rx=\"2\"/>"));
            svg.Append(Svg.Line($"<text class=\"tick\" x=\"{left + length + 8:0.##}\" y=\"{y + 14:0.##}\">{Svg.Escape(item.Text)}</text>"));
            y += isBeside ? 30 : 34;
        }

        return size.Open(Title, y) + svg.Append("</svg>\n");
    }
}

/// <summary>A bar: its name, its length, and the exact figure printed beside it.</summary>
public sealed record BarChartItem(string Name, double Value, string Text)
{
    /// <summary>Gets which of the eight colours it has; the next one when left out.</summary>
    public int? Colour { get; init; }
}
