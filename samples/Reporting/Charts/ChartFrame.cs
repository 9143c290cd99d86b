using System.Text;

namespace CapaCloud.Mechanisms.Samples.Reporting.Charts;

/// <summary>What is around every chart: the size, the axes with round ticks, the labels.</summary>
public sealed class ChartFrame
{
    public const double Width = 720;
    public const double Height = 320;
    private const double Left = 72;
    private const double Right = 16;
    private const double Top = 16;
    private const double Bottom = 48;

    private ChartFrame(string xLabel, string yLabel, AxisScale x, AxisScale y)
    {
        XLabel = xLabel;
        YLabel = yLabel;
        XAxis = x;
        YAxis = y;
    }

    public string XLabel { get; }

    public string YLabel { get; }

    public AxisScale XAxis { get; }

    public AxisScale YAxis { get; }

    public static ChartFrame Around(string xLabel, string yLabel, IEnumerable<ChartPoint> points, bool yFromZero = true)
    {
        ChartPoint[] all = [.. points];
        return new ChartFrame(
            xLabel,
            yLabel,
            AxisScale.Covering(all.Select(point => point.X), fromZero: false),
            AxisScale.Covering(all.Select(point => point.Y), yFromZero));
    }

    public double X(double value) => Left + (XAxis.Position(value) * (Width - Left - Right));

    public double Y(double value) => Height - Bottom - (YAxis.Position(value) * (Height - Top - Bottom));

    public string Open(string title)
    {
        StringBuilder svg = new();
        svg.Append(Svg.Line($"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Svg.Escape(title)}\" xmlns=\"http://www.w3.org/2000/svg\">"));
        foreach (double tick in YAxis.Ticks)
        {
            svg.Append(Svg.Line($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(tick):0.#}\" y2=\"{Y(tick):0.#}\"/>"));
            svg.Append(Svg.Line($"<text class=\"tick\" x=\"{Left - 8}\" y=\"{Y(tick) + 4:0.#}\" text-anchor=\"end\">{Svg.Number(tick)}</text>"));
        }

        foreach (double tick in XAxis.Ticks)
        {
            svg.Append(Svg.Line($"<text class=\"tick\" x=\"{X(tick):0.#}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">{Svg.Number(tick)}</text>"));
        }

        svg.Append(Svg.Line($"<line class=\"axis\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Height - Bottom}\" y2=\"{Height - Bottom}\"/>"));
        svg.Append(Svg.Line($"<text class=\"label\" x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 8}\" text-anchor=\"middle\">{Svg.Escape(XLabel)}</text>"));
        svg.Append(Svg.Line($"<text class=\"label\" x=\"16\" y=\"{(Top + Height - Bottom) / 2}\" text-anchor=\"middle\" transform=\"rotate(-90 16 {(Top + Height - Bottom) / 2})\">{Svg.Escape(YLabel)}</text>"));
        return svg.ToString();
    }
}
