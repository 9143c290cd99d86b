using System.Numerics;

namespace CapaCloud.Mechanisms.Numerics;

/// <summary>
/// Logarithms and exponentials as binary fractions of any width, each within one unit of the last bit asked for. All work is
/// done with 64 bits more than asked for; every truncation loses less than one unit of those, and there are far fewer than
/// 2^63 of them, also after the doublings that undo the argument reductions.
/// </summary>
internal static class WideSeries
{
    private const int GuardBits = 64;

    // Halvings of the argument before the series. Each costs one squaring, which is cheap, or one square root, which is not, and
    // one bit of the guard.
    private const int Halvings = 16;
    private const int SquareRoots = 6;

    // Nearly every call asks for fewer bits than this.
    private const int KeptBits = 640;
    private static readonly BigInteger KeptLogarithmOfTwo = LogarithmOfTwo(KeptBits);

    /// <summary>Returns <c>ln 2</c> with that many fraction bits, within one unit of the last.</summary>
    public static BigInteger NaturalLogarithmOfTwo(int fractionBits) =>
        fractionBits <= KeptBits - GuardBits ? KeptLogarithmOfTwo >> (KeptBits - fractionBits) : LogarithmOfTwo(fractionBits);

    /// <summary>Returns <c>e^x</c> for <c>0 &lt;= x &lt; 1</c> given with the same fraction bits, within three units of the last.</summary>
    public static BigInteger Exponential(BigInteger x, int fractionBits)
    {
        int bits = fractionBits + GuardBits;
        BigInteger small = x << (GuardBits - Halvings);
        BigInteger one = BigInteger.One << bits;
        BigInteger sum = one, term = one;
        for (int order = 1; !term.IsZero; order++)
        {
            term = ((term * small) >> bits) / order;
            sum += term;
        }

        for (int squaring = 0; squaring < Halvings; squaring++)
        {
            sum = (sum * sum) >> bits;
        }

        return sum >> GuardBits;
    }

    /// <summary>Returns <c>ln x</c> for <c>1 &lt;= x &lt;= 2</c> given with the same fraction bits, within two units of the last.</summary>
    public static BigInteger NaturalLogarithm(BigInteger x, int fractionBits)
    {
        int bits = fractionBits + GuardBits;
        BigInteger root = x << GuardBits;
        for (int halving = 0; halving < SquareRoots; halving++)
        {
            root = WideRoot.Floor(root << bits, 2);
        }

        // ln x = 2 artanh((x - 1) / (x + 1))
        BigInteger one = BigInteger.One << bits;
        BigInteger ratio = ((root - one) << bits) / (root + one);
        BigInteger square = (ratio * ratio) >> bits;
        BigInteger sum = BigInteger.Zero;
        for (int order = 1; !ratio.IsZero; order += 2)
        {
            sum += ratio / order;
            ratio = (ratio * square) >> bits;
        }

        return (sum << (SquareRoots + 1)) >> GuardBits;
    }

    private static BigInteger LogarithmOfTwo(int fractionBits)
    {
        // ln 2 = 18 artanh(1/26) - 2 artanh(1/4801) + 8 artanh(1/8749)
        int bits = fractionBits + GuardBits;
        BigInteger sum = (18 * InverseHyperbolicTangent(26, bits)) - (2 * InverseHyperbolicTangent(4801, bits))
            + (8 * InverseHyperbolicTangent(8749, bits));
        return sum >> GuardBits;
    }

    private static BigInteger InverseHyperbolicTangent(int reciprocal, int bits)
    {
        BigInteger power = (BigInteger.One << bits) / reciprocal, sum = BigInteger.Zero;
        int square = reciprocal * reciprocal;
        for (int order = 1; !power.IsZero; order += 2)
        {
            sum += power / order;
            power /= square;
        }

        return sum;
    }
}
