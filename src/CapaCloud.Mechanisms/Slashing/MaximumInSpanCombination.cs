namespace CapaCloud.Mechanisms.Slashing;

/// <summary>Only the largest penalty of each span of epochs: ten proofs of one breakdown cost what the worst of them costs.</summary>
/// <remarks>
/// <code>min(1, sum over spans k of max over faults with floor(epoch / Span) = k of the part)</code>
/// Exact. Eras 1, 2 and 3 at 20 %, 50 % and 30 % in one span cost 50 %, in whatever order they are found. The spans lie on a fixed
/// grid, so the order of discovery cannot move them. O(n log n).
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
    public Proportion Combine(ReadOnlySpan<PenaltyPart> parts) => LargestOfEach.Sum(parts, Compare);

    /// <summary>Orders two penalties by span; the last epoch there is belongs to the first span when all epochs are one.</summary>
    private int Compare(PenaltyPart left, PenaltyPart right) => Span == EpochSpan.MaxValue
        ? 0
        : (left.Fault.Number / Span.Epochs).CompareTo(right.Fault.Number / Span.Epochs);
}
