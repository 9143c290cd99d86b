using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Adaptation;

/// <summary>Avalanche's capacity that retargets itself (ACP-176).</summary>
internal sealed class GasTargetSuite : ConformanceSuite
{
    private static readonly CapacityRule Network = new(1_000_000, 33_554_432, 32_768, 10, 2, 87, Amount.One);

    public override string File => "markets/avalanche_acp176_gas_target.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        ulong exponent = RewardCase.Word(item, "targetExcess"), excess = RewardCase.Word(item, "excess");
        return item.Operation switch
        {
            "target_capacity_price" => Reader(item, new CapacityState(0, excess, exponent)),
            "advance_seconds" => Advanced(item, Network.AfterSeconds(State(), RewardCase.Word(item, "n"))),
            "advance_milliseconds" => Advanced(item, Network.AfterMilliseconds(State(), RewardCase.Word(item, "n"))),
            "retarget" => Advanced(item, (Network with { MaximumStep = RewardCase.Word(item, "maxStep") }).AfterVote(State(), RewardCase.Word(item, "desired"))),
            string other => new CaseOutcome.NotCovered($"the operation '{other}' is not known"),
            null => new CaseOutcome.NotCovered("no operation is named"),
        };

        CapacityState State() => new(RewardCase.Word(item, "capacity"), excess, exponent);
    }

    private static CaseOutcome Reader(VectorCase item, CapacityState state)
    {
        CapacityRule rule = Network with { Minimum = RewardCase.Word(item, "minTarget"), Fold = RewardCase.Word(item, "D"), PriceSeconds = RewardCase.Word(item, "priceFactor") };
        return Read.Compare(item, ("target", $"{rule.Target(state.Exponent)}"), ("maxCapacity", $"{rule.MostRoom(state.Exponent)}"), ("gasPrice", $"{rule.Price(state)}"));
    }

    private static CaseOutcome Advanced(VectorCase item, CapacityState state) =>
        Read.Compare(item, ("capacity", $"{state.Room}"), ("excess", $"{state.Excess}"), ("targetExcess", $"{state.Exponent}"));
}
