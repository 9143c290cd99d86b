using BenchmarkDotNet.Attributes;
using CapaCloud.Mechanisms.Alignment.Exact;
using Fractions;

namespace CapaCloud.Mechanisms.Benchmarks.Alignment;

/// <summary>The exact static check: one job and the largest number of jobs in flight, with powers enclosed.</summary>
[MemoryDiagnoser]
public class StaticCheckBenchmarks
{
    private StaticIncentives _incentives = null!;

    [Params(1, 95, 1_000_000)]
    public long Jobs { get; set; }

    [GlobalSetup]
    public void Setup() => _incentives = new StaticIncentives
    {
        AuditProbability = new Fraction(1, 100),
        SlashAmount = 250,
        RewardPerJob = 1,
        SavedCostPerJob = 1,
        ColludingShare = new Fraction(1, 2),
        JobsInFlight = Jobs,
    };

    [Benchmark]
    public object Check() => StaticCheck.Check(_incentives);
}
