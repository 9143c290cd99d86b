namespace CapaCloud.Mechanisms.Slashing;

/// <summary>The sum of the largest penalty of each group.</summary>
internal static class LargestOfEach
{
    /// <summary>Returns the sum, at most one. Parts are of one group when they compare equal.</summary>
    public static Proportion Sum(ReadOnlySpan<PenaltyPart> parts, Comparison<PenaltyPart> byGroup)
    {
        PenaltyPart[] sorted = parts.ToArray();
        Array.Sort(sorted, (left, right) =>
        {
            int order = byGroup(left, right);
            return order != 0 ? order : right.Fraction.CompareTo(left.Fraction);
        });
        Proportion sum = Proportion.Zero;
        for (int index = 0; index < sorted.Length; index++)
        {
            if (index == 0 || byGroup(sorted[index - 1], sorted[index]) != 0)
            {
                sum = sum.AddToOne(sorted[index].Fraction);
            }
        }

        return sum;
    }
}
