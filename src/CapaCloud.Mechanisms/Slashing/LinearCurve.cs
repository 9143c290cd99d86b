namespace CapaCloud.Mechanisms.Slashing;

/// <summary>A part that grows in proportion to how much of the duty failed.</summary>
/// <remarks>
/// <code>part = AtFullSeverity * severity</code>
/// Rounds up at the 18th digit: 0.5 * 10^-18 is 10^-18. <c>default</c> of the property costs nothing.
/// </remarks>
public sealed record LinearCurve : ILibraryCurve
{
    /// <summary>Gets the part that complete failure costs, in [0, 1].</summary>
    public required Proportion AtFullSeverity { get; init; }

    /// <inheritdoc/>
    public SlashingCurvePromises Promises => CurveShape.Of(this).Promises;

    /// <inheritdoc/>
    public SlashingInputs Reads => CurveRange.Of(this).Reads;

    CurveShape ILibraryCurve.Shape => CurveShape.Monotone(startsAtZero: true, AtFullSeverity.ToRatio());

    CurveRange ILibraryCurve.Range => CurveRange.Growing(
        SlashingInputs.Severity, canBeZero: true, Evaluate(new OffenceContext { Severity = Proportion.FromParts(1) }), AtFullSeverity);

    CurveSize ILibraryCurve.Size => CurveSize.Plain;

    /// <inheritdoc/>
    public Proportion Evaluate(in OffenceContext context) => AtFullSeverity.Multiply(context.Severity, Rounding.Up);
}
