using System.Numerics;

namespace CapaCloud.Mechanisms.Numerics;

/// <summary>
/// Powers, exponentials, logarithms and roots of 18-digit fixed-point numbers of any width: for networks that count in 256 bits
/// and for exact analysis. It allocates; what settles uses <see cref="Exponential"/>, <see cref="Logarithm"/> and <see cref="Power"/>.
/// </summary>
/// <remarks>
/// <code>result = round(10^18 * f(parts / 10^18))</code>
/// Arguments and results are counts of parts of 10^18 and may be negative. Each result is the exact real number rounded once:
/// <see cref="Rounding.Down"/> is toward negative infinity (ln 0.5 is -0.693147180559945310 down and -0.693147180559945309 up).
/// The number is computed with more and more bits until the rounding is certain; the points at which it is rational, and would
/// never be, are found first. Results of more than 4,096 bits are refused.
/// </remarks>
public static class WideFixedPoint
{
    internal const int MaximumBits = 4096;

    private static readonly BigInteger One = Proportion.PartsPerOne;

    /// <summary>Returns <c>2^x</c>.</summary>
    /// <param name="exponent">The exponent in parts of 10^18.</param>
    /// <param name="rounding">The direction: 2^0.5 is 1.414213562373095048 down and 1.414213562373095049 up.</param>
    /// <returns>The power in parts of 10^18.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rounding is not a defined value.</exception>
    /// <exception cref="OverflowException">The power has more than 4,096 bits.</exception>
    public static BigInteger PowerOfTwo(BigInteger exponent, Rounding rounding)
    {
        MultiplyDivide.RefuseUnknown(rounding);
        RefuseLarge(exponent / One);
        return WidePowerOfTwo.Scale(One, exponent, One, rounding);
    }

    /// <summary>Returns <c>e^x</c>.</summary>
    /// <param name="exponent">The exponent in parts of 10^18.</param>
    /// <param name="rounding">The direction: e is 2.718281828459045235 down and 2.718281828459045236 up.</param>
    /// <returns>The power in parts of 10^18.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rounding is not a defined value.</exception>
    /// <exception cref="OverflowException">The power has more than 4,096 bits.</exception>
    public static BigInteger Exponential(BigInteger exponent, Rounding rounding)
    {
        MultiplyDivide.RefuseUnknown(rounding);
        RefuseLarge(exponent / One);

        // e^x of a rational x is rational only at 0.
        return exponent.IsZero
            ? One
            : WideExponential.Scale(One, bits => ((exponent << bits) / One, 1), rounding);
    }

    /// <summary>Returns the natural logarithm.</summary>
    /// <param name="value">The number in parts of 10^18, above zero.</param>
    /// <param name="rounding">The direction: ln 2 is 0.693147180559945309 down and 0.693147180559945310 up.</param>
    /// <returns>The logarithm in parts of 10^18.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is not above zero, or the rounding not a defined value.</exception>
    public static BigInteger NaturalLogarithm(BigInteger value, Rounding rounding)
    {
        MultiplyDivide.RefuseUnknown(rounding);
        WideLogarithm.RefuseNotPositive(value);
        return value == One ? BigInteger.Zero : WideLogarithm.Natural(value, rounding);
    }

    /// <summary>Returns the logarithm to base two.</summary>
    /// <param name="value">The number in parts of 10^18, above zero.</param>
    /// <param name="rounding">The direction: log2 of 10 is 3.321928094887362347 down and 3.321928094887362348 up.</param>
    /// <returns>The logarithm in parts of 10^18.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is not above zero, or the rounding not a defined value.</exception>
    public static BigInteger BinaryLogarithm(BigInteger value, Rounding rounding)
    {
        MultiplyDivide.RefuseUnknown(rounding);
        WideLogarithm.RefuseNotPositive(value);
        return WideLogarithm.Binary(value, rounding);
    }

    /// <summary>Returns <c>x^y</c>; 0^0 is 1.</summary>
    /// <param name="value">The base in parts of 10^18, not negative.</param>
    /// <param name="exponent">The exponent in parts of 10^18.</param>
    /// <param name="rounding">The direction: 2^-0.5 is 0.707106781186547524 down and 0.707106781186547525 up.</param>
    /// <returns>The power in parts of 10^18.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The base is negative, or the rounding not a defined value.</exception>
    /// <exception cref="DivideByZeroException">The base is zero and the exponent negative.</exception>
    /// <exception cref="OverflowException">The power has more than 4,096 bits.</exception>
    public static BigInteger Power(BigInteger value, BigInteger exponent, Rounding rounding)
    {
        MultiplyDivide.RefuseUnknown(rounding);
        return WidePower.Of(value, exponent, One, rounding);
    }

    /// <summary>Returns the root of a degree, exact at exact powers.</summary>
    /// <param name="value">The number in parts of 10^18, not negative.</param>
    /// <param name="degree">The degree, at least 1: 2 for the square root.</param>
    /// <param name="rounding">The direction: the square root of 2 is 1.414213562373095048 down and 1.414213562373095049 up.</param>
    /// <returns>The root in parts of 10^18.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative, or the degree below 1 or above 65,536, or the rounding not a defined value.</exception>
    public static BigInteger Root(BigInteger value, int degree, Rounding rounding)
    {
        MultiplyDivide.RefuseUnknown(rounding);
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfLessThan(degree, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(degree, 65_536);
        return WideRoot.Round(value * BigInteger.Pow(One, degree - 1), degree, rounding);
    }

    internal static void RefuseLarge(BigInteger bits)
    {
        if (bits > MaximumBits)
        {
            throw new OverflowException("The power has more than 4,096 bits.");
        }
    }
}
