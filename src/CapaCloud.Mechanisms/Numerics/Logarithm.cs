namespace CapaCloud.Mechanisms.Numerics;

/// <summary>Logarithms to base e and two. A ratio is never negative, so numbers from one up and parts of one have a method each.</summary>
/// <remarks>
/// <code>ln x and log2 x for x &gt;= 1; -ln x and -log2 x for 0 &lt; x &lt;= 1</code>
/// Argument and result have 18 digits. The result is the exact real number rounded once: never a unit off, monotone, exact at
/// powers of two (log2 8 is 3). Computed with integers of any width, which allocates: for parameters and prices, not for each
/// of a million participants.
/// </remarks>
public static class Logarithm
{
    /// <summary>Returns <c>ln x</c> of a number from one up.</summary>
    /// <param name="value">The number, at least 1.</param>
    /// <param name="rounding">The direction: ln 2 is 0.693147180559945309 down and 0.693147180559945310 up.</param>
    /// <returns>The logarithm.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is below one, or the rounding is not a defined value.</exception>
    public static Ratio Natural(Ratio value, Rounding rounding)
    {
        RefuseBelowOne(value, rounding);
        return WideResult.ToRatio(WideFixedPoint.NaturalLogarithm(value.Parts, rounding));
    }

    /// <summary>Returns <c>log2 x</c> of a number from one up.</summary>
    /// <param name="value">The number, at least 1.</param>
    /// <param name="rounding">The direction: log2 10 is 3.321928094887362347 down and 3.321928094887362348 up.</param>
    /// <returns>The logarithm.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is below one, or the rounding is not a defined value.</exception>
    public static Ratio Binary(Ratio value, Rounding rounding)
    {
        RefuseBelowOne(value, rounding);
        return WideResult.ToRatio(WideFixedPoint.BinaryLogarithm(value.Parts, rounding));
    }

    /// <summary>Returns <c>-ln x</c> of a part of one: how many e-foldings below one it is.</summary>
    /// <param name="value">The part, above 0.</param>
    /// <param name="rounding">The direction: -ln 0.5 is 0.693147180559945309 down and 0.693147180559945310 up.</param>
    /// <returns>The logarithm without its sign.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The part is zero, or the rounding is not a defined value.</exception>
    public static Ratio NegativeNatural(Proportion value, Rounding rounding)
    {
        MultiplyDivide.RefuseUnknown(rounding);
        RefuseZero(value);
        return WideResult.ToRatio(-WideFixedPoint.NaturalLogarithm(value.Parts, Mirror(rounding)));
    }

    /// <summary>Returns <c>-log2 x</c> of a part of one: how many halvings below one it is.</summary>
    /// <param name="value">The part, above 0.</param>
    /// <param name="rounding">The direction: -log2 0.1 is 3.321928094887362347 down and 3.321928094887362348 up.</param>
    /// <returns>The logarithm without its sign.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The part is zero, or the rounding is not a defined value.</exception>
    public static Ratio NegativeBinary(Proportion value, Rounding rounding)
    {
        MultiplyDivide.RefuseUnknown(rounding);
        RefuseZero(value);
        return WideResult.ToRatio(-WideFixedPoint.BinaryLogarithm(value.Parts, Mirror(rounding)));
    }

    // Down for the size is up for the negative number. A logarithm is never a tie, so the halves need no mirror.
    private static Rounding Mirror(Rounding rounding) => rounding switch
    {
        Rounding.Down => Rounding.Up,
        Rounding.Up => Rounding.Down,
        _ => rounding,
    };

    private static void RefuseBelowOne(Ratio value, Rounding rounding)
    {
        MultiplyDivide.RefuseUnknown(rounding);
        if (value < Ratio.One)
        {
            throw new ArgumentOutOfRangeException(
                nameof(value), $"The logarithm of {value} is negative; for parts of one take the negative logarithm.");
        }
    }

    private static void RefuseZero(Proportion value)
    {
        if (value.IsZero)
        {
            throw new ArgumentOutOfRangeException(nameof(value), "There is no logarithm of zero.");
        }
    }
}
