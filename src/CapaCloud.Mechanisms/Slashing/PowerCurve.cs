namespace CapaCloud.Mechanisms.Slashing;

/// <summary>A part that grows with a power of how much of the duty failed: mild for slips, hard for neglect.</summary>
/// <remarks>
/// <code>part = AtFullSeverity * severity^Exponent</code>
/// Rounds up at the 18th digit in each multiplication: at most Exponent parts of 10^18 too high. <c>default</c> costs nothing.
/// </remarks>
public sealed record PowerCurve : ILibraryCurve
{
    /// <summary>The largest exponent: 16.</summary>
    public const int MaximumExponent = 16;

    private readonly int _exponent = 1;

    /// <summary>Gets the part that complete failure costs, in [0, 1].</summary>
    public required Proportion AtFullSeverity { get; init; }

    /// <summary>Gets the exponent, from 1 to <see cref="MaximumExponent"/>; 1 when left out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to something else.</exception>
    public int Exponent
    {
        get => _exponent;
        init => _exponent = value is >= 1 and <= MaximumExponent
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"The exponent of a power curve is from 1 to {MaximumExponent}.");
    }

    /// <inheritdoc/>
    public SlashingCurvePromises Promises => CurveShape.Of(this).Promises;

    /// <inheritdoc/>
    public SlashingInputs Reads => CurveRange.Of(this).Reads;

    CurveShape ILibraryCurve.Shape => CurveShape.Monotone(startsAtZero: true, AtFullSeverity.ToRatio()).Times(Ratio.Of((ulong)Exponent));

    CurveRange ILibraryCurve.Range => CurveRange.Growing(
        SlashingInputs.Severity, canBeZero: true, Evaluate(new OffenceContext { Severity = Proportion.FromParts(1) }), AtFullSeverity);

    CurveSize ILibraryCurve.Size => CurveSize.Plain;

    /// <inheritdoc/>
    public Proportion Evaluate(in OffenceContext context)
    {
        Proportion part = AtFullSeverity;
        for (int factor = 0; factor < Exponent; factor++)
        {
            part = part.Multiply(context.Severity, Rounding.Up);
        }

        return part;
    }
}
