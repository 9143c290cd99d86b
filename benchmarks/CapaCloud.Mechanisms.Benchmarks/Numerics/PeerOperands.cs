namespace CapaCloud.Mechanisms.Benchmarks.Numerics;

/// <summary>The operands of the peer programs: the same 64-bit linear congruential generator in the same order.</summary>
internal sealed class PeerOperands(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state = unchecked((_state * 6364136223846793005UL) + 1442695040888963407UL);
        return _state;
    }

    /// <summary>A million triples; the divisors have their top bit set.</summary>
    public static (UInt128[] Left, UInt128[] Right, UInt128[] Divisor) ForMulDiv(int count)
    {
        PeerOperands operands = new(99);
        UInt128[] left = new UInt128[count], right = new UInt128[count], divisor = new UInt128[count];
        for (int index = 0; index < count; index++)
        {
            left[index] = new UInt128(operands.Next(), operands.Next());
            right[index] = new UInt128(operands.Next(), operands.Next());
            divisor[index] = new UInt128(operands.Next() | (1UL << 63), operands.Next());
        }

        return (left, right, divisor);
    }

    /// <summary>Exponents in [0, 40) of 53 bits.</summary>
    public static double[] ForExponents(int count)
    {
        PeerOperands operands = new(7);
        double[] exponents = new double[count];
        for (int index = 0; index < count; index++)
        {
            exponents[index] = (operands.Next() >> 11) * (1.0 / (1UL << 53)) * 40;
        }

        return exponents;
    }
}
