namespace CapaCloud.Mechanisms.Slashing;

/// <summary>The same part for every offence, however severe.</summary>
/// <remarks>
/// <code>part = Fraction</code>
/// No rounding. <c>default</c> of the property costs nothing.
/// </remarks>
public sealed record ConstantCurve : ILibraryCurve
{
    /// <summary>Gets the part of the liable stake, in [0, 1].</summary>
    public required Proportion Fraction { get; init; }

    /// <inheritdoc/>
    public SlashingCurvePromises Promises => CurveShape.Of(this).Promises;

    /// <inheritdoc/>
    public SlashingInputs Reads => CurveRange.Of(this).Reads;

    CurveShape ILibraryCurve.Shape => CurveShape.Monotone(Fraction.IsZero, Ratio.Zero);

    CurveRange ILibraryCurve.Range => CurveRange.Constant(Fraction);

    CurveSize ILibraryCurve.Size => CurveSize.Plain;

    /// <inheritdoc/>
    public Proportion Evaluate(in OffenceContext context) => Fraction;
}
