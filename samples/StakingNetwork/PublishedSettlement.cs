using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace CapaCloud.Mechanisms.Samples.StakingNetwork;

/// <summary>One whole settlement as published: every validator's share to the wei, and where the rest went.</summary>
internal static class PublishedSettlement
{
    private static readonly UInt128 One = 1_000_000_000_000_000_000;

    public static bool Show(InputFiles input)
    {
        AnsiConsole.Write(new Rule("[bold]Interval 128: one published settlement[/]").LeftJustified());
        TableRow[] validators = [.. input.Table("rocketpool/testnet128_minipools.csv")];
        JsonElement published = JsonDocument.Parse(input.Text("rocketpool/testnet128_header.json")).RootElement.GetProperty("totalRewards");
        Amount pool = Published(published, "totalSmoothingPoolEth");
        Amount scores = Sum(validators, "attestation_score_1e18");
        Amount duties = Sum(validators, "attestations_ok");

        // The operators' part of the pool: the average score for a duty, which is at most one.
        Amount performance = pool.Multiply(scores.Units, duties.Units * One, Rounding.Down);
        Amount paid = Amount.Zero;
        int exact = 0;
        foreach (TableRow validator in validators)
        {
            Amount share = performance.Multiply(validator.Amount("attestation_score_1e18").Units, scores.Units, Rounding.Down);
            exact += share == validator.Amount("eth_earned_wei") ? 1 : 0;
            paid += share;
        }

        Amount dust = performance - paid;
        Amount operators = paid + Sum(validators, "bonus_eth_earned_wei");
        Amount stakers = pool - operators;
        Table table = new Table().AddColumns("what", "wei").AddColumn("published");
        table.AddRow("pool", $"{pool}", "");
        table.AddRow("performance part, floor(pool * scores / duties)", $"{performance}", "");
        table.AddRow("paid for performance", $"{paid}", "");
        table.AddRow("[bold]dust of the floors, to the pool stakers[/]", $"[bold]{dust}[/]", "");
        table.AddRow("operators in all, bonus included", $"{operators}", Mark(operators, Published(published, "nodeOperatorSmoothingPoolEth")));
        table.AddRow("pool stakers, dust included", $"{stakers}", Mark(stakers, Published(published, "poolStakerSmoothingPoolEth")));
        Amount nodes = Sum([.. input.Table("rocketpool/testnet128_payouts.csv")], "smoothing_pool_eth_wei");
        table.AddRow("payouts to nodes, from their own file", $"{nodes}", Mark(operators, nodes));
        AnsiConsole.Write(table);
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{exact:N0} of {validators.Length:N0} shares equal the published ones to the wei.");
        return exact == validators.Length && operators == nodes
            && operators == Published(published, "nodeOperatorSmoothingPoolEth") && stakers == Published(published, "poolStakerSmoothingPoolEth");
    }

    private static Amount Published(JsonElement totals, string name) =>
        Amount.Of(UInt128.Parse(totals.GetProperty(name).GetString()!, CultureInfo.InvariantCulture));

    private static Amount Sum(TableRow[] rows, string column) => rows.Aggregate(Amount.Zero, (sum, row) => sum + row.AmountOrNone(column));

    private static string Mark(Amount actual, Amount published) => actual == published ? "[green]equal[/]" : $"[red]{published}[/]";
}
