using System.Numerics;

namespace CapaCloud.Mechanisms.Numerics;

/// <summary>Powers with a rational exponent of numbers in parts of 10^18, rounded exactly.</summary>
internal static class WidePower
{
    private static readonly BigInteger One = Proportion.PartsPerOne;

    /// <summary>Returns <c>round(10^18 * (value / 10^18)^(numerator / denominator))</c>.</summary>
    public static BigInteger Of(BigInteger value, BigInteger numerator, BigInteger denominator, Rounding rounding)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        if (value.IsZero && numerator.Sign < 0)
        {
            throw new DivideByZeroException("Zero to a negative power divides by zero.");
        }

        if (numerator.IsZero || value == One)
        {
            return One;
        }

        if (value.IsZero)
        {
            return BigInteger.Zero;
        }

        BigInteger upper = value, lower = One, a = numerator, b = denominator;
        Reduce(ref upper, ref lower);
        Reduce(ref a, ref b);
        if (a.Sign < 0)
        {
            (upper, lower, a) = (lower, upper, -a);
        }

        return TryExact(upper, lower, a, b, rounding, out BigInteger exact)
            ? exact
            : WideExponential.Scale(
                One,
                bits =>
                {
                    (BigInteger logarithm, BigInteger error) = WideLogarithm.NaturalFraction(upper, lower, bits);
                    return (logarithm * a / b, (error * a / b) + 2);
                },
                rounding);
    }

    /// <summary>
    /// The points at which the power is rational: base and exponent are such that a root is exact. Only there can it lie on an
    /// integer or a half, at which more bits would never decide. Where the denominator's power is too large for that, more bits do.
    /// </summary>
    private static bool TryExact(
        BigInteger upper, BigInteger lower, BigInteger numerator, BigInteger denominator, Rounding rounding, out BigInteger exact)
    {
        exact = BigInteger.Zero;
        if (denominator > Math.Max(upper.GetBitLength(), lower.GetBitLength())
            || !WideRoot.TryExact(upper, (int)denominator, out BigInteger rootUpper)
            || !WideRoot.TryExact(lower, (int)denominator, out BigInteger rootLower))
        {
            return false;
        }

        // A reduced fraction s^a / t^a is a multiple of half a part only if t^a divides 2 * 10^18: t is 1, or a at most 61.
        if (numerator > 64 && !rootLower.IsOne)
        {
            return false;
        }

        WideFixedPoint.RefuseLarge(numerator * (rootUpper.GetBitLength() - 1));
        int power = (int)BigInteger.Min(numerator, int.MaxValue);
        exact = WideRounding.Quotient(One * BigInteger.Pow(rootUpper, power), BigInteger.Pow(rootLower, power), rounding);
        return true;
    }

    private static void Reduce(ref BigInteger upper, ref BigInteger lower)
    {
        BigInteger divisor = BigInteger.GreatestCommonDivisor(upper, lower);
        upper /= divisor;
        lower /= divisor;
    }
}
