namespace CapaCloud.Mechanisms.Slashing;

/// <summary>A curve that forgives small failures: nothing up to the tolerance, and from there on the inner curve over what is left.</summary>
/// <remarks>
/// <code>
/// severity &lt;= Tolerance:  part = 0
/// else:                   part = Inner((severity - Tolerance) / (1 - Tolerance))
/// </code>
/// Complete failure costs what it costs without tolerance, and with an inner curve that starts at zero there is no cliff at the
/// tolerance. The severity handed on rounds up at the 18th digit. <c>default</c> of the tolerance forgives nothing but severity zero.
/// </remarks>
public sealed record ToleranceCurve : ILibraryCurve
{
    private readonly CurveSize _size;

    /// <summary>Gets the curve for what exceeds the tolerance.</summary>
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

    /// <summary>Gets the severity that is forgiven, in [0, 1]; 1 forgives everything.</summary>
    public required Proportion Tolerance { get; init; }

    /// <inheritdoc/>
    public SlashingCurvePromises Promises => CurveShape.Of(this).Promises;

    /// <inheritdoc/>
    public SlashingInputs Reads => CurveRange.Of(this).Reads;

    CurveShape ILibraryCurve.Shape => CurveShape.Of(Inner).Beyond(Tolerance);

    CurveRange ILibraryCurve.Range => Tolerance == Proportion.One
        ? CurveRange.Constant(Proportion.Zero)
        : CurveRange.Of(Inner).FreeBy(SlashingInputs.Severity);

    CurveSize ILibraryCurve.Size => _size;

    /// <inheritdoc/>
    public Proportion Evaluate(in OffenceContext context)
    {
        if (context.Severity <= Tolerance)
        {
            return Proportion.Zero;
        }

        Proportion excess = context.Severity.SubtractToZero(Tolerance);
        return Inner.Evaluate(context with
        {
            Severity = Proportion.FromQuotient(excess.Parts, Tolerance.Complement.Parts, Rounding.Up),
        });
    }
}
