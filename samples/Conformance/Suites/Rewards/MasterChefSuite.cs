using System.Globalization;
using System.Numerics;
using CapaCloud.Mechanisms.Presets.Networks.Sushi;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;

internal sealed class MasterChefSuite : ConformanceSuite
{
    public override string File => "staking/masterchef_reward_per_share.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item) => item.Input("op") switch
    {
        "reward_per_share_script" => Script(item),
        string other => new CaseOutcome.NotCovered($"unknown operation {other}"),
    };

    private static CaseOutcome Script(VectorCase item)
    {
        MasterChef farm = new(
            RewardCase.Integer(item, "reward_per_block"),
            RewardCase.Word(item, "start_block"),
            RewardCase.Word(item, "bonus_end_block"),
            RewardCase.Word(item, "bonus_multiplier"),
            RewardCase.Integer(item, "acc_scale"),
            DeveloperShare(item.Input("dev_share")));
        List<string> expected = [], actual = [];
        foreach (VectorValue step in item.Inputs.GetProperty("script").EnumerateArray())
        {
            Do(farm, step, expected, actual);
        }

        return CaseOutcome.Compare(string.Join("; ", expected), string.Join("; ", actual));
    }

    /// <summary>"1/10 minted on top": beside the farm's reward, not out of it.</summary>
    private static (BigInteger Numerator, BigInteger Denominator) DeveloperShare(string text) =>
        text.Split(' ', 2) is [string share, "minted on top"]
            ? RewardCase.Rational(share)
            : throw new FormatException($"The developers' share '{text}' is not a fraction 'minted on top'.");

    private static void Do(MasterChef farm, VectorValue step, List<string> expected, List<string> actual)
    {
        switch (RewardCase.Text(step, "op"))
        {
            case "add_pool":
                farm.Add(RewardCase.Integer(RewardCase.Text(step, "alloc")), Word("block"));
                break;
            case "deposit":
                farm.Deposit(Pool(), RewardCase.Text(step, "user"), RewardCase.Integer(RewardCase.Text(step, "amount")), Word("block"));
                break;
            case "withdraw":
                farm.Withdraw(Pool(), RewardCase.Text(step, "user"), RewardCase.Integer(RewardCase.Text(step, "amount")), Word("block"));
                break;
            case "expect_pending":
                expected.Add($"pending {RewardCase.Text(step, "value")}");
                actual.Add($"pending {farm.Pending(Pool(), RewardCase.Text(step, "user"), Word("block"))}");
                break;
            case "expect_balances":
                foreach (VectorProperty balance in step.EnumerateObject().Where(property => property.Name != "op"))
                {
                    BigInteger got = balance.Name switch
                    {
                        "supply" => farm.Supply,
                        "dev" => farm.Developers,
                        "chef" => farm.Held,
                        string user => farm.BalanceOf(user),
                    };
                    expected.Add($"{balance.Name} {balance.Value.GetString()}");
                    actual.Add($"{balance.Name} {got}");
                }

                break;
            case string other:
                expected.Add($"{other} known");
                actual.Add($"{other} unknown");
                break;
        }

        ulong Word(string key) => Read.Word(RewardCase.Text(step, key));

        int Pool() => int.Parse(RewardCase.Text(step, "pool"), CultureInfo.InvariantCulture);
    }
}
