using System.Numerics;

namespace CapaCloud.Mechanisms.Numerics;

/// <summary>Logarithms of numbers in parts of 10^18, rounded exactly.</summary>
internal static class WideLogarithm
{
    private static readonly BigInteger One = Proportion.PartsPerOne;

    /// <summary>Returns <c>round(10^18 * ln x)</c>; x must not be one.</summary>
    public static BigInteger Natural(BigInteger value, Rounding rounding)
    {
        for (int bits = 128; ; bits *= 2)
        {
            (BigInteger logarithm, BigInteger error) = NaturalFraction(value, One, bits);
            if (WideRounding.TryRound(One * logarithm, One * error, bits, rounding, out BigInteger result))
            {
                return result;
            }
        }
    }

    /// <summary>Returns <c>round(10^18 * log2 x)</c>.</summary>
    public static BigInteger Binary(BigInteger value, Rounding rounding)
    {
        // log2 of a rational is rational only at the powers of two, and then it is an integer.
        if (IsPowerOfTwo(value, out int exponent))
        {
            return exponent * One;
        }

        for (int bits = 128; ; bits *= 2)
        {
            (BigInteger logarithm, BigInteger error) = NaturalFraction(value, One, bits);

            // ln x / ln 2, both off in the last bits; |ln x| < 2^12 * ln 2, so the divisor's unit costs less than 2^13.
            BigInteger quotient = (logarithm << bits) / WideSeries.NaturalLogarithmOfTwo(bits);
            BigInteger off = (2 * error) + (1 << 14);
            if (WideRounding.TryRound(One * quotient, One * off, bits, rounding, out BigInteger result))
            {
                return result;
            }
        }
    }

    /// <summary>Returns <c>ln(numerator / denominator)</c> as a binary fraction, and how many units of the last bit it may be off.</summary>
    public static (BigInteger Value, BigInteger Error) NaturalFraction(BigInteger numerator, BigInteger denominator, int bits)
    {
        int exponent = (int)(numerator.GetBitLength() - denominator.GetBitLength());
        BigInteger upper = exponent < 0 ? numerator << -exponent : numerator;
        BigInteger lower = exponent > 0 ? denominator << exponent : denominator;
        if (upper < lower)
        {
            upper <<= 1;
            exponent--;
        }

        BigInteger mantissa = (upper << bits) / lower;
        BigInteger value = WideSeries.NaturalLogarithm(mantissa, bits) + (exponent * WideSeries.NaturalLogarithmOfTwo(bits));
        return (value, 4 + Math.Abs(exponent));
    }

    public static void RefuseNotPositive(BigInteger value)
    {
        if (value.Sign <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(value), "There is no logarithm of a number that is not above zero.");
        }
    }

    private static bool IsPowerOfTwo(BigInteger value, out int exponent)
    {
        exponent = (int)(value.GetBitLength() - One.GetBitLength());
        return exponent >= 0 ? value == One << exponent : value << -exponent == One;
    }
}
