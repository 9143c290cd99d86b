using System.Text.Json;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Reputation;

/// <summary>The weighted median and the logistic curve of Bittensor's own tests.</summary>
internal sealed class YumaMathSuite : ConformanceSuite
{
    public override string File => "verification/yuma-math.json";

    public override string OperationOf(VectorCase item) => Figures.Has(item, "weightsByValidator") ? "columns" : Figures.Has(item, "rho") ? "sigmoid" : "median";

    public override CaseOutcome Check(VectorFile file, VectorCase item) => OperationOf(item) switch
    {
        "median" => Figures.Compare(
            [Figures.Number(item.Expected, "median")],
            [Median(item, [.. Figures.Numbers(item.Inputs.GetProperty("score"))])],
            Figures.Tolerance(item)),
        "columns" => Columns(item),
        _ => Figures.Compare([Figures.Number(item.Expected, "sigmoid")], [Sigmoid(item)], Figures.Tolerance(item)),
    };

    private static decimal Median(VectorCase item, decimal[] scores)
    {
        Amount[] stakes = [.. Figures.Numbers(item.Inputs.GetProperty("stake")).Select(stake => Amount.Of((UInt128)(stake * 1_000_000)))];
        return Figures.Value(StakeWeightedMedian.Of(
            stakes, [.. scores.Select(Figures.Proportion)], Figures.Proportion(item.Inputs, "majority")));
    }

    private static CaseOutcome Columns(VectorCase item)
    {
        decimal[][] rows = [.. item.Inputs.GetProperty("weightsByValidator").EnumerateArray().Select(row => Figures.Numbers(row).ToArray())];
        IEnumerable<decimal> medians = Enumerable.Range(0, rows[0].Length).Select(column => Median(item, [.. rows.Select(row => row[column])]));
        return Figures.Compare(Figures.Numbers(item.Expected.GetProperty("median")), medians, Figures.Tolerance(item));
    }

    private static decimal Sigmoid(VectorCase item) => Figures.Value(
        new LogisticCurve(Figures.Ratio(Figures.Number(item.Inputs, "rho")), Figures.Proportion(item.Inputs, "kappa"))
            .Evaluate(Figures.Proportion(item.Inputs, "input")));
}
