using System.Numerics;
using CapaCloud.Mechanisms.Presets.Networks.Avalanche;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;

internal sealed class AvalancheRewardsSuite : ConformanceSuite
{
    public override string File => "staking/avalanche_rewards.json";

    public override string OperationOf(VectorCase item) => RewardCase.Operation(item);

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        switch (OperationOf(item))
        {
            case "staking_reward":
                return RewardCase.Compare(item, Reward(Rule(item, RewardCase.Integer(item, "periodNs"), RewardCase.Integer(item, "cap")), item));
            case "staking_reward_ramped_rate":
                AvalancheStakingReward moved = Rule(item, AvalancheStakingReward.MainPeriod, AvalancheStakingReward.MainCap)
                    .Moved(RewardCase.Word(item, "targetMinRatePpm"), RewardCase.Integer(item, "elapsedNs"), RewardCase.Integer(item, "rampNs"));
                return RewardCase.Compare(item, Reward(moved, item));
            case "commission_split":
                return RewardCase.Compare(item, AvalancheStakingReward.Commission(RewardCase.Word(item, "amount"), (uint)RewardCase.Word(item, "sharesPpm")));
            default:
                return new CaseOutcome.NotCovered($"unknown operation {OperationOf(item)}");
        }
    }

    private static AvalancheStakingReward Rule(VectorCase item, BigInteger period, BigInteger cap) =>
        new(RewardCase.Word(item, "minRatePpm"), RewardCase.Word(item, "maxRatePpm"), period, cap);

    private static BigInteger Reward(AvalancheStakingReward rule, VectorCase item) =>
        rule.Of(RewardCase.Integer(item, "stake"), RewardCase.Integer(item, "duration_ns"), RewardCase.Integer(item, "supply"));
}
