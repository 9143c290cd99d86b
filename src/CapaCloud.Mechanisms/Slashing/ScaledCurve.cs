namespace CapaCloud.Mechanisms.Slashing;

/// <summary>A curve times a constant.</summary>
/// <remarks>
/// <code>part = min(1, Factor * Inner(context))</code>
/// Rounds up at the 18th digit. <c>default</c> of the factor costs nothing.
/// </remarks>
public sealed record ScaledCurve : ILibraryCurve
{
    private readonly CurveSize _size;

    /// <summary>Gets the curve that is scaled.</summary>
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

    /// <summary>Gets the multiplier.</summary>
    public required Ratio Factor { get; init; }

    /// <inheritdoc/>
    public SlashingCurvePromises Promises => CurveShape.Of(this).Promises;

    /// <inheritdoc/>
    public SlashingInputs Reads => CurveRange.Of(this).Reads;

    CurveShape ILibraryCurve.Shape => CurveShape.Of(Inner).Times(Factor);

    CurveRange ILibraryCurve.Range => CurveRange.Of(Inner).Through(Scaled);

    CurveSize ILibraryCurve.Size => _size;

    /// <inheritdoc/>
    public Proportion Evaluate(in OffenceContext context) => Scaled(Inner.Evaluate(context));

    private Proportion Scaled(Proportion part)
    {
        if (part.IsZero || Factor.IsZero)
        {
            return Proportion.Zero;
        }

        // A factor that takes the part beyond one need not be multiplied out, and could not always be.
        Ratio toOne = Ratio.FromQuotient(Proportion.PartsPerOne, part.Parts, Rounding.Up);
        return Factor >= toOne ? Proportion.One : part.ToRatio().Multiply(Factor, Rounding.Up).ToProportionAtMostOne();
    }
}
