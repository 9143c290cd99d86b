using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>How steep a curve is in the severity: what the promise <see cref="SlashingCurvePromises.Continuous"/> rests on.</summary>
/// <remarks>
/// <code>promised when no change of severity s changes the part by more than 1,000 * s</code>
/// A foreign curve that promises continuity is taken at the whole of its promise.
/// </remarks>
internal static class CurveSlope
{
    private const ulong Steepest = 1_000;

    public static SlashingCurvePromises ContinuityOf(ISlashingCurve curve) =>
        Bound(curve) <= Ratio.FromInteger(Steepest) ? SlashingCurvePromises.Continuous : SlashingCurvePromises.None;

    /// <summary>Returns a bound on the slope, or the largest ratio when there is a cliff or no bound is known.</summary>
    private static Ratio Bound(ISlashingCurve curve) => curve switch
    {
        ConstantCurve or CorrelatedCurve => Ratio.Zero,
        LinearCurve linear => linear.AtFullSeverity.ToRatio(),
        PowerCurve power => Times(power.AtFullSeverity.ToRatio(), Ratio.FromInteger((ulong)power.Exponent)),
        ScaledCurve scaled => Times(Bound(scaled.Inner), scaled.Factor),
        CappedCurve capped => Bound(capped.Inner),
        GraceCurve grace => Bound(grace.Inner),
        AfterCurve after => Bound(after.Inner),
        MassFaultCurve mass => Bound(mass.Inner),
        EscalatingCurve escalating => escalating.Factor == Ratio.One || Bound(escalating.Inner).IsZero ? Bound(escalating.Inner) : Ratio.MaxValue,
        ToleranceCurve tolerance => OfTolerance(tolerance),
        MaximumCurve maximum => maximum.Curves.Aggregate(Ratio.Zero, (steepest, inner) => Ratio.Max(steepest, Bound(inner))),
        SumCurve sum => sum.Curves.Aggregate(Ratio.Zero, (slope, inner) => Plus(slope, Bound(inner))),
        _ => curve.Promises.HasFlag(SlashingCurvePromises.Continuous) ? Ratio.FromInteger(Steepest) : Ratio.MaxValue,
    };

    private static Ratio OfTolerance(ToleranceCurve curve)
    {
        if (curve.Tolerance == Proportion.One)
        {
            return Ratio.Zero;
        }

        bool startsAtZero = curve.Inner.Promises.HasFlag(SlashingCurvePromises.ZeroAtZeroSeverity);
        return startsAtZero
            ? Times(Bound(curve.Inner), Ratio.FromQuotient(Proportion.PartsPerOne, curve.Tolerance.Complement.Parts, Rounding.Up))
            : Ratio.MaxValue;
    }

    private static Ratio Times(Ratio left, Ratio right)
    {
        if (left.IsZero || right.IsZero)
        {
            return Ratio.Zero;
        }

        // Anything beyond the limit is as good as infinite, and must not overflow.
        Ratio limit = Ratio.FromInteger(Steepest * Steepest);
        return left > limit || right > limit ? Ratio.MaxValue : left.Multiply(right, Rounding.Up);
    }

    private static Ratio Plus(Ratio left, Ratio right) => left > Ratio.MaxValue.Subtract(right) ? Ratio.MaxValue : left.Add(right);
}
