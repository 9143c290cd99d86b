using System.CommandLine;
using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Alignment.Designs;
using CapaCloud.Mechanisms.Alignment.Exports;
using CapaCloud.Mechanisms.Numerics;
using Spectre.Console;

namespace CapaCloud.Mechanisms.Samples.AlignmentLab.Commands;

/// <summary><c>design</c>: the least stake and audit rate; <c>sweep</c>: the frontier between them.</summary>
internal static class DesignCommand
{
    public static Command CreateDesign() => new PolicyInput().On(
        new Command("design", "Finds the least minimum bond and the least audit rate at which honesty is the most profitable choice."),
        (_, mechanism, economics, cancellation) =>
        {
            Amount? stake = PolicyDesign.LeastStake(mechanism.Policy, economics, cancellation: cancellation);
            Proportion? rate = PolicyDesign.LeastAuditRate(mechanism.Policy, economics, cancellation: cancellation);
            Console.Out.WriteLine($"least minimum bond at the policy's audit rate: {stake?.ToString() ?? "none is enough"}");
            Console.Out.WriteLine($"least audit rate at the policy's minimum bond: {rate?.ToString() ?? "none is enough"}");
            return stake is null && rate is null ? ExitCode.Fails : ExitCode.Holds;
        });

    public static Command CreateSweep()
    {
        Option<FileInfo?> vega = new("--vega") { Description = "Write the frontier as a Vega-Lite figure." };
        return new PolicyInput().On(
            new Command("sweep", "Prints the least minimum bond for each audit rate.") { vega },
            (parsed, mechanism, economics, cancellation) =>
            {
                Proportion[] rates = [.. new uint[] { 1, 2, 3, 5, 8, 13, 21, 34, 55, 100 }.Select(Proportion.Percent)];
                IReadOnlyList<FrontierPoint> points = [];
                AnsiConsole.Progress().Start(context =>
                {
                    ProgressTask task = context.AddTask("sweep", maxValue: 1);
                    points = PolicyDesign.Frontier(mechanism.Policy, economics, rates, new ProgressBar(task), cancellation);
                });
                foreach (FrontierPoint point in points)
                {
                    Console.Out.WriteLine($"{point.AuditRate}\t{point.LeastStake?.ToString() ?? "none is enough"}");
                }

                if (parsed.GetValue(vega) is { } target)
                {
                    File.WriteAllText(target.FullName, VegaLiteExport.Frontier(points));
                }

                return ExitCode.Holds;
            });
    }
}
