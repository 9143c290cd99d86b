using System.Text;

namespace CapaCloud.Mechanisms.Samples.Reporting.Charts;

/// <summary>One horizontal bar for each named value, as long as its share of the largest.</summary>
public sealed record BarChart(string Title, IReadOnlyList<BarChartItem> Items) : IChart
{
    public string ToSvg()
    {
        const double labelWidth = 190, rowHeight = 30, barWidth = 360;
        double largest = Math.Max(double.Epsilon, Items.Max(item => Math.Abs(item.Value)));
        StringBuilder svg = new();
        svg.Append(Svg.Line($"<svg viewBox=\"0 0 {ChartFrame.Width} {(Items.Count * rowHeight) + 8}\" role=\"img\" aria-label=\"{Svg.Escape(Title)}\" xmlns=\"http://www.w3.org/2000/svg\">"));
        for (int index = 0; index < Items.Count; index++)
        {
            BarChartItem item = Items[index];
            double y = (index * rowHeight) + 4;
            double length = Math.Abs(item.Value) / largest * barWidth;
            svg.Append(Svg.Line($"<text class=\"label\" x=\"{labelWidth - 10}\" y=\"{y + 18}\" text-anchor=\"end\">{Svg.Escape(item.Name)}</text>"));
            svg.Append(Svg.Line($"<rect class=\"bar c{item.Colour ?? (index % 8)}\" x=\"{labelWidth}\" y=\"{y + 4}\" width=\"{Math.Max(1, length):0.##}\" height=\"{rowHeight - 10}\" rx=\"2\"/>"));
            svg.Append(Svg.Line($"<text class=\"tick\" x=\"{labelWidth + Math.Max(1, length) + 8:0.##}\" y=\"{y + 18}\">{Svg.Escape(item.Text)}</text>"));
        }

        return svg.Append("</svg>\n").ToString();
    }
}

/// <summary>A bar: its name, its length, and the exact figure printed beside it.</summary>
public sealed record BarChartItem(string Name, double Value, string Text)
{
    /// <summary>Gets which of the eight colours it has; the next one when left out.</summary>
    public int? Colour { get; init; }
}
