using System.Globalization;
using System.Numerics;
using CapaCloud.Mechanisms.Presets.Networks.Cosmos;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;

internal sealed class CosmosDistributionSuite : ConformanceSuite
{
    public override string File => "staking/cosmos_f1_distribution.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item) => item.Input("op") switch
    {
        "f1_script" => Script(item),
        "allocate_tokens" => Allocate(item),
        string other => new CaseOutcome.NotCovered($"unknown operation {other}"),
    };

    private static CaseOutcome Script(VectorCase item)
    {
        CosmosDecimal rate = CosmosDecimal.Parse(item.Input("commission_rate"));
        BigInteger powerReduction = RewardCase.Integer(item, "power_reduction");
        CosmosDistribution? chain = null;
        List<string> expected = [], actual = [];
        int position = 0;
        foreach (VectorValue step in item.Inputs.GetProperty("script").EnumerateArray())
        {
            string op = RewardCase.Text(step, "op");
            if (op == "create")
            {
                chain = new CosmosDistribution("val", Read.Amount(RewardCase.Text(step, "tokens")), rate, powerReduction);
                continue;
            }

            Do(chain!, step, op, position++, expected, actual);
        }

        return CaseOutcome.Compare(string.Join("; ", expected), string.Join("; ", actual));
    }

    private static void Do(CosmosDistribution chain, VectorValue step, string op, int position, List<string> expected, List<string> actual)
    {
        switch (op)
        {
            case "next_block":
                chain.NextBlock(Read.Word(RewardCase.Text(step, "n")));
                break;
            case "allocate":
                chain.Allocate(CosmosDecimal.Parse(RewardCase.Text(step, "amount")));
                break;
            case "delegate":
                chain.Delegate(RewardCase.Text(step, "who"), Read.Amount(RewardCase.Text(step, "tokens")));
                break;
            case "slash":
                chain.Slash(RewardCase.Integer(RewardCase.Text(step, "power")), CosmosDecimal.Parse(RewardCase.Text(step, "fraction")));
                break;
            case "withdraw":
                Expect($"{position} paid", RewardCase.Text(step, "paid"), $"{chain.Withdraw(RewardCase.Text(step, "who"))}");
                break;
            case "withdraw_commission":
                Expect($"{position} commission paid", RewardCase.Text(step, "paid"), $"{chain.WithdrawCommission()}");
                break;
            case "expect":
                Look(chain, step, position, Expect);
                break;
            default:
                Expect(op, "known", "unknown");
                break;
        }

        void Expect(string what, string wanted, string got)
        {
            expected.Add($"{what} {wanted}");
            actual.Add($"{what} {got}");
        }

        static void Look(CosmosDistribution chain, VectorValue step, int position, Action<string, string, string> expect)
        {
            // "rewards" ends a period, so the references are compared before it.
            if (step.TryGetProperty("refs", out VectorValue references))
            {
                expect($"{position} references", references.GetString()!, chain.References.ToString(CultureInfo.InvariantCulture));
            }

            if (step.TryGetProperty("rewards", out VectorValue rewards))
            {
                VectorProperty[] wanted = [.. rewards.EnumerateObject()];
                IReadOnlyList<CosmosDecimal> got = chain.Rewards([.. wanted.Select(reward => reward.Name)]);
                foreach ((VectorProperty reward, CosmosDecimal value) in wanted.Zip(got))
                {
                    expect($"{position} {reward.Name}", $"{CosmosDecimal.Parse(reward.Value.GetString()!)}", $"{value}");
                }
            }

            if (step.TryGetProperty("commission", out VectorValue commission))
            {
                expect($"{position} commission", $"{CosmosDecimal.Parse(commission.GetString()!)}", $"{chain.Commission}");
            }
        }
    }

    private static CaseOutcome Allocate(VectorCase item)
    {
        CosmosFeeAllocation rule = new(
            CosmosDecimal.Parse(item.Input("community_tax")),
            CosmosDecimal.Parse(item.OptionalInput("base_proposer_reward") ?? "0"),
            CosmosDecimal.Parse(item.OptionalInput("bonus_proposer_reward") ?? "0"));
        int? proposer = item.OptionalInput("proposer_index") is { } index ? int.Parse(index, CultureInfo.InvariantCulture) : null;
        (IReadOnlyList<CosmosDecimal> validators, CosmosDecimal community) = rule.Divide(
            CosmosDecimal.Parse(item.Input("fees")), RewardCase.Integers(item, "votes_power"), RewardCase.Integer(item, "total_power"), proposer);
        CosmosDecimal[] rates = [.. item.Inputs.GetProperty("commission_rates").EnumerateArray().Select(rate => CosmosDecimal.Parse(rate.GetString()!))];
        IEnumerable<string> expected = item.Expected.GetProperty("per_validator").EnumerateArray()
            .Select(validator => $"{RewardCase.Text(validator, "outstanding")} {RewardCase.Text(validator, "commission")} {RewardCase.Text(validator, "current_rewards")}");
        IEnumerable<string> actual = validators.Zip(rates)
            .Select(pair => $"{pair.First} {pair.First.Multiply(pair.Second)} {pair.First.Subtract(pair.First.Multiply(pair.Second))}");
        return CaseOutcome.Compare(string.Join("; ", expected.Append(item.Expect("community_pool"))), string.Join("; ", actual.Append($"{community}")));
    }
}
