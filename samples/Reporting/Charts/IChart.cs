namespace CapaCloud.Mechanisms.Samples.Reporting.Charts;

/// <summary>Something that draws itself as SVG.</summary>
public interface IChart
{
    /// <summary>Gets what the chart shows, in one line.</summary>
    string Title { get; }

    /// <summary>Returns the drawing, with its legend, ready to stand in a page.</summary>
    string ToSvg();
}
