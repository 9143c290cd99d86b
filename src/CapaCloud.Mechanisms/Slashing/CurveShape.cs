using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>What a curve promises apart from continuity, and how steep it is at most in the severity.</summary>
/// <remarks>
/// <code>continuous when no change of severity s changes the part by more than 1,000 * s</code>
/// A foreign curve that promises continuity is taken at the whole of its promise, and one that does not is taken to have a cliff.
/// </remarks>
/// <param name="Kept">The promises, without <see cref="SlashingCurvePromises.Continuous"/>.</param>
/// <param name="Slope">A bound on the slope; <see cref="Ratio.MaxValue"/> for a cliff.</param>
internal readonly record struct CurveShape(SlashingCurvePromises Kept, Ratio Slope)
{
    private const ulong Steepest = 1_000;

    /// <summary>Gets the slope of a cliff.</summary>
    public static Ratio Cliff => Ratio.MaxValue;

    /// <summary>Gets all promises, the last of them from the slope.</summary>
    public SlashingCurvePromises Promises =>
        Kept | (Slope <= Ratio.Of(Steepest) ? SlashingCurvePromises.Continuous : SlashingCurvePromises.None);

    private bool StartsAtZero => Kept.HasFlag(SlashingCurvePromises.ZeroAtZeroSeverity);

    /// <summary>Returns the shape of a curve.</summary>
    public static CurveShape Of(ISlashingCurve curve)
    {
        if (curve is ILibraryCurve known)
        {
            return known.Shape;
        }

        SlashingCurvePromises promises = curve.Promises;
        return new CurveShape(
            promises & ~SlashingCurvePromises.Continuous,
            promises.HasFlag(SlashingCurvePromises.Continuous) ? Ratio.Of(Steepest) : Cliff);
    }

    /// <summary>Returns the shape of a curve that worsens with everything.</summary>
    public static CurveShape Monotone(bool startsAtZero, Ratio slope) => new(
        SlashingCurvePromises.Monotone | (startsAtZero ? SlashingCurvePromises.ZeroAtZeroSeverity : SlashingCurvePromises.None), slope);

    /// <summary>Returns the shape of the dearest of several curves: as steep as the steepest.</summary>
    public static CurveShape MaximumOf(ImmutableArray<ISlashingCurve> curves) => Together(curves, Ratio.Max);

    /// <summary>Returns the shape of several curves together: as steep as all of them.</summary>
    public static CurveShape SumOf(ImmutableArray<ISlashingCurve> curves) => Together(curves, Plus);

    /// <summary>Returns the shape with its values multiplied by a factor.</summary>
    public CurveShape Times(Ratio factor) => this with { Slope = Product(Slope, factor) };

    /// <summary>Returns the shape with its severities stretched from a tolerance on.</summary>
    public CurveShape Beyond(Proportion tolerance) => new(
        (Kept & SlashingCurvePromises.Monotone) | SlashingCurvePromises.ZeroAtZeroSeverity,
        tolerance == Proportion.One ? Ratio.Zero
        : StartsAtZero ? Product(Slope, Ratio.FromQuotient(Proportion.PartsPerOne, tolerance.Complement.Parts, Rounding.Up))
        : Cliff);

    private static CurveShape Together(ImmutableArray<ISlashingCurve> curves, Func<Ratio, Ratio, Ratio> combine)
    {
        CurveShape together = Monotone(startsAtZero: true, Ratio.Zero);
        foreach (ISlashingCurve curve in curves)
        {
            CurveShape shape = Of(curve);
            together = new CurveShape(together.Kept & shape.Kept, combine(together.Slope, shape.Slope));
        }

        return together;
    }

    private static Ratio Product(Ratio left, Ratio right)
    {
        if (left.IsZero || right.IsZero)
        {
            return Ratio.Zero;
        }

        // Anything beyond the limit is as good as infinite, and must not overflow.
        Ratio limit = Ratio.Of(Steepest * Steepest);
        return left > limit || right > limit ? Cliff : left.Multiply(right, Rounding.Up);
    }

    private static Ratio Plus(Ratio left, Ratio right) => left > Ratio.MaxValue.Subtract(right) ? Cliff : left.Add(right);
}
