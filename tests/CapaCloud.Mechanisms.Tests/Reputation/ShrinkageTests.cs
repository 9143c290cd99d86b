using System.Numerics;
using CapaCloud.Mechanisms.Reputation;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Tests.Reputation;

public sealed class ShrinkageTests
{
    /// <summary>
    /// 2^-(p/q) against integer powers, without any other exponential: (x - e)^q &lt;= 2^-p &lt;= (x + e)^q with e = 2^-120.
    /// </summary>
    [Fact]
    public void HalvedBy_quotients_areWithinTheStatedError()
    {
        for (int q = 1; q <= 40; q++)
        {
            for (int p = 0; p < q; p++)
            {
                BigInteger bits = (BigInteger)Shrinkage.HalvedBy((UInt128)p, (UInt128)q).Bits;
                BigInteger error = BigInteger.One << 7;
                BigInteger target = BigInteger.One << ((127 * q) - p);
                Assert.True(BigInteger.Pow(bits - error, q) <= target, $"2^-({p}/{q}) is too large");
                Assert.True(BigInteger.Pow(bits + error, q) >= target, $"2^-({p}/{q}) is too small");
            }
        }
    }

    [Theory]
    [InlineData(0, 3, 1000)]
    [InlineData(1, 1, 500)]
    [InlineData(3, 1, 125)]
    [InlineData(4, 1, 63)] // 62.5, ties up
    [InlineData(10, 1, 1)] // 0.977
    [InlineData(11, 1, 0)] // 0.488
    [InlineData(127, 1, 0)]
    [InlineData(128, 1, 0)]
    [InlineData(5000, 1, 0)]
    [InlineData(1, 2, 707)]
    public void Apply_ofThousand_isTheNearestInteger(ulong amount, ulong toHalve, ulong expected) =>
        Assert.Equal(expected, (ulong)Shrinkage.HalvedBy(amount, toHalve).Apply(1000));

    [Property]
    public void Apply_anyValue_neverGrowsAndIsMonotone(UInt128 value, UInt128 other, UInt128 amount, UInt128 toHalve)
    {
        UInt128 limit = UInt128.One << 118;
        (UInt128 small, UInt128 large) = value % limit < other % limit ? (value % limit, other % limit) : (other % limit, value % limit);
        Shrinkage shrinkage = Shrinkage.HalvedBy(amount, toHalve == UInt128.Zero ? UInt128.One : toHalve);
        Assert.True(shrinkage.Apply(small) <= shrinkage.Apply(large));
        Assert.True(shrinkage.Apply(large) <= large);
    }

    [Property]
    public void HalvedBy_moreConduct_neverKeepsMore(ulong amount, ulong more, ulong toHalve)
    {
        ulong per = toHalve == 0 ? 1 : toHalve;
        UInt128 one = Proportion.PartsPerOne;
        Assert.True(Shrinkage.HalvedBy((UInt128)amount + more, per).Apply(one) <= Shrinkage.HalvedBy(amount, per).Apply(one));
    }

    /// <summary>0.999^1000 and 0.95^100, 30 digits from an exact integer power.</summary>
    [Theory]
    [InlineData(999, 1000, 1000)]
    [InlineData(95, 100, 100)]
    [InlineData(123, 1000, 5)]
    [InlineData(1, 2, 200)]
    public void Power_ofFractions_matchesExactIntegerPowers(int numerator, int denominator, int times)
    {
        Proportion kept = Proportion.FromQuotient((UInt128)numerator, (UInt128)denominator, Rounding.Down);
        BigInteger exact = (BigInteger.Pow(numerator, times) << 127) / BigInteger.Pow(denominator, times);
        BigInteger difference = BigInteger.Abs((BigInteger)Shrinkage.Power(kept, (ulong)times).Bits - exact);
        Assert.True(difference < BigInteger.One << 11, $"off by {difference} * 2^-127");
    }
}
