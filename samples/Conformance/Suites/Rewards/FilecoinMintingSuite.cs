using System.Numerics;
using CapaCloud.Mechanisms.Presets.Networks.Filecoin;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;

internal sealed class FilecoinMintingSuite(string file) : ConformanceSuite
{
    public override string File => file;

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        ulong epoch = RewardCase.Word(item, "epoch");
        BigInteger simple = RewardCase.Integer(item, "simple_total_atto");
        if (item.Input("op") == "simple_reward")
        {
            return Read.Compare(item, ("reward_atto", $"{new FilecoinMinting(simple, BigInteger.Zero).SimpleReward(epoch)}"));
        }

        FilecoinMinting minting = new(simple, RewardCase.Integer(item, "baseline_total_atto"));
        BigInteger reward = minting.Reward(epoch, RewardCase.Integer(item, "prev_theta_q128"), RewardCase.Integer(item, "curr_theta_q128"));
        return Read.Compare(item, ("reward_atto_minus_simple_at_epoch0", $"{reward - minting.SimpleReward(epoch)}"));
    }
}
