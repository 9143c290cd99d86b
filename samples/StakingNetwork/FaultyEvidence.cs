using System.Globalization;
using CapaCloud.Mechanisms.Slashing;
using Spectre.Console;

namespace CapaCloud.Mechanisms.Samples.StakingNetwork;

/// <summary>The evidence that was published first for interval 25, conserves perfectly, and cannot be true.</summary>
internal static class FaultyEvidence
{
    private const ulong SecondsForEachDuty = 384;

    public static bool Show(InputFiles input)
    {
        AnsiConsole.Write(new Rule("[bold]Interval 25: evidence that must be refused[/]").LeftJustified());
        const ulong possible = 28 * 86_400 / SecondsForEachDuty;
        int rows = 0;
        int refused = 0;
        ulong most = 0;
        List<string> examples = [];
        foreach (TableRow row in input.Table("rocketpool/interval25_minipools_FAULTY.csv"))
        {
            rows++;
            DutyReport report = new(row.Word("attestations_ok"), row.Word("attestations_missed"));
            if (report.IsPossible(possible, out string? refusal))
            {
                continue;
            }

            refused++;
            most = Math.Max(most, report.Kept);
            if (examples.Count < 3)
            {
                examples.Add($"{row.Text("minipool")}: {refusal}");
            }
        }

        foreach (string example in examples)
        {
            AnsiConsole.MarkupLineInterpolated($"  refused {example}");
        }

        AnsiConsole.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"{refused:N0} of {rows:N0} reports are refused: in 28 days there are {possible:N0} duties, up to {most:N0} are claimed. Nothing is settled from this evidence.");
        return refused > 0;
    }
}
