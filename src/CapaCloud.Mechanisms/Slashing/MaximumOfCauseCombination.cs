namespace CapaCloud.Mechanisms.Slashing;

/// <summary>Only the largest penalty of each cause: one breakdown that shows in several offences costs what the worst of them costs.</summary>
/// <remarks>
/// <code>min(1, sum over causes of the largest part)</code>
/// Exact. A disk that breaks is a result never revealed (10 %), a wrong one (30 %) and an absence (1 %) of one cause: 30 %. Another cause counts beside
/// it. Faults without a cause belong to that of their epoch. O(n log n).
/// </remarks>
public sealed record MaximumOfCauseCombination : IPenaltyCombination
{
    /// <inheritdoc/>
    public bool IsOrderIndependent => true;

    /// <inheritdoc/>
    public Proportion Combine(ReadOnlySpan<PenaltyPart> parts) => LargestOfEach.Sum(parts, Compare);

    private static int Compare(PenaltyPart left, PenaltyPart right)
    {
        int byCause = left.Cause.CompareTo(right.Cause);
        return byCause != 0 || left.Cause != default ? byCause : left.Fault.CompareTo(right.Fault);
    }
}
