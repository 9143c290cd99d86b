namespace CapaCloud.Mechanisms.Slashing;

/// <summary>A curve that leaves the first epochs of a lasting offence free.</summary>
/// <remarks>
/// <code>part = 0 while Duration &lt;= Patience, else Inner(context)</code>
/// In epochs, the present one included; no rounding. Six epochs of absence at 10 % of a stake of 1,000, two of them free, cost
/// 0, 0, 100, 90, 81 and 73. A <c>default</c> patience leaves none free, whatever the duration.
/// </remarks>
public sealed record AfterCurve : ILibraryCurve
{
    private readonly CurveSize _size;

    /// <summary>Gets the curve of the epochs that are not free.</summary>
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

    /// <summary>Gets how many epochs are free.</summary>
    public required EpochSpan Patience { get; init; }

    /// <inheritdoc/>
    public SlashingCurvePromises Promises => CurveShape.Of(this).Promises;

    /// <inheritdoc/>
    public SlashingInputs Reads => CurveRange.Of(this).Reads;

    CurveShape ILibraryCurve.Shape => CurveShape.Of(Inner);

    CurveRange ILibraryCurve.Range => Patience.IsZero ? CurveRange.Of(Inner) : CurveRange.Of(Inner).FreeBy(SlashingInputs.Duration);

    CurveSize ILibraryCurve.Size => _size;

    /// <inheritdoc/>
    public Proportion Evaluate(in OffenceContext context) =>
        !Patience.IsZero && context.Duration <= Patience ? Proportion.Zero : Inner.Evaluate(context);
}
