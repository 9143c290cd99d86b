using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>A part that grows in proportion to how much of the duty failed.</summary>
/// <remarks>
/// <code>part = AtFullSeverity * severity</code>
/// Rounds up at the 18th digit: 0.5 * 10^-18 is 10^-18. <c>default</c> of the property costs nothing.
/// </remarks>
public sealed record LinearCurve : ISlashingCurve
{
    /// <summary>Gets the part that complete failure costs, in [0, 1].</summary>
    public required Proportion AtFullSeverity { get; init; }

    /// <inheritdoc/>
    public SlashingCurvePromises Promises =>
        SlashingCurvePromises.Monotone | SlashingCurvePromises.ZeroAtZeroSeverity | SlashingCurvePromises.Continuous;

    /// <inheritdoc/>
    public Proportion Evaluate(in OffenceContext context) => AtFullSeverity.Multiply(context.Severity, Rounding.Up);
}
