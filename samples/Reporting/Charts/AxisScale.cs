namespace CapaCloud.Mechanisms.Samples.Reporting.Charts;

/// <summary>A linear axis whose ends and ticks are round numbers.</summary>
public sealed record AxisScale(double Minimum, double Maximum, IReadOnlyList<double> Ticks)
{
    public static AxisScale Covering(IEnumerable<double> values, bool fromZero)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values)
        {
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        if (double.IsInfinity(low))
        {
            (low, high) = (0, 1);
        }

        low = fromZero ? Math.Min(0, low) : low;
        high = high <= low ? low + 1 : high;
        double step = RoundStep((high - low) / 5);
        double first = Math.Floor(low / step) * step, last = Math.Ceiling(high / step) * step;
        int count = (int)Math.Round((last - first) / step);
        return new AxisScale(first, last, [.. Enumerable.Range(0, count + 1).Select(index => first + (index * step))]);
    }

    public double Position(double value) => (value - Minimum) / (Maximum - Minimum);

    private static double RoundStep(double raw)
    {
        double magnitude = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double digit = raw / magnitude;
        return magnitude * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }
}
