using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>The same part for every offence, however severe.</summary>
/// <remarks>
/// <code>part = Fraction</code>
/// No rounding. <c>default</c> of the property costs nothing.
/// </remarks>
public sealed record ConstantCurve : ISlashingCurve
{
    /// <summary>Gets the part of the liable stake, in [0, 1].</summary>
    public required Proportion Fraction { get; init; }

    /// <inheritdoc/>
    public SlashingCurvePromises Promises => SlashingCurvePromises.Monotone | SlashingCurvePromises.Continuous
        | (Fraction.IsZero ? SlashingCurvePromises.ZeroAtZeroSeverity : SlashingCurvePromises.None);

    /// <inheritdoc/>
    public Proportion Evaluate(in OffenceContext context) => Fraction;
}
