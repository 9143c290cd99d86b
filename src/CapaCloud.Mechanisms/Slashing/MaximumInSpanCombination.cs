using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>Only the largest penalty of each span of epochs: ten proofs of one breakdown cost what the worst of them costs.</summary>
/// <remarks>
/// <code>min(1, sum over spans k of max over faults with floor(epoch / Span) = k of the part)</code>
/// Exact. Eras 1, 2 and 3 at 20 %, 50 % and 30 % in one span cost 50 %, in whatever order they are found. The spans lie on a fixed
/// grid, so the order of discovery cannot move them.
/// </remarks>
public sealed record MaximumInSpanCombination : IPenaltyCombination
{
    private readonly EpochSpan _span = EpochSpan.MaxValue;

    /// <summary>Gets the length of a span, not zero; all epochs are one span when left out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to zero.</exception>
    public EpochSpan Span
    {
        get => _span;
        init => _span = value.IsZero
            ? throw new ArgumentOutOfRangeException(nameof(value), "A span of 0 epochs holds no fault; expected at least 1.")
            : value;
    }

    /// <inheritdoc/>
    public bool IsOrderIndependent => true;

    /// <inheritdoc/>
    public Proportion Combine(ReadOnlySpan<PenaltyPart> parts)
    {
        Proportion sum = Proportion.Zero;
        for (int index = 0; index < parts.Length; index++)
        {
            if (IsLargest(parts, index))
            {
                sum = sum.AddToOne(parts[index].Fraction);
            }
        }

        return sum;
    }

    /// <summary>Tells whether a part is the largest of its span; of equals, the first is.</summary>
    private bool IsLargest(ReadOnlySpan<PenaltyPart> parts, int position)
    {
        ulong span = parts[position].Fault.Number / Span.Epochs;
        for (int index = 0; index < parts.Length; index++)
        {
            bool sameSpan = parts[index].Fault.Number / Span.Epochs == span;
            bool larger = parts[index].Fraction > parts[position].Fraction
                || (parts[index].Fraction == parts[position].Fraction && index < position);
            if (sameSpan && larger)
            {
                return false;
            }
        }

        return true;
    }
}
