namespace CapaCloud.Mechanisms.Slashing;

/// <summary>Each penalty of what the others have left: never everything, as long as no single one takes everything.</summary>
/// <remarks>
/// <code>1 - product of (1 - part)</code>
/// What is left rounds down at the 18th digit in each multiplication. The parts are multiplied by size, not in the order given, so that
/// rounding cannot tell the order. 0.01 % and then 5 % cost 5.0095 %.
/// </remarks>
public sealed record MultiplicativeCombination : IPenaltyCombination
{
    /// <inheritdoc/>
    public bool IsOrderIndependent => true;

    /// <inheritdoc/>
    public Proportion Combine(ReadOnlySpan<PenaltyPart> parts)
    {
        Proportion[] sorted = new Proportion[parts.Length];
        for (int index = 0; index < parts.Length; index++)
        {
            sorted[index] = parts[index].Fraction;
        }

        Array.Sort(sorted);
        Proportion left = Proportion.One;
        foreach (Proportion fraction in sorted)
        {
            left = left.Multiply(fraction.Complement, Rounding.Down);
        }

        return left.Complement;
    }
}
