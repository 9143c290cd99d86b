using CapaCloud.Mechanisms.Presets.Networks.ZeroEx;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;

internal sealed class ZeroExCobbDouglasSuite : ConformanceSuite
{
    public override string File => "staking/zeroex_cobb_douglas.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item) => Read.Compare(item, ("reward", $"{ZeroExRewards.CobbDouglas(
        RewardCase.Integer(item, "total_rewards"),
        RewardCase.Integer(item, "fees"),
        RewardCase.Integer(item, "total_fees"),
        RewardCase.Integer(item, "stake"),
        RewardCase.Integer(item, "total_stake"),
        RewardCase.Integer(item, "alpha_num"),
        RewardCase.Integer(item, "alpha_den"))}"));
}
