using System.Numerics;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Tests.Numerics;

/// <summary>The fast powers against the slow ones where the fast ones end: up to the largest number there is, down to the smallest, and at whole exponents.</summary>
public sealed class ExponentialReachTests
{
    private static readonly Rounding[] Directions = [Rounding.Down, Rounding.Up, Rounding.HalfEven];

    /// <summary>Exponents around every whole number from 0 to 68, where 2^68.2 is the largest power that fits.</summary>
    [Fact]
    public void PowerOfTwo_ofEveryReach_isWhatTheSlowWayGives()
    {
        foreach (BigInteger exponent in Exponents(68))
        {
            foreach (Rounding rounding in Directions)
            {
                Assert.Equal((UInt128)WideFixedPoint.PowerOfTwo(exponent, rounding), Exponential.PowerOfTwo(Ratio.FromParts((UInt128)exponent), rounding).Parts);
            }
        }
    }

    /// <summary>Exponents around every whole number from 0 to 47, where e^47.2 is the largest power that fits.</summary>
    [Fact]
    public void Natural_ofEveryReach_isWhatTheSlowWayGives()
    {
        foreach (BigInteger exponent in Exponents(47))
        {
            foreach (Rounding rounding in Directions)
            {
                Assert.Equal((UInt128)WideFixedPoint.Exponential(exponent, rounding), Exponential.Natural(Ratio.FromParts((UInt128)exponent), rounding).Parts);
            }
        }
    }

    [Fact]
    public void NegativePowers_ofEveryReach_areWhatTheSlowWayGives()
    {
        foreach (BigInteger exponent in Exponents(70))
        {
            foreach (Rounding rounding in Directions)
            {
                Ratio ratio = Ratio.FromParts((UInt128)exponent);
                Assert.Equal((UInt128)WideFixedPoint.PowerOfTwo(-exponent, rounding), (UInt128)Exponential.NegativePowerOfTwo(ratio, rounding).Parts);
                Assert.Equal((UInt128)WideFixedPoint.Exponential(-exponent, rounding), (UInt128)Exponential.NegativeNatural(ratio, rounding).Parts);
            }
        }
    }

    /// <summary>What decays: amounts around 2^64 and 2^128, over spans around whole half-lives and far beyond the last unit.</summary>
    [Fact]
    public void Decay_ofAmountsAroundTheWordSizes_isWhatTheSlowWayGives()
    {
        Random random = new(9);
        UInt128[] amounts = [1, 2, 3, ulong.MaxValue - 1, ulong.MaxValue, (UInt128)ulong.MaxValue + 1, (UInt128)ulong.MaxValue + 2, UInt128.MaxValue / 2, UInt128.MaxValue - 1, UInt128.MaxValue];
        foreach (UInt128 amount in amounts)
        {
            foreach (ulong halfLife in new ulong[] { 1, 3, 7, 1_000_003 })
            {
                foreach (ulong whole in new ulong[] { 0, 1, 62, 63, 64, 65, 118, 119, 120, 127, 128, 129, 140 })
                {
                    ulong elapsed = (whole * halfLife) + (ulong)random.NextInt64(0, (long)halfLife);
                    foreach (Rounding rounding in Directions)
                    {
                        Assert.Equal(
                            (UInt128)Slow(amount, elapsed, halfLife, rounding),
                            Decay.Apply(Amount.Of(amount), EpochSpan.Of(elapsed), EpochSpan.Of(halfLife), rounding).Units);
                    }
                }
            }
        }
    }

    /// <summary>Whole half-lives by a shift, others by the exact series.</summary>
    private static BigInteger Slow(UInt128 amount, ulong elapsed, ulong halfLife, Rounding rounding)
    {
        if (elapsed % halfLife != 0)
        {
            return WidePowerOfTwo.Scale(amount, -(BigInteger)elapsed, halfLife, rounding);
        }

        BigInteger divisor = BigInteger.Pow(2, (int)(elapsed / halfLife)), floor = BigInteger.DivRem(amount, divisor, out BigInteger rest);
        bool isUp = rounding switch
        {
            Rounding.Down => false,
            Rounding.Up => !rest.IsZero,
            _ => (rest * 2).CompareTo(divisor) is var half && (half > 0 || (half == 0 && !floor.IsEven)),
        };
        return isUp ? floor + 1 : floor;
    }

    private static IEnumerable<BigInteger> Exponents(int largest)
    {
        Random random = new(largest);
        BigInteger one = Proportion.PartsPerOne;
        for (int whole = 0; whole <= largest; whole++)
        {
            yield return whole * one;
            yield return (whole * one) + 1;
            yield return (whole * one) + random.NextInt64(1, 180_000_000_000_000_000);
            if (whole > 0)
            {
                yield return (whole * one) - 1;
                yield return (whole * one) - random.NextInt64(1, 1_000_000_000_000_000_000);
            }
        }
    }
}
