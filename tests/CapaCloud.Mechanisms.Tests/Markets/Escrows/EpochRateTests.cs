using System.Numerics;
using CapaCloud.Mechanisms.Escrow;

namespace CapaCloud.Mechanisms.Tests.Markets.Escrows;

public sealed class EpochRateTests
{
    private static readonly UInt128[] Rates =
    [
        0, 1, 2, 3, 10, ulong.MaxValue - 1, ulong.MaxValue, (UInt128)ulong.MaxValue + 1, (UInt128.One << 64) + ulong.MaxValue,
        UInt128.One << 126, UInt128.One << 127, (UInt128.One << 127) - 1, UInt128.MaxValue / 3, UInt128.MaxValue - 1, UInt128.MaxValue,
    ];

    private static readonly ulong[] Spans = [0, 1, 2, 3, 7, uint.MaxValue, 1UL << 32, ulong.MaxValue / 3, ulong.MaxValue - 1, ulong.MaxValue];

    [Fact]
    public void TryOver_everyRateAndSpan_isTheProductOrNone()
    {
        Random random = new(1);
        List<UInt128> rates = [.. Rates];
        List<ulong> spans = [.. Spans];
        for (int draw = 0; draw < 300; draw++)
        {
            rates.Add(new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64()) >> random.Next(128));
            spans.Add((ulong)random.NextInt64() >> random.Next(64));
        }

        foreach (UInt128 rate in rates)
        {
            foreach (ulong span in spans)
            {
                BigInteger product = (BigInteger)rate * span;
                bool fits = EpochRate.Of(rate).TryOver(EpochSpan.Of(span), out Amount due);
                Assert.Equal((product <= (BigInteger)UInt128.MaxValue, fits ? product : BigInteger.Zero), (fits, (BigInteger)due.Units));
            }
        }
    }
}
