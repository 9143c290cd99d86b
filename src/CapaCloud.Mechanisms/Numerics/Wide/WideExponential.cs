using System.Numerics;

namespace CapaCloud.Mechanisms.Numerics;

/// <summary>A multiple of <c>e^x</c> for an x that can be had to any number of bits, rounded exactly.</summary>
internal static class WideExponential
{
    /// <summary>
    /// Returns <c>round(multiplier * e^x)</c>, where <paramref name="exponent"/> gives x as a binary fraction of so many bits and
    /// how many units of the last it may be off. The result must be neither an integer nor a half.
    /// </summary>
    public static BigInteger Scale(
        BigInteger multiplier, Func<int, (BigInteger Value, BigInteger Error)> exponent, Rounding rounding)
    {
        for (int bits = 128; ; bits *= 2)
        {
            (BigInteger x, BigInteger error) = exponent(bits);
            BigInteger logarithm = WideSeries.NaturalLogarithmOfTwo(bits);
            BigInteger whole = BigInteger.DivRem(x, logarithm, out BigInteger rest);
            if (rest.Sign < 0)
            {
                rest += logarithm;
                whole -= 1;
            }

            WideFixedPoint.RefuseLarge(whole);

            if (-whole > multiplier.GetBitLength() + 2)
            {
                // Above zero and below a half, also by two more halvings for what x may be off.
                return rounding == Rounding.Up ? BigInteger.One : BigInteger.Zero;
            }

            // The rest is off by what x is off and by one unit for each ln 2 taken out; e^rest is below 2, so doubling covers it.
            BigInteger off = (2 * (error + BigInteger.Abs(whole) + 2)) + 4;
            if (WideRounding.TryRound(
                multiplier * WideSeries.Exponential(rest, bits), multiplier * off, bits - (int)whole, rounding, out BigInteger result))
            {
                return result;
            }
        }
    }
}
