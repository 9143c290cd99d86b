using BenchmarkDotNet.Attributes;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Benchmarks.Numerics;

/// <summary>A thousand fixed-point powers beside the floating-point function.</summary>
[MemoryDiagnoser]
public class FixedPointBenchmarks
{
    private const int Count = 1_000;

    private double[] _floating = [];
    private Ratio[] _exponents = [];

    [GlobalSetup]
    public void SetUp()
    {
        _floating = PeerOperands.ForExponents(Count);
        _exponents = [.. _floating.Select(value => Ratio.FromParts((UInt128)(value * Proportion.PartsPerOne)))];
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public double FloatingExp2()
    {
        double sum = 0;
        foreach (double exponent in _floating)
        {
            sum += double.Exp2(-exponent);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public UInt128 NegativePowerOfTwo()
    {
        UInt128 sum = UInt128.Zero;
        foreach (Ratio exponent in _exponents)
        {
            sum += Exponential.NegativePowerOfTwo(exponent, Rounding.Down).Parts;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public UInt128 NegativeNatural()
    {
        UInt128 sum = UInt128.Zero;
        foreach (Ratio exponent in _exponents)
        {
            sum += Exponential.NegativeNatural(exponent, Rounding.Down).Parts;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public UInt128 DecayFactor()
    {
        EpochSpan halfLife = EpochSpan.Of(604_800);
        UInt128 sum = UInt128.Zero;
        for (ulong elapsed = 0; elapsed < Count; elapsed++)
        {
            sum += Decay.Factor(EpochSpan.Of(elapsed * 9_973), halfLife, Rounding.Down).Parts;
        }

        return sum;
    }

    [Benchmark]
    public Ratio NaturalLogarithm() => Logarithm.Natural(_exponents[0] + Ratio.One, Rounding.Down);

    [Benchmark]
    public Ratio PowerThreeQuarters() => Power.Of(_exponents[0], 3, 4, Rounding.Down);

    [Benchmark]
    public ulong IntegerSquareRoot() => SquareRoot.Floor(_exponents[0].Parts << 60);
}
