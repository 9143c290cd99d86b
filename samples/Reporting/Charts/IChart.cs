namespace CapaCloud.Mechanisms.Samples.Reporting.Charts;

/// <summary>Something that draws itself as SVG, for a screen and for a phone.</summary>
public interface IChart
{
    /// <summary>Gets what the chart shows, in one line. The page prints it once, above the drawing.</summary>
    string Title { get; }

    /// <summary>Returns both drawings, with the legend, ready to stand in a page.</summary>
    string ToSvg();
}
