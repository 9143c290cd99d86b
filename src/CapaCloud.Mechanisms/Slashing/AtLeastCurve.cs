namespace CapaCloud.Mechanisms.Slashing;

/// <summary>A curve that costs at least this much, whenever the penalty is not zero.</summary>
/// <remarks>
/// <code>part = 0 when Inner(context) = 0, else max(Least, Inner(context))</code>
/// No rounding. What is forgiven stays forgiven; where the inner curve starts there is a step of this height. A <c>default</c> least
/// part changes nothing.
/// </remarks>
public sealed record AtLeastCurve : ILibraryCurve
{
    private readonly CurveSize _size;

    /// <summary>Gets the curve whose penalties are raised.</summary>
    /// <exception cref="ArgumentNullException">Set to null.</exception>
    /// <exception cref="ArgumentException">Set to a curve with which this one would exceed 256 curves or 32 levels.</exception>
    public required ISlashingCurve Inner
    {
        get;
        init
        {
            _size = CurveSize.Around(value);
            field = value;
        }
    }

    /// <summary>Gets the least part, in [0, 1].</summary>
    public required Proportion Least { get; init; }

    /// <inheritdoc/>
    public SlashingCurvePromises Promises => CurveShape.Of(this).Promises;

    /// <inheritdoc/>
    public SlashingInputs Reads => CurveRange.Of(this).Reads;

    CurveShape ILibraryCurve.Shape => CurveShape.Of(Inner) is var shape && (Least.IsZero || shape.Slope.IsZero)
        ? shape
        : shape with { Slope = CurveShape.Cliff };

    CurveRange ILibraryCurve.Range => CurveRange.Of(Inner).Through(part => Proportion.Max(Least, part));

    CurveSize ILibraryCurve.Size => _size;

    /// <inheritdoc/>
    public Proportion Evaluate(in OffenceContext context)
    {
        Proportion part = Inner.Evaluate(context);
        return part.IsZero ? part : Proportion.Max(Least, part);
    }
}
