using System.Numerics;
using System.Text.Json;
using CapaCloud.Mechanisms.Presets.Networks.ZeroEx;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;

internal sealed class ZeroExCumulativeRewardsSuite : ConformanceSuite
{
    public override string File => "staking/zeroex_cumulative_rewards.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        switch (item.Input("op"))
        {
            case "add_cumulative_reward":
                VectorValue previous = item.Inputs.GetProperty("previous");
                (BigInteger numerator, BigInteger denominator) = ZeroExRewards.Add(
                    previous.ValueKind == JsonValueKind.Array ? Fraction(previous) : null, RewardCase.Integer(item, "reward"), RewardCase.Integer(item, "stake"));
                return CaseOutcome.Compare(string.Join(" ", RewardCase.Integers(item.Expected.GetProperty("fraction"))), $"{numerator} {denominator}");
            case "member_reward_over_interval":
                BigInteger reward = ZeroExRewards.Between(Fraction(item.Inputs.GetProperty("begin")), Fraction(item.Inputs.GetProperty("end")), RewardCase.Integer(item, "stake"));
                return Read.Compare(item, ("reward", $"{reward}"));
            default:
                return new CaseOutcome.NotCovered($"unknown operation {item.Input("op")}");
        }
    }

    private static (BigInteger Numerator, BigInteger Denominator) Fraction(VectorValue pair)
    {
        BigInteger[] both = RewardCase.Integers(pair);
        return (both[0], both[1]);
    }
}
