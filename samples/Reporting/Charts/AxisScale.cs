namespace CapaCloud.Mechanisms.Samples.Reporting.Charts;

/// <summary>A linear axis whose ends and ticks are round numbers. Large ones are counted in thousands of thousands, and the label of the axis says so.</summary>
public sealed record AxisScale(double Minimum, double Maximum, IReadOnlyList<double> Ticks)
{
    private static readonly (double Unit, string Word)[] Units = [(1e15, "10^15"), (1e12, "trillions"), (1e9, "billions"), (1e6, "millions")];

    public static AxisScale Covering(IEnumerable<double> values, bool fromZero, int steps = 5)
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
        double step = RoundStep((high - low) / steps);
        double first = Math.Floor(low / step) * step, last = Math.Ceiling(high / step) * step;
        int count = (int)Math.Round((last - first) / step);
        return new AxisScale(first, last, [.. Enumerable.Range(0, count + 1).Select(index => first + (index * step))]);
    }

    public double Position(double value) => (value - Minimum) / (Maximum - Minimum);

    /// <summary>Returns the text of a tick.</summary>
    public string TextOf(double tick) => Svg.Number(tick / Unit.Unit);

    /// <summary>Returns the label of the axis, with what the numbers are counted in.</summary>
    public string Labelled(string label) => Unit.Word.Length == 0 ? label : $"{label}, in {Unit.Word}";

    private (double Unit, string Word) Unit => Array.Find(Units, unit => Math.Max(Math.Abs(Minimum), Math.Abs(Maximum)) >= unit.Unit * 5) is { Unit: > 0 } found ? found : (1, "");

    private static double RoundStep(double raw)
    {
        double magnitude = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double digit = raw / magnitude;
        return magnitude * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }
}
