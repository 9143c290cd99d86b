using CapaCloud.Mechanisms.Presets.Networks.Graph;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;

internal sealed class GraphRebatesSuite : ConformanceSuite
{
    public override string File => "staking/graph_exponential_rebates.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        GraphRebate rule = new(
            RewardCase.Integer(item, "alpha_num"), RewardCase.Integer(item, "alpha_den"), RewardCase.Integer(item, "lambda_num"), RewardCase.Integer(item, "lambda_den"));
        return Read.Compare(item, ("rebate", $"{rule.Of(RewardCase.Integer(item, "fees"), RewardCase.Integer(item, "stake"))}"));
    }
}
