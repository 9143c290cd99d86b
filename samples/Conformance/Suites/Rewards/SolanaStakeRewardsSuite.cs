using CapaCloud.Mechanisms.Presets.Networks.Solana;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;

internal sealed class SolanaStakeRewardsSuite : ConformanceSuite
{
    public override string File => "staking/solana_stake_rewards.json";

    public override string OperationOf(VectorCase item) => RewardCase.Operation(item);

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        SolanaStakeReward? reward = SolanaStakeReward.Of(
            RewardCase.Integer(item, "points"),
            RewardCase.Integer(item, "rewards"),
            RewardCase.Integer(item, "totalPoints"),
            (uint)RewardCase.Word(item, "commissionBps"),
            item.Inputs.GetProperty("activationEpoch").GetBoolean(),
            RewardCase.Word(item, "newCredits"));
        return reward is { } paid && item.Expected.ValueKind == System.Text.Json.JsonValueKind.Object
            ? Read.Compare(item, ("staker", $"{paid.Staker}"), ("voter", $"{paid.Voter}"), ("credits", $"{paid.Credits}"))
            : RewardCase.Compare(item, reward?.ToString());
    }
}
