namespace CapaCloud.Mechanisms.Numerics;

/// <summary>Powers with a rational exponent: Cobb-Douglas shares, concave and convex curves, compound growth.</summary>
/// <remarks>
/// <code>x^(a / b)</code>
/// Base and result have 18 digits. The result is the exact real number rounded once: never a unit off, monotone in base and
/// exponent, exact where the power is (2.25^(3/2) is 3.375). <c>0^0</c> is 1. Computed with integers of any width, which
/// allocates.
/// </remarks>
public static class Power
{
    /// <summary>Returns <c>x^(a / b)</c>.</summary>
    /// <param name="value">The base.</param>
    /// <param name="numerator">The exponent's numerator.</param>
    /// <param name="denominator">The exponent's denominator, not zero.</param>
    /// <param name="rounding">The direction: 2^(1/2) is 1.414213562373095048 down and 1.414213562373095049 up.</param>
    /// <returns><c>round(10^18 * value^(numerator / denominator))</c> parts.</returns>
    /// <exception cref="DivideByZeroException"><paramref name="denominator"/> is zero.</exception>
    /// <exception cref="OverflowException">The power exceeds <see cref="Ratio.MaxValue"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rounding"/> is not a defined value.</exception>
    public static Ratio Of(Ratio value, UInt128 numerator, UInt128 denominator, Rounding rounding)
    {
        MultiplyDivide.RefuseUnknown(rounding);
        return denominator == UInt128.Zero
            ? throw new DivideByZeroException("The denominator of an exponent must not be zero.")
            : WideResult.ToRatio(WidePower.Of(value.Parts, numerator, denominator, rounding));
    }

    /// <summary>Returns <c>x^y</c>.</summary>
    /// <param name="value">The base.</param>
    /// <param name="exponent">The exponent.</param>
    /// <param name="rounding">The direction: 2^0.5 is 1.414213562373095048 down and 1.414213562373095049 up.</param>
    /// <returns><c>round(10^18 * value^exponent)</c> parts.</returns>
    /// <exception cref="OverflowException">The power exceeds <see cref="Ratio.MaxValue"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rounding"/> is not a defined value.</exception>
    public static Ratio Of(Ratio value, Ratio exponent, Rounding rounding) =>
        Of(value, exponent.Parts, Proportion.PartsPerOne, rounding);

    /// <summary>Returns <c>x^(a / b)</c> of a part of one, which is a part of one.</summary>
    /// <param name="value">The base.</param>
    /// <param name="numerator">The exponent's numerator.</param>
    /// <param name="denominator">The exponent's denominator, not zero.</param>
    /// <param name="rounding">The direction: 0.5^(1/2) is 0.707106781186547524 down and 0.707106781186547525 up.</param>
    /// <returns><c>round(10^18 * value^(numerator / denominator))</c> parts.</returns>
    /// <exception cref="DivideByZeroException"><paramref name="denominator"/> is zero.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rounding"/> is not a defined value.</exception>
    public static Proportion Of(Proportion value, UInt128 numerator, UInt128 denominator, Rounding rounding) =>
        Proportion.FromTrusted(Of(value.ToRatio(), numerator, denominator, rounding).Parts);
}
