using System.Numerics;
using CapaCloud.Mechanisms.Presets.Networks.Uniswap;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;

internal sealed class UniswapStakerRewardSuite : ConformanceSuite
{
    public override string File => "staking/uniswap_v3_staker_reward.json";

    public override string OperationOf(VectorCase item) => RewardCase.Operation(item);

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        UniswapStakerReward incentive = new(
            RewardCase.Integer(item, "unclaimed"), RewardCase.Integer(item, "claimedSecondsX128"), RewardCase.Word(item, "start"), RewardCase.Word(item, "end"));
        (BigInteger reward, BigInteger inside) = incentive.Of(
            RewardCase.Integer(item, "liquidity"),
            RewardCase.Integer(item, "secondsPerLiquidityInitialX128"),
            RewardCase.Integer(item, "secondsPerLiquidityX128"),
            RewardCase.Word(item, "now"));
        return Read.Compare(item, ("reward", $"{reward}"), ("secondsInsideX128", $"{inside}"));
    }
}
