using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Filecoin;

/// <summary>Filecoin's <c>e^-x</c>: the quotient of two polynomials in fractions of 2^128, each product rounded down.</summary>
/// <remarks>
/// <code>e^-x = floor(2^128 * p(x) / q(x)), degrees 7 and 13, Horner's scheme: r = floor(r * x / 2^128) + c</code>
/// For reproducing the network's rewards to the last bit; its error grows beyond x of about 5. The core's
/// <see cref="CapaCloud.Mechanisms.Numerics.Exponential"/> is exact. Source: Filecoin builtin-actors,
/// <c>actors/reward/src/expneg.rs</c> (the coefficients).
/// </remarks>
public static class RationalExponential
{
    /// <summary>How many fraction bits argument and result have.</summary>
    public const int FractionBits = 128;

    private static readonly ImmutableArray<BigInteger> Numerator = Coefficients(
        "-648770010757830093818553637600", "67469480939593786226847644286976", "-3197587544499098424029388939001856",
        "89244641121992890118377641805348864", "-1579656163641440567800982336819953664",
        "17685496037279256458459817590917169152", "-115682590513835356866803355398940131328",
        "340282366920938463463374607431768211456");

    private static readonly ImmutableArray<BigInteger> Denominator = Coefficients(
        "1225524182432722209606361", "114095592300906098243859450", "5665570424063336070530214243",
        "194450132448609991765137938448", "5068267641632683791026134915072", "104716890604972796896895427629056",
        "1748338658439454459487681798864896", "23704654329841312470660182937960448",
        "259380097567996910282699886670381056", "2250336698853390384720606936038375424",
        "14978272436876548034486263159246028800", "72144088983913131323343765784380833792",
        "224599776407103106596571252037123047424", "340282366920938463463374607431768211456");

    /// <summary>Returns <c>e^-x</c> as the network computes it.</summary>
    /// <param name="exponent">x as a count of 2^-128, not negative.</param>
    /// <returns>The power as a count of 2^-128.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The exponent is negative.</exception>
    public static BigInteger Negative(BigInteger exponent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(exponent);
        return (Polynomial(Numerator, exponent) << FractionBits) / Polynomial(Denominator, exponent);
    }

    private static BigInteger Polynomial(ImmutableArray<BigInteger> highestFirst, BigInteger x)
    {
        BigInteger result = BigInteger.Zero;
        foreach (BigInteger coefficient in highestFirst)
        {
            result = ((result * x) >> FractionBits) + coefficient;
        }

        return result;
    }

    private static ImmutableArray<BigInteger> Coefficients(params string[] highestFirst) =>
        [.. highestFirst.Select(text => BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))];
}
