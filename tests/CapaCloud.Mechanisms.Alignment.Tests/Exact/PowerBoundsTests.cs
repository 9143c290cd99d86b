using System.Numerics;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Exact;

public sealed class PowerBoundsTests
{
    /// <summary>Every precision, in machine words and beyond, against the power itself.</summary>
    [Fact]
    public void Of_anyPrecision_enclosesThePower()
    {
        Random random = new(41);
        for (int draw = 0; draw < 600; draw++)
        {
            long below = random.NextInt64(2, 1L << random.Next(2, 62));
            BigInteger above = random.Next(3) == 0 ? below - 1 : random.NextInt64(0, below + 1);
            int exponent = random.Next(0, 300);
            int bits = new[] { 1, 8, 31, 61, 62, 63, 100, 126, 127, 192 }[random.Next(10)];

            RationalInterval found = PowerBounds.Of(new Fraction(above, below), exponent, bits);
            Fraction power = new(BigInteger.Pow(above, exponent), BigInteger.Pow(below, exponent));

            Assert.True(found.Low <= power && power <= found.High, $"({above}/{below})^{exponent} with {bits} bits is not in {found}");
            Assert.True(!found.Low.IsNegative && found.High <= Fraction.One, $"({above}/{below})^{exponent} with {bits} bits: {found} leaves [0, 1]");
            Assert.True(bits < 31 || found.Width <= new Fraction(BigInteger.One << 16, BigInteger.One << bits), $"({above}/{below})^{exponent} with {bits} bits: {found} is wide");
        }
    }
}
