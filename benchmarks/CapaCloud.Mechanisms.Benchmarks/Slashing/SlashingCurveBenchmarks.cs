using BenchmarkDotNet.Attributes;
using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Benchmarks.Slashing;

/// <summary>A simple curve, and one made of four.</summary>
[MemoryDiagnoser]
public class SlashingCurveBenchmarks
{
    private static readonly OffenceContext Context = new() { Severity = Proportion.Half, EarlierOffences = 3, ShareAtFault = Proportion.Percent(2) };

    private static readonly ISlashingCurve Simple = SlashingCurve.Linear(Proportion.Percent(1));

    private static readonly ISlashingCurve Composed =
        SlashingCurve.Linear(Proportion.Percent(1)).WithTolerance(Proportion.Percent(5)).EscalatingBy(2).Capped(Proportion.Half);

    [Benchmark(Baseline = true)]
    public Proportion Linear() => Simple.Evaluate(Context);

    [Benchmark]
    public Proportion ToleratedEscalatingCapped() => Composed.Evaluate(Context);
}
