using System.Numerics;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Intervals;

/// <summary>A power of a number in [0, 1] between two integers over a common scale.</summary>
/// <remarks>
/// <code>Low / Scale &lt;= base^exponent &lt;= High / Scale</code>
/// By repeated squaring, rounded down for the low end and up for the high one; a small power is exact. Up to <see cref="WordBits"/> binary
/// digits nothing is allocated but the result.
/// </remarks>
internal readonly record struct ScaledPower(BigInteger Low, BigInteger High, BigInteger Scale)
{
    /// <summary>The precision at which products fit into 128 bits.</summary>
    public const int WordBits = 62;

    private const long ExactBits = 512;

    public static ScaledPower Of(Fraction value, long exponent, int bits)
    {
        BigInteger above = value.Numerator, below = value.Denominator;
        if (exponent <= 1 || value.IsZero || above == below)
        {
            return exponent == 0 ? new ScaledPower(1, 1, 1) : new ScaledPower(above, above, below);
        }

        if (exponent <= ExactBits && below.GetBitLength() * exponent <= ExactBits)
        {
            BigInteger exact = BigInteger.Pow(above, (int)exponent);
            return new ScaledPower(exact, exact, BigInteger.Pow(below, (int)exponent));
        }

        BigInteger first = (above << bits) / below;
        return bits <= WordBits
            ? Squared(UInt128.One << bits, (UInt128)first, exponent, bits)
            : Squared(BigInteger.One << bits, first, exponent, bits);
    }

    /// <summary>The same in either width; the base lies between <paramref name="first"/> and one more.</summary>
    private static ScaledPower Squared<T>(T one, T first, long exponent, int bits)
        where T : IBinaryInteger<T>
    {
        T low = one, high = one, lowSquare = first, highSquare = T.Min(one, first + T.One);
        for (long rest = exponent; ;)
        {
            if ((rest & 1) == 1)
            {
                low = (low * lowSquare) >> bits;
                high = ((high * highSquare) + one - T.One) >> bits;
            }

            rest >>= 1;
            if (rest == 0)
            {
                return new ScaledPower(BigInteger.CreateChecked(low), BigInteger.CreateChecked(high), BigInteger.CreateChecked(one));
            }

            lowSquare = (lowSquare * lowSquare) >> bits;
            highSquare = ((highSquare * highSquare) + one - T.One) >> bits;
        }
    }
}
