using System.Collections.Immutable;
using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms;

/// <summary>
/// Says what part of its stake a participant may lose: makes curves, and caps, escalates, scales and adds them.
/// <c>SlashingCurve.Constant(p).EscalatingBy(2).Capped(q)</c>.
/// </summary>
/// <remarks>
/// No formula. Every method returns a new, immutable value. The words read in the order in which they apply. A curve has at most 256 curves
/// in it, 32 levels deep; a larger one is refused with an <see cref="ArgumentException"/> where it is made.
/// </remarks>
public static class SlashingCurve
{
    /// <summary>Returns the curve that costs the same however severe the offence.</summary>
    /// <param name="fraction">The part of the liable stake.</param>
    /// <returns>The curve.</returns>
    public static ConstantCurve Constant(Proportion fraction) => new() { Fraction = fraction };

    /// <summary>Returns the curve that grows in proportion to the severity.</summary>
    /// <param name="atFullSeverity">The part that complete failure costs.</param>
    /// <returns>The curve.</returns>
    public static LinearCurve Linear(Proportion atFullSeverity) => new() { AtFullSeverity = atFullSeverity };

    /// <summary>Returns the curve that grows with a power of the severity.</summary>
    /// <param name="atFullSeverity">The part that complete failure costs.</param>
    /// <param name="exponent">From 1 to 16.</param>
    /// <returns>The curve.</returns>
    public static PowerCurve Power(Proportion atFullSeverity, int exponent) => new() { AtFullSeverity = atFullSeverity, Exponent = exponent };

    /// <summary>Returns a table of steps.</summary>
    /// <param name="steps">The steps, by severity.</param>
    /// <returns>The curve.</returns>
    public static SteppedCurve Stepped(params ReadOnlySpan<CurveStep> steps) => new() { Steps = [.. steps] };

    /// <summary>Returns the curve that grows with the share of stake at fault at the same time.</summary>
    /// <param name="multiplier">The multiplier of the share.</param>
    /// <param name="exponent">The exponent of the share, from 1 to 16.</param>
    /// <returns>The curve.</returns>
    public static CorrelatedCurve Correlated(Ratio multiplier, int exponent = 1) => new() { Multiplier = multiplier, Exponent = exponent };

    /// <summary>Returns the dearest of several curves.</summary>
    /// <param name="curves">The curves.</param>
    /// <returns>The curve.</returns>
    public static MaximumCurve Maximum(params ReadOnlySpan<ISlashingCurve> curves) => new() { Curves = [.. curves] };

    /// <summary>Returns several curves together.</summary>
    /// <param name="curves">The curves.</param>
    /// <returns>The curve.</returns>
    public static SumCurve Sum(params ReadOnlySpan<ISlashingCurve> curves) => new() { Curves = [.. curves] };

    /// <summary>Returns the curve with a multiplier for each repetition.</summary>
    /// <param name="curve">The curve of a first offence.</param>
    /// <param name="factor">The multiplier, at least 1.</param>
    /// <returns>The new curve.</returns>
    public static EscalatingCurve EscalatingBy(this ISlashingCurve curve, Ratio factor) => new() { Inner = curve, Factor = factor };

    /// <summary>Returns the curve with a whole multiplier for each repetition.</summary>
    /// <param name="curve">The curve of a first offence.</param>
    /// <param name="factor">The multiplier, at least 1.</param>
    /// <returns>The new curve.</returns>
    public static EscalatingCurve EscalatingBy(this ISlashingCurve curve, uint factor) => curve.EscalatingBy(Ratio.Of(factor));

    /// <summary>Returns the curve with a most that it costs.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="cap">The cap.</param>
    /// <returns>The new curve.</returns>
    public static CappedCurve Capped(this ISlashingCurve curve, Proportion cap) => new() { Inner = curve, Cap = cap };

    /// <summary>Returns the curve that costs at least this much, whenever the penalty is not zero.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="least">The least part.</param>
    /// <returns>The new curve.</returns>
    public static AtLeastCurve AtLeast(this ISlashingCurve curve, Proportion least) => new() { Inner = curve, Least = least };

    /// <summary>Returns the curve times a constant.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="factor">The multiplier.</param>
    /// <returns>The new curve.</returns>
    public static ScaledCurve Scaled(this ISlashingCurve curve, Ratio factor) => new() { Inner = curve, Factor = factor };

    /// <summary>Returns the curve that forgives small failures.</summary>
    /// <param name="curve">The curve over what exceeds the tolerance.</param>
    /// <param name="tolerance">The severity that is forgiven.</param>
    /// <returns>The new curve.</returns>
    public static ToleranceCurve WithTolerance(this ISlashingCurve curve, Proportion tolerance) => new() { Inner = curve, Tolerance = tolerance };

    /// <summary>Returns the curve that forgives the first offences.</summary>
    /// <param name="curve">The curve of the others.</param>
    /// <param name="offences">How many are forgiven.</param>
    /// <returns>The new curve.</returns>
    public static GraceCurve WithGrace(this ISlashingCurve curve, uint offences) => new() { Inner = curve, Offences = offences };

    /// <summary>Returns the curve that leaves the first epochs of an offence free.</summary>
    /// <param name="curve">The curve from then on.</param>
    /// <param name="patience">How many epochs are free.</param>
    /// <returns>The new curve.</returns>
    public static AfterCurve After(this ISlashingCurve curve, EpochSpan patience) => new() { Inner = curve, Patience = patience };

    /// <summary>Returns the curve and others together.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="other">What is added to it.</param>
    /// <returns>The new curve.</returns>
    public static SumCurve Plus(this ISlashingCurve curve, ISlashingCurve other) => Sum(curve, other);
}
