using BenchmarkDotNet.Attributes;
using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Benchmarks.Reputation;

/// <summary>One epoch of conduct for a million participants; the time of one operation is a million updates.</summary>
[MemoryDiagnoser]
public class ReputationBenchmarks
{
    public const int Participants = 1_000_000;

    private readonly BetaReputation _beta = new();
    private readonly HalfLifeReputation _halfLife = new();
    private readonly ObservationBetaReputation _observations = new();
    private readonly ReputationRecord[] _records = new ReputationRecord[Participants];
    private readonly Conduct[] _conducts = new Conduct[Participants];
    private ulong _epoch;

    [IterationSetup]
    public void NextEpoch()
    {
        _epoch = 1;
        for (int participant = 0; participant < Participants; participant++)
        {
            _records[participant] = _observations.Newcomer(Epoch.Zero);
            bool isBad = participant % 50 == 0;
            _conducts[participant] = new Conduct(Epoch.Of(_epoch), ConductKind.Proven, isBad ? Ratio.Zero : Ratio.One, isBad ? Ratio.One : Ratio.Zero);
        }
    }

    [Benchmark(Baseline = true)]
    public void Beta() => ReputationColumn.Add(_beta, _records, _conducts);

    [Benchmark]
    public void HalfLife() => ReputationColumn.Add(_halfLife, _records, _conducts);

    [Benchmark]
    public void ObservationBeta() => ReputationColumn.Add(_observations, _records, _conducts);
}
