using System.Numerics;
using BenchmarkDotNet.Attributes;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Benchmarks.Numerics;

/// <summary>A thousand multiply-and-divides of full-width operands, beside BigInteger and, on narrow ones, UInt128's operators.</summary>
[MemoryDiagnoser]
public class MulDivBenchmarks
{
    private const int Count = 1_000;

    private UInt128[] _left = [];
    private UInt128[] _right = [];
    private UInt128[] _divisor = [];
    private PreparedDivisor _prepared;

    [GlobalSetup]
    public void SetUp()
    {
        (_left, _right, _divisor) = PeerOperands.ForMulDiv(Count);

        // Factors of 127 bits under divisors of 128: every quotient fits.
        _left = [.. _left.Select(value => value >> 1)];
        _right = [.. _right.Select(value => value >> 1)];
        _prepared = PreparedDivisor.Of(_divisor[0]);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public UInt128 MulDivDown()
    {
        UInt128 folded = UInt128.Zero;
        for (int index = 0; index < Count; index++)
        {
            folded ^= MultiplyDivide.Down(_left[index], _right[index], _divisor[index]);
        }

        return folded;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public UInt128 MulDivHalfEven()
    {
        UInt128 folded = UInt128.Zero;
        for (int index = 0; index < Count; index++)
        {
            folded ^= MultiplyDivide.Round(_left[index], _right[index], _divisor[index], Rounding.HalfEven);
        }

        return folded;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public UInt128 PreparedDivisorDown()
    {
        UInt128 folded = UInt128.Zero;
        for (int index = 0; index < Count; index++)
        {
            folded ^= _prepared.Down(_left[index], _right[index]);
        }

        return folded;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public BigInteger BigIntegerDown()
    {
        BigInteger folded = BigInteger.Zero;
        for (int index = 0; index < Count; index++)
        {
            folded ^= (BigInteger)_left[index] * _right[index] / _divisor[index];
        }

        return folded;
    }

    /// <summary>What UInt128 can do by itself: products that fit 128 bits.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public UInt128 UInt128OperatorsOnNarrowOperands()
    {
        UInt128 folded = UInt128.Zero;
        for (int index = 0; index < Count; index++)
        {
            folded ^= (_left[index] >> 64) * (_right[index] >> 64) / (_divisor[index] >> 40);
        }

        return folded;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public UInt128 MulDivOnNarrowOperands()
    {
        UInt128 folded = UInt128.Zero;
        for (int index = 0; index < Count; index++)
        {
            folded ^= MultiplyDivide.Down(_left[index] >> 64, _right[index] >> 64, _divisor[index] >> 40);
        }

        return folded;
    }
}
