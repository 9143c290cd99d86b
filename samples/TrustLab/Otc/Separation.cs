namespace CapaCloud.Mechanisms.Samples.TrustLab.Otc;

/// <summary>How well a score separates two groups: the area under the curve of true against false alarms.</summary>
/// <param name="Area">The chance that an honest user scores above a fraud, ties counted half.</param>
/// <param name="Curve">The share of frauds (X) and of honest users (Y) above each threshold.</param>
internal sealed record Separation(double Area, IReadOnlyList<(double X, double Y)> Curve)
{
    public static Separation Of(IReadOnlyCollection<UInt128> honest, IReadOnlyCollection<UInt128> frauds)
    {
        long doubled = 0;
        foreach (UInt128 score in honest)
        {
            doubled += (2L * frauds.Count(fraud => fraud < score)) + frauds.Count(fraud => fraud == score);
        }

        IEnumerable<UInt128> thresholds = honest.Concat(frauds).Distinct().OrderDescending();
        return new Separation(
            doubled / (2.0 * honest.Count * frauds.Count),
            [(0, 0), .. thresholds.Select(threshold => (Share(frauds, threshold), Share(honest, threshold)))]);
    }

    private static double Share(IReadOnlyCollection<UInt128> scores, UInt128 threshold) =>
        (double)scores.Count(score => score >= threshold) / scores.Count;
}
