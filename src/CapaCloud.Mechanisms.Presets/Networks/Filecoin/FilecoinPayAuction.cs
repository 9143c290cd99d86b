using System.Numerics;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Filecoin;

/// <summary>The Dutch price at which Filecoin Pay sells the fees it collected, by the network's own arithmetic.</summary>
/// <remarks>
/// <code>
/// x      = floor(elapsed * 10^18 / halving),   0 when x > 192 * 10^18 - 1
/// factor = 2^x as the network computes it: 64 binary digits of x, 64 multiplications, cut to 18 digits
/// price  = floor(start * 10^18 / factor)
/// </code>
/// Prices are whole numbers of 256 bits, time is in seconds. The factor is cut before the division, so the price can differ from the exact one in its last digits:
/// 2^256 - 1 after 50,000,000 s at a halving of 302,400 s is 1950746206018947071427216775, and exactly 1950746206018947071438797993. The library's own price
/// is <see cref="HalvingPrice"/>, which is exact. Source: FilOzone/filecoin-pay, src/Dutch.sol; PRBMath's <c>exp2</c>.
/// </remarks>
public static class FilecoinPayAuction
{
    private const int BinaryDigits = 64;

    // What is computed first has 191 binary digits after the point; a larger power than 2^191.99... does not fit into the network's words.
    private const int FactorDigits = 191;
    private static readonly BigInteger One = BigInteger.Pow(10, 18);
    private static readonly BigInteger LargestExponent = (192 * One) - 1;
    private static readonly BigInteger[] Roots = RootsOfTwo();

    /// <summary>Returns the price after a time.</summary>
    /// <param name="start">The price at the start, not negative.</param>
    /// <param name="elapsed">How many seconds have passed.</param>
    /// <param name="halving">In how many seconds the price halves, at least 1; the network takes 302,400.</param>
    /// <returns>The price, rounded down.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The start is negative or the halving is 0.</exception>
    public static BigInteger PriceAfter(BigInteger start, ulong elapsed, ulong halving)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfZero(halving);
        BigInteger exponent = elapsed * One / halving;
        return exponent > LargestExponent ? BigInteger.Zero : start * One / PowerOfTwo((exponent << BinaryDigits) / One);
    }

    /// <summary>Returns what the price would be without the network's cut of the factor: <c>floor(start / 2^(x / 10^18))</c>, exact.</summary>
    /// <param name="start">The price at the start, not negative.</param>
    /// <param name="elapsed">How many seconds have passed.</param>
    /// <param name="halving">In how many seconds the price halves, at least 1.</param>
    /// <returns>The price, rounded down; 0 where the network's is 0 because its exponential ends.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The start is negative or the halving is 0.</exception>
    public static BigInteger ExactPriceAfter(BigInteger start, ulong elapsed, ulong halving)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfZero(halving);
        BigInteger exponent = elapsed * One / halving;
        if (exponent > LargestExponent)
        {
            return BigInteger.Zero;
        }

        // More and more digits of the factor, until both its bounds give the same whole price.
        for (int digits = 256; ; digits *= 2)
        {
            BigInteger shifted = exponent + (digits * One), scaled = (start * One) << digits;
            BigInteger down = scaled / WideFixedPoint.PowerOfTwo(shifted, Rounding.Up);
            if (down == scaled / WideFixedPoint.PowerOfTwo(shifted, Rounding.Down))
            {
                return down;
            }
        }
    }

    /// <summary>Two to a power of 64 binary digits, as a count of parts of 10^18, cut where the network cuts it.</summary>
    private static BigInteger PowerOfTwo(BigInteger exponent)
    {
        BigInteger result = BigInteger.One << FactorDigits;
        for (int digit = 0; digit < BinaryDigits; digit++)
        {
            if (!((exponent >> (BinaryDigits - 1 - digit)) & BigInteger.One).IsZero)
            {
                result = (result * Roots[digit]) >> BinaryDigits;
            }
        }

        return (result * One) >> (FactorDigits - (int)(exponent >> BinaryDigits));
    }

    /// <summary>The square root of 2, its square root, and so on: 64 of them, in 2^-64, each rounded to the nearest.</summary>
    private static BigInteger[] RootsOfTwo()
    {
        const int digits = 256;
        BigInteger root = BigInteger.One << (digits + 1);
        BigInteger[] roots = new BigInteger[BinaryDigits];
        for (int index = 0; index < BinaryDigits; index++)
        {
            root = SquareRoot(root << digits);
            roots[index] = (root + (BigInteger.One << (digits - BinaryDigits - 1))) >> (digits - BinaryDigits);
        }

        return roots;
    }

    private static BigInteger SquareRoot(BigInteger square)
    {
        BigInteger root = BigInteger.One << (int)((square.GetBitLength() + 1) / 2);
        while (true)
        {
            BigInteger next = (root + (square / root)) >> 1;
            if (next >= root)
            {
                return root;
            }

            root = next;
        }
    }
}
