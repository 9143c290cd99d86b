using System.Numerics;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Exact;

/// <summary>The chances of 0, 1, 2, ... successes among independent trials, each enclosed.</summary>
/// <remarks>
/// <code>P(K = k+1) = P(K = k) * (n-k)/(k+1) * q/(1-q),  P(K = 0) = (1-q)^n</code>
/// Rounded outward at 2^-256, so that each true chance lies in its interval.
/// </remarks>
internal static class BinomialBounds
{
    private const int Bits = 256;

    /// <summary>Returns the chances of fewer than <paramref name="count"/> successes, then one entry for all others together.</summary>
    public static RationalInterval[] Of(long trials, Fraction chance, int count)
    {
        RationalInterval[] chances = new RationalInterval[count + 1];
        if (chance == Fraction.One || chance.IsZero)
        {
            long sure = chance.IsZero ? 0 : trials;
            chances[(int)Math.Min(sure, count)] = RationalInterval.Of(Fraction.One);
            return chances;
        }

        BigInteger one = BigInteger.One << Bits;
        RationalInterval none = PowerBounds.Of(Fraction.One - chance, trials, Bits);
        BigInteger low = none.Low.Numerator * one / none.Low.Denominator;
        BigInteger high = CeilingDivide(none.High.Numerator * one, none.High.Denominator);
        Fraction odds = chance / (Fraction.One - chance);
        (BigInteger sumLow, BigInteger sumHigh) = (BigInteger.Zero, BigInteger.Zero);
        for (int k = 0; k < count; k++)
        {
            chances[k] = RationalInterval.Between(new Fraction(low, one), new Fraction(high, one));
            sumLow += low;
            sumHigh += high;
            BigInteger above = odds.Numerator * Math.Max(0, trials - k);
            BigInteger below = odds.Denominator * (k + 1);
            low = low * above / below;
            high = CeilingDivide(high * above, below);
        }

        BigInteger restLow = BigInteger.Max(BigInteger.Zero, one - sumHigh);
        BigInteger restHigh = BigInteger.Max(restLow, one - sumLow);
        chances[count] = RationalInterval.Between(new Fraction(restLow, one), new Fraction(restHigh, one));
        return chances;
    }

    private static BigInteger CeilingDivide(BigInteger above, BigInteger below) => (above + below - 1) / below;
}
