using System.Numerics;
using BenchmarkDotNet.Attributes;
using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Benchmarks.Rewards;

/// <summary>
/// 10^27 over a million weights. Look at the ratio and at Allocated: the result's place is the caller's, so it is zero.
/// </summary>
[MemoryDiagnoser]
public class SplitterBenchmarks
{
    private readonly Amount[] _shares = new Amount[SplitOperands.Claims];
    private UInt128[] _weights = [];
    private UInt128[] _keys = [];
    private BigInteger[] _bigWeights = [];

    [GlobalSetup]
    public void Prepare()
    {
        _weights = SplitOperands.Weights();
        _keys = SplitOperands.Keys();
        _bigWeights = [.. _weights.Select(weight => (BigInteger)weight)];
    }

    [Benchmark(Baseline = true)]
    public RewardSplit LargestRemainder() => Split(new LargestRemainderSplitter());

    [Benchmark]
    public RewardSplit Floor() => Split(new FloorSplitter());

    [Benchmark]
    public RewardSplit CumulativeRounding() => Split(new CumulativeRoundingSplitter());

    [Benchmark]
    public RewardSplit CappedAtTwoMillionths() => Split(new CappedSplitter(Proportion.FromParts(2_000_000_000_000)));

    [Benchmark]
    public RewardSplit SainteLague() => Split(new DivisorSplitter(DivisorMethod.SainteLague));

    [Benchmark]
    public RewardSplit HuntingtonHill() => Split(new DivisorSplitter(DivisorMethod.HuntingtonHill));

    [Benchmark]
    public BigInteger[] LargestRemainderOfBigIntegers() => BigIntegerSplit.Split((BigInteger)SplitOperands.Pool.Units, _bigWeights);

    private RewardSplit Split(IRewardSplitter splitter) => splitter.Split(SplitOperands.Pool, _weights, TieBreak.ByKeys(_keys), _shares);
}
