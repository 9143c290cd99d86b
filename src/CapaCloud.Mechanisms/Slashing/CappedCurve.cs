namespace CapaCloud.Mechanisms.Slashing;

/// <summary>A cap on what an offender may lose: a curve that never costs more.</summary>
/// <remarks>
/// <code>part = min(Cap, Inner(context))</code>
/// No rounding. <c>default</c> of the cap costs nothing.
/// </remarks>
public sealed record CappedCurve : ILibraryCurve
{
    private readonly CurveSize _size;

    /// <summary>Gets the curve that is capped.</summary>
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

    /// <summary>Gets the most it costs, in [0, 1].</summary>
    public required Proportion Cap { get; init; }

    /// <inheritdoc/>
    public SlashingCurvePromises Promises => CurveShape.Of(this).Promises;

    /// <inheritdoc/>
    public SlashingInputs Reads => CurveRange.Of(this).Reads;

    CurveShape ILibraryCurve.Shape => CurveShape.Of(Inner);

    CurveRange ILibraryCurve.Range => CurveRange.Of(Inner).Through(part => Proportion.Min(Cap, part));

    CurveSize ILibraryCurve.Size => _size;

    /// <inheritdoc/>
    public Proportion Evaluate(in OffenceContext context) => Proportion.Min(Cap, Inner.Evaluate(context));
}
