using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Adaptation;

/// <summary>Avalanche's least time between blocks (ACP-226).</summary>
internal sealed class BlockDelaySuite : ConformanceSuite
{
    public override string File => "markets/avalanche_acp226_block_delay.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item) => item.Operation switch
    {
        "exponential_delay" => RewardCase.Compare(
            item, new ExponentialPrice(Read.Amount(item.Input("min")), RewardCase.Word(item, "K"), Amount.Of(ulong.MaxValue)).At(RewardCase.Word(item, "excess")).ToString()),
        "bounded_step" => RewardCase.Compare(
            item, CapacityRule.Step(RewardCase.Word(item, "initial"), RewardCase.Word(item, "desired"), RewardCase.Word(item, "maxStep")).ToString(System.Globalization.CultureInfo.InvariantCulture)),
        string other => new CaseOutcome.NotCovered($"the operation '{other}' is not known"),
        null => new CaseOutcome.NotCovered("no operation is named"),
    };
}
