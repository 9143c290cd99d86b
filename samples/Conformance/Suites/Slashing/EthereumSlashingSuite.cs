using System.Text.Json;
using CapaCloud.Mechanisms.Presets.Networks.Ethereum;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Slashing;

internal sealed class EthereumSlashingSuite : ConformanceSuite
{
    public override string File => "staking/ethereum_slashing.json";

    public override string OperationOf(VectorCase item) => $"{item.Input("op")}/{item.Input("fork")}";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        EthereumSlashing rules = item.Input("fork") switch
        {
            "phase0" => EthereumSlashing.Phase0,
            "altair" => EthereumSlashing.Altair,
            "bellatrix" => EthereumSlashing.Bellatrix,
            "electra" => EthereumSlashing.Electra,
            string other => throw new KeyNotFoundException($"the fork '{other}' is unknown"),
        };
        if (item.Input("op") == "slash_validator")
        {
            rules = rules with
            {
                MinimumPenaltyQuotient = (uint)Read.Word(item.Input("min_slashing_penalty_quotient")),
                ReportRewardQuotient = (uint)Read.Word(item.Input("whistleblower_reward_quotient")),
            };
            Amount effective = Read.Amount(item.Input("effective_balance"));
            (Amount proposer, Amount reporter) = rules.ReportReward(effective);
            return Read.Compare(
                item,
                ("initial_penalty", $"{rules.InitialPenalty(effective)}"),
                ("proposer_reward", $"{proposer}"),
                ("whistleblower_reward_net", $"{reporter}"),
                ("added_to_slashings", $"{effective}"));
        }

        rules = rules with { Multiplier = (uint)Read.Word(item.Input("multiplier")), EffectiveIncrement = Read.Word(item.Input("increment")) };
        List<string> penalties = [];
        List<string> balances = [];
        foreach (VectorValue validator in item.Inputs.GetProperty("slashed").EnumerateArray())
        {
            Amount penalty = rules.CorrelationPenalty(
                Read.Amount(Read.Text(validator, "effective_balance")),
                Read.Amount(item.Input("total_slashings")),
                Read.Amount(item.Input("total_active_balance")));
            penalties.Add($"{penalty}");
            balances.Add($"{Read.Amount(Read.Text(validator, "balance")).SubtractToZero(penalty)}");
        }

        return CaseOutcome.Compare(
            $"{Join(item, "penalties")} leave {Join(item, "balances_after")}", $"{string.Join(" ", penalties)} leave {string.Join(" ", balances)}");
    }

    private static string Join(VectorCase item, string key) =>
        string.Join(" ", item.Expected.GetProperty(key).EnumerateArray().Select(value => value.GetString()));
}
