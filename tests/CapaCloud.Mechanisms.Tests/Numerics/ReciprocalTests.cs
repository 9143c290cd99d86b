using System.Numerics;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Tests.Numerics;

/// <summary>The reciprocals against plain division, above all where a remainder is nearly nothing or nearly the divisor: there a correction too many or too few shows.</summary>
public sealed class ReciprocalTests
{
    private static readonly BigInteger Word = BigInteger.One << 64;

    private static readonly ulong[] Edges = [1UL << 63, (1UL << 63) + 1, (1UL << 63) + 2, 0xFFFF_FFFF_0000_0000, 0xC000_0000_0000_0000, ulong.MaxValue - 2, ulong.MaxValue - 1, ulong.MaxValue];

    [Fact]
    public void OfWord_isThePlainQuotient()
    {
        Random random = new(11);
        foreach (ulong divisor in Edges.Concat(Enumerable.Range(0, 500).Select(_ => Top(random))))
        {
            Assert.Equal((((BigInteger.One << 128) - 1) / divisor) - Word, (BigInteger)Reciprocal.OfWord(divisor));
        }
    }

    /// <summary>Divisors whose lower word makes the first product as large as the upper word, a unit less, a unit more; and those that the quotient nearly divides.</summary>
    [Fact]
    public void OfTwoWords_isThePlainQuotient()
    {
        Random random = new(12);
        foreach (ulong upper in Edges.Concat(Enumerable.Range(0, 500).Select(_ => Top(random))))
        {
            ulong remainder = (ulong)(((BigInteger.One << 128) - 1) % upper);
            ulong equal = unchecked(upper + 1 + remainder);
            foreach (ulong lower in new ulong[] { 0, 1, ulong.MaxValue, upper, unchecked(equal - 1), equal, unchecked(equal + 1) })
            {
                IsPlain(upper, lower);
            }
        }

        for (int number = 0; number < 1_000; number++)
        {
            BigInteger exact = ((BigInteger.One << 192) - 1) / (Word + (ulong)random.NextInt64() + (number % 2 == 0 ? 0 : Word / 2));
            for (int beside = -1; beside <= 1; beside++)
            {
                BigInteger divisor = BigInteger.Min(exact + beside, (Word * Word) - 1);
                IsPlain((ulong)(divisor >> 64), (ulong)(divisor & ulong.MaxValue));
            }
        }
    }

    private static void IsPlain(ulong upper, ulong lower) =>
        Assert.Equal((((BigInteger.One << 192) - 1) / ((upper * Word) + lower)) - Word, (BigInteger)Reciprocal.OfTwoWords(upper, lower, Reciprocal.OfWord(upper)));

    private static ulong Top(Random random) => (ulong)random.NextInt64() | (1UL << 63);
}
