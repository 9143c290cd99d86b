using CapaCloud.Mechanisms.Samples.Conformance.Vectors;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Verification;

/// <summary>Sampling by weight without replacement: the exact inclusion probabilities (the tests draw a million samples against them).</summary>
internal sealed class WeightedSamplingSuite : ConformanceSuite
{
    public override string File => "verification/weighted-sampling.json";

    public override IReadOnlyDictionary<string, string> LeftOut { get; } = new Dictionary<string, string>
    {
        ["/inputs/draws"] = "how often the source drew to estimate what is computed exactly here",
    };

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        Amount[] weights = [.. item.Inputs.GetProperty("weights").EnumerateArray().Select(value => Amount.Of(value.GetUInt64()))];
        double[] actual = [.. InclusionProbability.ByStake(weights, item.Inputs.GetProperty("sampleSize").GetInt32())
            .Select(value => value.Parts / (double)Proportion.PartsPerOne)];
        return Tolerances.Compare(item.Expected.GetProperty("inclusionProbability"), actual, item.Whole.GetProperty("tolerance").GetDouble());
    }
}
