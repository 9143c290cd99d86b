namespace CapaCloud.Mechanisms.Slashing;

/// <summary>A curve that forgives the first offences.</summary>
/// <remarks>
/// <code>
/// earlier offences &lt; Offences:  part = 0
/// else:                        part = Inner(context with (earlier offences - Offences))
/// </code>
/// No rounding. A forgiven offence counts as an earlier one, so with one of grace the second offence costs what a first one costs
/// without. <c>default</c> of the number forgives none.
/// </remarks>
public sealed record GraceCurve : ILibraryCurve
{
    private readonly CurveSize _size;

    /// <summary>Gets the curve of the offences that are not forgiven; the first of these is to it the first of all.</summary>
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

    /// <summary>Gets how many offences inside the policy's window are forgiven.</summary>
    public required uint Offences { get; init; }

    /// <inheritdoc/>
    public SlashingCurvePromises Promises => CurveShape.Of(this).Promises;

    /// <inheritdoc/>
    public SlashingInputs Reads => CurveRange.Of(this).Reads;

    CurveShape ILibraryCurve.Shape => CurveShape.Of(Inner);

    CurveRange ILibraryCurve.Range => Offences == 0 ? CurveRange.Of(Inner) : CurveRange.Of(Inner).FreeBy(SlashingInputs.EarlierOffences);

    CurveSize ILibraryCurve.Size => _size;

    /// <inheritdoc/>
    public Proportion Evaluate(in OffenceContext context) => context.EarlierOffences < Offences
        ? Proportion.Zero
        : Inner.Evaluate(context with { EarlierOffences = context.EarlierOffences - Offences });
}
