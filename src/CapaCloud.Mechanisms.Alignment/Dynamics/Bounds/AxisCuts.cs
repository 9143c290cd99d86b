namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>Where a line must be cut so that each piece stays within one cell, and so does what every step of the game moves it to.</summary>
/// <remarks>Between two cuts a value and all its successors are straight lines, and the largest of a straight line is at an end.</remarks>
internal static class AxisCuts
{
    public static double[] Of(double[] line, IEnumerable<AffineMap> steps, double last)
    {
        SortedSet<double> cuts = [0, last, .. line];
        foreach (AffineMap step in steps.Distinct().Where(step => step.Slope > 0))
        {
            foreach (double crossing in line)
            {
                cuts.Add((crossing - step.Offset) / step.Slope);
            }
        }

        // Cuts nearer than floating point tells apart would only make empty pieces; the patches of both cells agree there.
        List<double> kept = [];
        foreach (double cut in cuts.Where(cut => cut >= 0 && cut <= last))
        {
            if (kept.Count == 0 || cut - kept[^1] > last * 1e-13)
            {
                kept.Add(cut);
            }
        }

        kept[^1] = last;
        return [.. kept];
    }
}
