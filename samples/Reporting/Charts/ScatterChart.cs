using System.Text;

namespace CapaCloud.Mechanisms.Samples.Reporting.Charts;

/// <summary>One dot for each point of each series.</summary>
public sealed record ScatterChart(string Title, string XLabel, string YLabel, IReadOnlyList<ChartSeries> Series) : IChart
{
    public string ToSvg() => DrawingSize.Both(Draw) + Legend.For(Series);

    private string Draw(DrawingSize size)
    {
        ChartFrame frame = ChartFrame.Around(size, XLabel, YLabel, Series.SelectMany(series => series.Points));
        StringBuilder svg = new(frame.Open(Title));
        for (int index = 0; index < Series.Count; index++)
        {
            foreach (ChartPoint point in Series[index].Points)
            {
                svg.Append(Svg.Line($"<circle class=\"dot c{index % 8}\" cx=\"{frame.X(point.X):0.##}\" cy=\"{frame.Y(point.Y):0.##}\" r=\"3\"><title>{Svg.Escape(point.Label)}</title></circle>"));
            }
        }

        return svg.Append("</svg>\n").ToString();
    }
}
