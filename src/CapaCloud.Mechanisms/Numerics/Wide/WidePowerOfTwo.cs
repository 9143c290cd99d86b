using System.Numerics;

namespace CapaCloud.Mechanisms.Numerics;

/// <summary>Powers of two with a rational exponent, times a rational, rounded exactly at any width.</summary>
internal static class WidePowerOfTwo
{
    /// <summary>Returns <c>round(multiplier * 2^(numerator / denominator))</c> for a positive multiplier and denominator.</summary>
    public static BigInteger Scale(BigInteger multiplier, BigInteger numerator, BigInteger denominator, Rounding rounding)
    {
        (BigInteger whole, BigInteger rest) = BigInteger.DivRem(numerator, denominator);
        if (rest.Sign < 0)
        {
            (whole, rest) = (whole - 1, rest + denominator);
        }

        if (-whole > multiplier.GetBitLength() + 2)
        {
            // Above zero and below a quarter.
            return rounding == Rounding.Up ? BigInteger.One : BigInteger.Zero;
        }

        int exponent = (int)whole;
        if (rest.IsZero)
        {
            return exponent >= 0
                ? multiplier << exponent
                : WideRounding.Quotient(multiplier, BigInteger.One << -exponent, rounding);
        }

        // 2^(a/b) is irrational here, so enough bits always decide.
        for (int bits = 128; ; bits *= 2)
        {
            int working = bits + (int)multiplier.GetBitLength() + Math.Max(exponent, 0);
            BigInteger exponential = WideSeries.Exponential(
                (WideSeries.NaturalLogarithmOfTwo(working) * rest) / denominator, working);

            // Within 3 units for the series and 2 * e for the argument (e^x grows by at most e).
            if (WideRounding.TryRound(multiplier * exponential, multiplier * 16, working - exponent, rounding, out BigInteger result))
            {
                return result;
            }
        }
    }
}
