using System.Numerics;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Intervals;

/// <summary>Powers of a number in [0, 1], enclosed between two rationals.</summary>
/// <remarks>
/// <code>Low &lt;= base^exponent &lt;= High, High - Low &lt;= 2 * 64 / 2^bits</code>
/// By repeated squaring; every product is rounded down for the low end and up for the high end, so the true power never leaves the
/// interval. A small power is exact.
/// </remarks>
public static class PowerBounds
{
    /// <summary>The precision that decides nearly every case: 2^-192.</summary>
    public const int DefaultBits = 192;

    private const long ExactBits = 512;

    /// <summary>Returns bounds of a power.</summary>
    /// <param name="value">The base, in [0, 1].</param>
    /// <param name="exponent">The exponent, not negative.</param>
    /// <param name="bits">How many binary digits after the point to keep.</param>
    /// <returns>The interval.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The base is outside [0, 1] or the exponent negative.</exception>
    public static RationalInterval Of(Fraction value, long exponent, int bits = DefaultBits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(exponent);
        if (value.IsNegative || value > Fraction.One)
        {
            throw new ArgumentOutOfRangeException(nameof(value), $"{RationalText.Format(value)} is not in [0, 1].");
        }

        if (exponent <= 1 || value.IsZero || value == Fraction.One)
        {
            return RationalInterval.Of(exponent == 0 ? Fraction.One : value);
        }

        if (exponent <= ExactBits && value.Denominator.GetBitLength() * exponent <= ExactBits)
        {
            return RationalInterval.Of(new Fraction(BigInteger.Pow(value.Numerator, (int)exponent), BigInteger.Pow(value.Denominator, (int)exponent)));
        }

        BigInteger one = BigInteger.One << bits;
        (BigInteger low, BigInteger high) = (one, one);
        BigInteger lowSquare = value.Numerator * one / value.Denominator;
        BigInteger highSquare = Ceiling(value.Numerator * one, value.Denominator);
        for (long rest = exponent; ;)
        {
            if ((rest & 1) == 1)
            {
                low = (low * lowSquare) >> bits;
                high = ((high * highSquare) + one - 1) >> bits;
            }

            rest >>= 1;
            if (rest == 0)
            {
                break;
            }

            lowSquare = (lowSquare * lowSquare) >> bits;
            highSquare = ((highSquare * highSquare) + one - 1) >> bits;
        }

        return RationalInterval.Between(new Fraction(low, one), new Fraction(high, one));
    }

    private static BigInteger Ceiling(BigInteger above, BigInteger below) => (above + below - 1) / below;
}
