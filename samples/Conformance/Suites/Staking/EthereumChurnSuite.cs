using CapaCloud.Mechanisms.Presets.Networks.Ethereum;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Staking;

internal sealed class EthereumChurnSuite : ConformanceSuite
{
    public override string File => "staking/ethereum_churn_exit_queue.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        if (item.Input("op") == "churn_limits")
        {
            EthereumChurn rules = new()
            {
                Minimum = Read.Amount(item.Input("min_per_epoch_churn")),
                MaximumForExits = Read.Amount(item.Input("max_activation_exit_churn")),
                Quotient = (uint)Read.Word(item.Input("churn_quotient")),
                Increment = Read.Word(item.Input("increment")),
            };
            Amount total = Read.Amount(item.Input("total_active_balance"));
            return Read.Compare(
                item,
                ("balance_churn", $"{rules.BalanceChurn(total)}"),
                ("activation_exit_churn", $"{rules.ExitChurn(total)}"),
                ("consolidation_churn", $"{rules.ConsolidationChurn(total)}"));
        }

        if (item.Input("op") != "exit_queue")
        {
            return new CaseOutcome.NotCovered($"unknown operation {item.Input("op")}");
        }

        ChurnSchedule queue = default;
        List<string> actual = [];
        foreach (string exit in item.Inputs.GetProperty("exits").EnumerateArray().Select(exit => exit.GetString()!))
        {
            queue = queue.Enter(
                Read.Amount(exit),
                Read.Amount(item.Input("per_epoch_churn")),
                Epoch.Of(Read.Word(item.Input("current_epoch"))),
                EpochSpan.Of(Read.Word(item.Input("max_seed_lookahead"))));
            actual.Add($"{queue.Earliest}:{queue.Left}");
        }

        return CaseOutcome.Compare(
            string.Join(" ", item.Expected.GetProperty("after_each").EnumerateArray()
                .Select(after => $"{Read.Text(after, "exit_epoch")}:{Read.Text(after, "balance_to_consume")}")),
            string.Join(" ", actual));
    }
}
