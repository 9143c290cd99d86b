namespace CapaCloud.Mechanisms.Tests.Numerics;

/// <summary>128-bit integers at which carries, overflows and corrections happen, and some of every width in between.</summary>
internal static class BoundaryNumbers
{
    public static IReadOnlyList<UInt128> All { get; } = [.. Make().Distinct()];

    public static IEnumerable<UInt128> Random(int count, ulong seed)
    {
        ulong state = seed;
        for (int index = 0; index < count; index++)
        {
            UInt128 value = new(Next(ref state), Next(ref state));
            yield return value >> (int)(Next(ref state) >> 57);
        }
    }

    private static IEnumerable<UInt128> Make()
    {
        foreach (int bit in new[] { 0, 1, 2, 31, 32, 33, 63, 64, 65, 95, 96, 126, 127 })
        {
            UInt128 power = UInt128.One << bit;
            yield return power - 1;
            yield return power;
            yield return power + 1;
        }

        yield return UInt128.MaxValue;
        yield return UInt128.MaxValue - 1;
        yield return (UInt128)1_000_000_000_000_000_000;

        // Upper words of the divisor and of the rest equal: a digit's estimate overflows; and Knuth's add-back.
        yield return new UInt128(ulong.MaxValue, 0);
        yield return new UInt128(1UL << 63, ulong.MaxValue);
        yield return new UInt128((1UL << 63) + 1, 1);
        yield return new UInt128(ulong.MaxValue, 1);
        yield return new UInt128(0x8000_0000_0000_0000, 0x0000_0000_0000_0003);
        yield return new UInt128(0x7FFF_FFFF_FFFF_FFFF, 0xFFFF_FFFF_FFFF_FFFE);
    }

    private static ulong Next(ref ulong state)
    {
        state = unchecked((state * 6364136223846793005UL) + 1442695040888963407UL);
        return state ^ (state >> 29);
    }
}
