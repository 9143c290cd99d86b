using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Samples.Conformance.Suites.Markets;
using CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Adaptation;

/// <summary>LWMA-1 over times and sums of work.</summary>
internal sealed class LinearWeightedSuite : ConformanceSuite
{
    public override string File => "markets/lwma.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        if (item.Operation != "lwma1")
        {
            return new CaseOutcome.NotCovered($"the operation '{item.Operation}' is not known");
        }

        int window = int.Parse(item.Input("N"), null);
        ulong[] times = MarketCases.Words(item.Inputs.GetProperty("timestamps"));
        UInt128[] work = [.. RewardCase.Integers(item, "cumulativeDifficulties").Select(sum => (UInt128)sum)];
        return Read.Compare(item, ("nextDifficulty", $"{LinearWeightedAverage.Next(times.AsSpan()[^(window + 1)..], work.AsSpan()[^(window + 1)..], RewardCase.Word(item, "T"), Proportion.Percent(99))}"));
    }
}
