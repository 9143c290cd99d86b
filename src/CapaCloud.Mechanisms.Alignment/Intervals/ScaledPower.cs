using System.Numerics;
using CapaCloud.Mechanisms.Numerics;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Intervals;

/// <summary>A power of a number in [0, 1] between two integers over a common scale.</summary>
/// <remarks>
/// <code>Low / Scale &lt;= base^exponent &lt;= High / Scale</code>
/// By repeated squaring, rounded down for the low end and up for the high one; a small power is exact. Up to <see cref="WordBits"/> binary
/// digits, and up to <see cref="DoubleWordBits"/>, nothing is allocated but the result.
/// </remarks>
internal readonly record struct ScaledPower(BigInteger Low, BigInteger High, BigInteger Scale)
{
    /// <summary>The precision at which products fit into 128 bits.</summary>
    public const int WordBits = 62;

    /// <summary>The precision at which they fit into 256 bits.</summary>
    public const int DoubleWordBits = 126;

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

        // What fits into two words is computed to their full width.
        int kept = bits is > WordBits and < DoubleWordBits ? DoubleWordBits : bits;
        BigInteger first = (above << kept) / below;
        return kept <= WordBits ? Squared<UInt128, WordProduct>((UInt128)first, exponent, kept)
            : kept == DoubleWordBits ? Squared<UInt128, DoubleWordProduct>((UInt128)first, exponent, kept)
            : Squared<BigInteger, WideProduct>(first, exponent, kept);
    }

    /// <summary>The same in every width; the base lies between <paramref name="first"/> and one more.</summary>
    private static ScaledPower Squared<T, TProduct>(T first, long exponent, int bits)
        where T : IBinaryInteger<T>
        where TProduct : IScaledProduct<T>
    {
        T one = T.One << bits;
        T low = one, high = one, lowSquare = first, highSquare = T.Min(one, first + T.One);
        for (long rest = exponent; ;)
        {
            if ((rest & 1) == 1)
            {
                low = TProduct.Down(low, lowSquare, bits);
                high = TProduct.Up(high, highSquare, bits);
            }

            rest >>= 1;
            if (rest == 0)
            {
                return new ScaledPower(BigInteger.CreateChecked(low), BigInteger.CreateChecked(high), BigInteger.CreateChecked(one));
            }

            lowSquare = TProduct.Down(lowSquare, lowSquare, bits);
            highSquare = TProduct.Up(highSquare, highSquare, bits);
        }
    }

    /// <summary>The product of two numbers over 2^bits.</summary>
    private interface IScaledProduct<T>
    {
        static abstract T Down(T left, T right, int bits);

        static abstract T Up(T left, T right, int bits);
    }

    private readonly struct WordProduct : IScaledProduct<UInt128>
    {
        public static UInt128 Down(UInt128 left, UInt128 right, int bits) => (left * right) >> bits;

        public static UInt128 Up(UInt128 left, UInt128 right, int bits) => ((left * right) + (UInt128.One << bits) - UInt128.One) >> bits;
    }

    private readonly struct DoubleWordProduct : IScaledProduct<UInt128>
    {
        private static readonly PreparedDivisor Scale = PreparedDivisor.Of(UInt128.One << DoubleWordBits);

        public static UInt128 Down(UInt128 left, UInt128 right, int bits) => Scale.Down(left, right);

        public static UInt128 Up(UInt128 left, UInt128 right, int bits) => Scale.Up(left, right);
    }

    private readonly struct WideProduct : IScaledProduct<BigInteger>
    {
        public static BigInteger Down(BigInteger left, BigInteger right, int bits) => (left * right) >> bits;

        public static BigInteger Up(BigInteger left, BigInteger right, int bits) => ((left * right) + (BigInteger.One << bits) - BigInteger.One) >> bits;
    }
}
