namespace CapaCloud.Mechanisms.Samples.Reporting.Charts;

/// <summary>A named series of points.</summary>
public sealed record ChartSeries(string Name, IReadOnlyList<ChartPoint> Points);

/// <summary>One point; its label is what the pointer shows.</summary>
public readonly record struct ChartPoint(double X, double Y, string Label = "");
