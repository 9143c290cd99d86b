using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>How many curves a curve is made of and how deep they are nested: bounded where the curve is made.</summary>
/// <remarks>
/// <code>Curves &lt;= 256,  Levels &lt;= 32</code>
/// A list of curves counts two levels, as it does in JSON, so every curve that can be made can be written. A foreign curve counts as one.
/// </remarks>
/// <param name="Curves">How many curves, itself included; one that stands in two places counts twice.</param>
/// <param name="Levels">How many levels lie inside it; 0 for a plain curve.</param>
internal readonly record struct CurveSize(int Curves, int Levels)
{
    public const int MaximumCurves = 256;

    public const int MaximumLevels = 32;

    /// <summary>Gets the size of a plain curve.</summary>
    public static CurveSize Plain => new(1, 0);

    /// <summary>Returns the size of a curve.</summary>
    public static CurveSize Of(ISlashingCurve curve) => curve is ILibraryCurve known ? known.Size : Plain;

    /// <summary>Returns the size of a curve around another one.</summary>
    /// <exception cref="ArgumentNullException">The inner curve is null.</exception>
    /// <exception cref="ArgumentException">The curve is too large.</exception>
    public static CurveSize Around(ISlashingCurve inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        CurveSize size = Of(inner);
        return Checked(size.Curves + 1, size.Levels + 1);
    }

    /// <summary>Returns the size of a curve around several.</summary>
    /// <exception cref="ArgumentException">One of the curves is null, or the curve is too large.</exception>
    public static CurveSize Around(ImmutableArray<ISlashingCurve> curves)
    {
        int count = 1, levels = 0;
        foreach (ISlashingCurve? curve in curves)
        {
            CurveSize size = curve is null
                ? throw new ArgumentException("One of the curves is null; expected a curve in every place.", nameof(curves))
                : Of(curve);

            // Each is at most 256, so the sum is refused long before it could overflow.
            count = Checked(count + size.Curves, 0).Curves;
            levels = int.Max(levels, size.Levels + 2);
        }

        return Checked(count, levels);
    }

    private static CurveSize Checked(int curves, int levels) => curves <= MaximumCurves && levels <= MaximumLevels
        ? new CurveSize(curves, levels)
        : throw new ArgumentException(
            curves > MaximumCurves
                ? $"A curve of {Prose.Count(curves, "curve")} is too large; expected at most {Prose.Count(MaximumCurves, "curve")} in one."
                : $"A curve of {levels} nested levels is too deep; expected at most {Prose.Count(MaximumLevels, "level")}, where a list of curves takes two.");
}
