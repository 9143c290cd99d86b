using System.Numerics;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Presets.Networks.Algorand;

/// <summary>Algorand's sortition as its nodes compute it: in binary64, bit for bit.</summary>
/// <remarks>
/// <code>
/// p     = expected / total             in binary64
/// ratio = draw / (2^256 - 1)           rounded to binary64
/// seats = smallest j with ratio &lt;= binary64(P(B &lt;= j)),   B ~ Binomial(money, p)
/// </code>
/// The cumulative probability is compared after rounding to binary64, so it reaches 1 before the last unit of money. Here that rounding is
/// turned round: the cumulative probability rounds to at least the ratio exactly when it reaches the middle between the ratio and the
/// number before it (above that middle when the ratio's last bit is odd), and that comparison is exact in integers
/// (<see cref="BinomialSortition.Quantile"/>). Moves no money; for a sortition of your own use <see cref="BinomialSortition.Seats"/>.
/// Source: go-algorand, data/committee/sortition.
/// </remarks>
public static class AlgorandSortition
{
    /// <summary>Returns how many seats an account wins.</summary>
    /// <param name="money">The account's units.</param>
    /// <param name="totalMoney">The units of all online accounts; with 0 nobody wins.</param>
    /// <param name="expectedSize">How many seats are filled on average.</param>
    /// <param name="draw">The 32 bytes of the account's verifiable random output.</param>
    /// <returns>The seats, from 0 to the money.</returns>
    public static ulong Seats(ulong money, ulong totalMoney, ulong expectedSize, Digest draw)
    {
        if (totalMoney == 0 || money == 0)
        {
            return 0;
        }

        double ratio = Ratio(draw);
        if (ratio == 0)
        {
            return 0;
        }

        double chance = Math.Min(1, expectedSize / (double)totalMoney);
        (UInt128 numerator, UInt128 denominator) = Fraction(chance);
        (BigInteger threshold, int bits, bool inclusive) = RoundsToAtLeast(ratio);
        return (ulong)UInt128.Min(money, BinomialSortition.Quantile((UInt128)(double)money, numerator, denominator, threshold, bits, inclusive));
    }

    /// <summary>The draw as a part of 2^256 - 1, to the nearest binary64 (ties to even).</summary>
    private static double Ratio(Digest draw)
    {
        BigInteger value = ((BigInteger)draw.Upper << 128) + draw.Lower, most = (BigInteger.One << 256) - 1;
        if (value.IsZero)
        {
            return 0;
        }

        // Scale the quotient to 53 bits and a remainder, then round it by hand: BigInteger's own conversion truncates.
        int shift = 55 + 256 - (int)value.GetBitLength();
        BigInteger quotient = BigInteger.DivRem(value << shift, most, out BigInteger rest);
        int excess = (int)quotient.GetBitLength() - 53;
        BigInteger kept = quotient >> excess, lost = quotient - (kept << excess), half = BigInteger.One << (excess - 1);
        bool up = lost > half || (lost == half && (!rest.IsZero || !kept.IsEven));
        return Math.ScaleB((double)(ulong)(up ? kept + 1 : kept), excess - shift);
    }

    /// <summary>The chance as the exact fraction that its binary64 is.</summary>
    private static (UInt128 Numerator, UInt128 Denominator) Fraction(double chance)
    {
        int exponent = Math.ILogB(chance) - 52;
        ulong mantissa = (ulong)Math.ScaleB(chance, -exponent);
        return exponent >= 0 ? (UInt128.One, UInt128.One) : ((UInt128)mantissa, UInt128.One << -exponent);
    }

    /// <summary>The least number whose binary64 is at least the ratio, as an integer over a power of two.</summary>
    private static (BigInteger Threshold, int Bits, bool Inclusive) RoundsToAtLeast(double ratio)
    {
        double before = Math.BitDecrement(ratio);
        int exponent = Math.ILogB(before) - 53;
        BigInteger low = (BigInteger)Math.ScaleB(before, -exponent), high = (BigInteger)Math.ScaleB(ratio, -exponent);

        // In units of half the spacing below the ratio both are whole, and so is their middle. Ties round to the even mantissa.
        bool ratioIsEven = (BitConverter.DoubleToInt64Bits(ratio) & 1) == 0;
        return ((low + high) / 2, -exponent, ratioIsEven);
    }
}
