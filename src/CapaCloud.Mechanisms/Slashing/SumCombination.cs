namespace CapaCloud.Mechanisms.Slashing;

/// <summary>Every penalty in full, up to everything.</summary>
/// <remarks>
/// <code>min(1, sum of the parts)</code>
/// Exact. Ten penalties of 5 % cost 50 %.
/// </remarks>
public sealed record SumCombination : IPenaltyCombination
{
    /// <inheritdoc/>
    public bool IsOrderIndependent => true;

    /// <inheritdoc/>
    public Proportion Combine(ReadOnlySpan<PenaltyPart> parts)
    {
        Proportion sum = Proportion.Zero;
        foreach (PenaltyPart part in parts)
        {
            sum = sum.AddToOne(part.Fraction);
        }

        return sum;
    }
}
