using System.Numerics;

namespace CapaCloud.Mechanisms.Numerics;

/// <summary>
/// The powers <c>2^-(i / 2^8)</c>, <c>2^-(i / 2^16)</c> and <c>2^-(i / 2^24)</c> for i from 0 to 255, as fractions of 2^128
/// rounded down (2^0 is 2^128 - 1). Made once, from twenty-four square roots: there are no magic constants to trust.
/// </summary>
internal static class PowerOfTwoTable
{
    private const int GuardBits = 32;

    private const int Bits = 128 + GuardBits;

    public static readonly UInt128[] Coarse;

    public static readonly UInt128[] Middle;

    public static readonly UInt128[] Fine;

    static PowerOfTwoTable()
    {
        // roots[k] = 2^-(2^-(k + 1))
        BigInteger[] roots = new BigInteger[24];
        BigInteger root = BigInteger.One << (Bits - 1);
        for (int order = 0; order < roots.Length; order++)
        {
            root = WideRoot.Floor(root << Bits, 2);
            roots[order] = root;
        }

        Coarse = Products(roots.AsSpan(0, 8));
        Middle = Products(roots.AsSpan(8, 8));
        Fine = Products(roots.AsSpan(16, 8));
    }

    private static UInt128[] Products(ReadOnlySpan<BigInteger> roots)
    {
        // An entry is the entry without its lowest bit, times the root of that bit: at most eight factors, each off by less than
        // two units of 2^-160.
        BigInteger[] wide = new BigInteger[256];
        UInt128[] table = new UInt128[256];
        wide[0] = BigInteger.One << Bits;
        table[0] = UInt128.MaxValue;
        for (int index = 1; index < wide.Length; index++)
        {
            int lowest = BitOperations.TrailingZeroCount(index);
            wide[index] = (wide[index & (index - 1)] * roots[7 - lowest]) >> Bits;
            table[index] = (UInt128)(wide[index] >> GuardBits);
        }

        return table;
    }
}
