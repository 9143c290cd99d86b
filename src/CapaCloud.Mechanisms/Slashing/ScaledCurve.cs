using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>A curve times a constant.</summary>
/// <remarks>
/// <code>part = min(1, Factor * Inner(context))</code>
/// Rounds up at the 18th digit. <c>default</c> of the factor costs nothing.
/// </remarks>
public sealed record ScaledCurve : ISlashingCurve
{
    /// <summary>Gets the curve that is scaled.</summary>
    public required ISlashingCurve Inner { get; init; }

    /// <summary>Gets the multiplier.</summary>
    public required Ratio Factor { get; init; }

    /// <inheritdoc/>
    public SlashingCurvePromises Promises =>
        (Inner.Promises & (SlashingCurvePromises.Monotone | SlashingCurvePromises.ZeroAtZeroSeverity)) | CurveSlope.ContinuityOf(this);

    /// <inheritdoc/>
    public Proportion Evaluate(in OffenceContext context)
    {
        Proportion part = Inner.Evaluate(context);
        if (part.IsZero || Factor.IsZero)
        {
            return Proportion.Zero;
        }

        // A factor that takes the part beyond one need not be multiplied out, and could not always be.
        Ratio toOne = Ratio.FromQuotient(Proportion.PartsPerOne, part.Parts, Rounding.Up);
        return Factor >= toOne ? Proportion.One : part.ToRatio().Multiply(Factor, Rounding.Up).ToProportionAtMostOne();
    }
}
