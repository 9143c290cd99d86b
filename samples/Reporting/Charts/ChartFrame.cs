using System.Text;

namespace CapaCloud.Mechanisms.Samples.Reporting.Charts;

/// <summary>What is around every chart with two axes: the size, the axes with round ticks, the labels.</summary>
public sealed class ChartFrame
{
    private const double Bottom = 48;

    private readonly DrawingSize _size;
    private readonly string[] _yLabel;

    private ChartFrame(DrawingSize size, string xLabel, string yLabel, AxisScale x, AxisScale y)
    {
        _size = size;
        XAxis = x;
        YAxis = y;
        XLabel = Lines.Fitting(x.Labelled(xLabel), size.Width - 8);
        _yLabel = Lines.Fitting(y.Labelled(yLabel), size.Width - 8);
    }

    /// <summary>Gets the label of the horizontal axis, in lines that fit.</summary>
    public string[] XLabel { get; }

    public AxisScale XAxis { get; }

    public AxisScale YAxis { get; }

    /// <summary>The numbers of the vertical axis fit beside it.</summary>
    private double Left => YAxis.Ticks.Max(tick => DrawingSize.WidthOf(YAxis.TextOf(tick))) + 14;

    private double Right => Math.Max(18, (DrawingSize.WidthOf(XAxis.TextOf(XAxis.Ticks[^1])) / 2) + 2);

    private double Top => 14 + (_yLabel.Length * Lines.Height);

    private double Height => _size.Height + ((XLabel.Length - 1) * Lines.Height) + ((_yLabel.Length - 1) * Lines.Height);

    private double Foot => Height - Bottom - ((XLabel.Length - 1) * Lines.Height);

    public static ChartFrame Around(DrawingSize size, string xLabel, string yLabel, IEnumerable<ChartPoint> points, bool yFromZero = true)
    {
        ChartPoint[] all = [.. points];
        return new ChartFrame(
            size,
            xLabel,
            yLabel,
            AxisScale.Covering(all.Select(point => point.X), fromZero: false, size.Ticks - 1),
            AxisScale.Covering(all.Select(point => point.Y), yFromZero));
    }

    public double X(double value) => Left + (XAxis.Position(value) * (_size.Width - Left - Right));

    public double Y(double value) => Foot - (YAxis.Position(value) * (Foot - Top));

    /// <summary>Opens the drawing, with the axes. What the vertical axis counts stands above it, so that nobody turns the head.</summary>
    public string Open(string title)
    {
        StringBuilder svg = new(_size.Open(title, Height));
        foreach (double tick in YAxis.Ticks)
        {
            svg.Append(Svg.Line($"<line class=\"grid\" x1=\"{Left}\" x2=\"{_size.Width - Right}\" y1=\"{Y(tick):0.#}\" y2=\"{Y(tick):0.#}\"/>"));
            svg.Append(Svg.Line($"<text class=\"tick\" x=\"{Left - 8}\" y=\"{Y(tick) + 4:0.#}\" text-anchor=\"end\">{YAxis.TextOf(tick)}</text>"));
        }

        foreach (double tick in XAxis.Ticks)
        {
            svg.Append(Svg.Line($"<text class=\"tick\" x=\"{X(tick):0.#}\" y=\"{Foot + 18:0.#}\" text-anchor=\"middle\">{XAxis.TextOf(tick)}</text>"));
        }

        svg.Append(Svg.Line($"<line class=\"axis\" x1=\"{Left}\" x2=\"{_size.Width - Right}\" y1=\"{Foot:0.#}\" y2=\"{Foot:0.#}\"/>"));
        svg.Append(Lines.Draw(_yLabel, 4, 14, "start")).Append(Lines.Draw(XLabel, _size.Width / 2, Foot + 38, "middle"));
        return svg.ToString();
    }
}
