using System.Text;

namespace CapaCloud.Mechanisms.Samples.Reporting.Charts;

/// <summary>Which colour is which series.</summary>
internal static class Legend
{
    public static string For(IReadOnlyList<ChartSeries> series)
    {
        if (series.Count < 2)
        {
            return "";
        }

        StringBuilder html = new("<p class=\"legend\">");
        for (int index = 0; index < series.Count; index++)
        {
            html.Append(Svg.Line($"<span><i class=\"c{index % 8}\"></i>{Svg.Escape(series[index].Name)}</span>"));
        }

        return html.Append("</p>\n").ToString();
    }
}
