using System.Text;

namespace CapaCloud.Mechanisms.Samples.Reporting.Charts;

/// <summary>One line for each series, over a common horizontal axis.</summary>
public sealed record LineChart(string Title, string XLabel, string YLabel, IReadOnlyList<ChartSeries> Series) : IChart
{
    public string ToSvg() => DrawingSize.Both(Draw) + Legend.For(Series);

    private string Draw(DrawingSize size)
    {
        ChartFrame frame = ChartFrame.Around(size, XLabel, YLabel, Series.SelectMany(series => series.Points));
        StringBuilder svg = new(frame.Open(Title));
        for (int index = 0; index < Series.Count; index++)
        {
            string points = string.Join(' ', Series[index].Points.Select(point => FormattableString.Invariant($"{frame.X(point.X):0.##},{frame.Y(point.Y):0.##}")));
            svg.Append(Svg.Line($"<polyline class=\"line c{index % 8}\" points=\"{points}\"><title>{Svg.Escape(Series[index].Name)}</title></polyline>"));
        }

        return svg.Append("</svg>\n").ToString();
    }
}
