using BenchmarkDotNet.Attributes;
using CapaCloud.Mechanisms.Escrow;

namespace CapaCloud.Mechanisms.Benchmarks.Escrow;

/// <summary>200,000 open streams of 50,000 accounts settle one epoch in columns.</summary>
[MemoryDiagnoser]
public class StreamAccrualBenchmarks
{
    private const int Streams = 200_000;
    private const int StreamsEach = 4;

    private readonly EpochRate[] _rates = [.. Enumerable.Range(0, Streams).Select(stream => EpochRate.Of((UInt128)(1_000_000_000_000UL + ((ulong)stream * 7919))))];
    private readonly int[] _firstStreams = [.. Enumerable.Range(0, (Streams / StreamsEach) + 1).Select(account => account * StreamsEach)];
    private readonly Amount[] _free = new Amount[Streams / StreamsEach];
    private readonly Amount[] _earned = new Amount[Streams];
    private readonly EpochSpan[] _funded = new EpochSpan[Streams / StreamsEach];

    /// <summary>Every third account is short.</summary>
    [Benchmark]
    public void OneEpoch()
    {
        for (int account = 0; account < _free.Length; account++)
        {
            _free[account] = Amount.Of(account % 3 == 0 ? (UInt128)1_000 : 1_000_000_000_000_000);
        }

        StreamAccrual.Accrue(_rates, _firstStreams, EpochSpan.One, _free, _earned, _funded);
    }
}
