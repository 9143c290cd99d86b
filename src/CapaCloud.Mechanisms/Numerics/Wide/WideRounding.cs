using System.Numerics;

namespace CapaCloud.Mechanisms.Numerics;

/// <summary>Rounds integers of any width: exact quotients, and numbers known only within an error.</summary>
/// <remarks>
/// <code>round(numerator / denominator)</code>
/// For networks that count in 256 bits and for exact analysis: it allocates. Down is toward negative infinity.
/// </remarks>
public static class WideRounding
{
    /// <summary>Returns a quotient of two integers, rounded.</summary>
    /// <param name="numerator">The numerator, of any sign.</param>
    /// <param name="denominator">The denominator, above zero.</param>
    /// <param name="rounding">The direction: 7 / 2 is 3 down and 4 up; -7 / 2 is -4 down and -3 up.</param>
    /// <returns>The rounded quotient.</returns>
    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The denominator is negative, or the rounding is not a defined value.</exception>
    public static BigInteger Quotient(BigInteger numerator, BigInteger denominator, Rounding rounding)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(denominator);
        BigInteger floor = FloorQuotient(numerator, denominator);
        BigInteger remainder = numerator - (floor * denominator);
        if (remainder.IsZero)
        {
            return floor;
        }

        int half = (remainder << 1).CompareTo(denominator);
        bool up = rounding switch
        {
            Rounding.Down => false,
            Rounding.Up => true,
            Rounding.HalfUp => half >= 0,
            Rounding.HalfDown => half > 0,
            Rounding.HalfEven => half > 0 || (half == 0 && !floor.IsEven),
            _ => throw MultiplyDivide.UnknownRounding(rounding),
        };
        return up ? floor + BigInteger.One : floor;
    }

    /// <summary>
    /// Rounds <c>value / 2^fractionBits</c> given only within <paramref name="error"/> units of the last bit; says no when the
    /// interval does not decide. The number itself must be neither an integer nor a half.
    /// </summary>
    internal static bool TryRound(BigInteger value, BigInteger error, int fractionBits, Rounding rounding, out BigInteger result)
    {
        BigInteger half = rounding is Rounding.Down or Rounding.Up ? BigInteger.Zero : BigInteger.One << (fractionBits - 1);
        BigInteger low = (value - error + half) >> fractionBits;
        BigInteger high = (value + error + half) >> fractionBits;
        result = rounding == Rounding.Up ? low + BigInteger.One : low;
        return low == high;
    }

    private static BigInteger FloorQuotient(BigInteger numerator, BigInteger denominator)
    {
        BigInteger quotient = BigInteger.DivRem(numerator, denominator, out BigInteger remainder);
        return remainder.Sign < 0 ? quotient - BigInteger.One : quotient;
    }
}
