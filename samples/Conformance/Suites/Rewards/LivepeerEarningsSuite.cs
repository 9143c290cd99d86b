using System.Numerics;
using CapaCloud.Mechanisms.Presets.Networks.Livepeer;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;

internal sealed class LivepeerEarningsSuite : ConformanceSuite
{
    public override string File => "staking/livepeer_lip36.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        BigInteger precise = LivepeerEarnings.PrecisePoints, shares = LivepeerEarnings.Points;
        switch (item.Input("op"))
        {
            case "precise_perc_of":
                return Value(item, PartOf(item, precise));
            case "ppm_perc_of":
                return Value(item, PartOf(item, shares));
            case "precise_perc_of_points":
                return Value(item, LivepeerEarnings.Part(RewardCase.Integer(item, "amount"), RewardCase.Integer(item, "points"), precise));
            case "ppm_perc_of_points":
                return Value(item, LivepeerEarnings.Part(RewardCase.Integer(item, "amount"), RewardCase.Integer(item, "points"), shares));
            case "precise_perc_points":
                return Value(item, Points(item, precise));
            case "ppm_perc_points":
                return Value(item, Points(item, shares));
            case "delegator_cumulative_stake_and_fees":
                (BigInteger stake, BigInteger fees) = LivepeerEarnings.Claim(
                    RewardCase.Integer(item, "stake"),
                    RewardCase.Integer(item, "fees"),
                    (RewardCase.Integer(item, "start_reward_factor"), RewardCase.Integer(item, "start_fee_factor")),
                    (RewardCase.Integer(item, "end_reward_factor"), RewardCase.Integer(item, "end_fee_factor")));
                return Read.Compare(item, ("stake", $"{stake}"), ("fees", $"{fees}"));
            case "update_cumulative_factors":
                (BigInteger reward, BigInteger fee) = LivepeerEarnings.Update(
                    RewardCase.Integer(item, "total_stake"),
                    RewardCase.Integer(item, "prev_reward_factor"),
                    RewardCase.Integer(item, "prev_fee_factor"),
                    RewardCase.Integer(item, "current_fee_factor"),
                    RewardCase.Integer(item, "rewards"),
                    RewardCase.Integer(item, "fees"));
                return Read.Compare(item, ("cumulative_reward_factor", $"{reward}"), ("cumulative_fee_factor", $"{fee}"));
            default:
                return new CaseOutcome.NotCovered($"unknown operation {item.Input("op")}");
        }
    }

    private static BigInteger Points(VectorCase item, BigInteger one) => LivepeerEarnings.PointsOf(RewardCase.Integer(item, "num"), RewardCase.Integer(item, "den"), one);

    private static BigInteger PartOf(VectorCase item, BigInteger one) => LivepeerEarnings.Part(RewardCase.Integer(item, "amount"), Points(item, one), one);

    private static CaseOutcome Value(VectorCase item, BigInteger value) => Read.Compare(item, ("value", $"{value}"));
}
