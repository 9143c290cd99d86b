using System.Numerics;

namespace CapaCloud.Mechanisms.Tests.Numerics;

/// <summary>What the results must be, by integers of any size and the definition of each rounding.</summary>
internal static class Oracle
{
    public static BigInteger Divide(BigInteger numerator, BigInteger denominator, Rounding rounding)
    {
        BigInteger floor = BigInteger.DivRem(numerator, denominator, out BigInteger rest);
        if (rest.Sign < 0)
        {
            floor -= 1;
            rest += denominator;
        }

        BigInteger twice = 2 * rest;
        return rounding switch
        {
            Rounding.Down => floor,
            Rounding.Up => rest.IsZero ? floor : floor + 1,
            Rounding.HalfUp => twice >= denominator ? floor + 1 : floor,
            Rounding.HalfDown => twice > denominator ? floor + 1 : floor,
            _ => twice > denominator || (twice == denominator && !floor.IsEven) ? floor + 1 : floor,
        };
    }
}
