using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using CapaCloud.Mechanisms.Alignment.Exports;
using CapaCloud.Mechanisms.Alignment.Simulations;
using CapaCloud.Mechanisms.Samples.Reporting;

namespace CapaCloud.Mechanisms.Samples.AlignmentLab.Commands;

/// <summary><c>simulate POLICY.json --economics ECON.json [--agents N] [--epochs N] [--runs N] [--seed N] [--vega OUT]</c>.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        Option<int> agents = new("--agents") { Description = "How many agents of each kind.", DefaultValueFactory = _ => 5 };
        Option<int> epochs = new("--epochs") { Description = "How many epochs.", DefaultValueFactory = _ => 40 };
        Option<int> runs = new("--runs") { Description = "How many runs, at least 2.", DefaultValueFactory = _ => 4 };
        Option<int> seed = new("--seed") { Description = "The seed; the same seed gives the same figures.", DefaultValueFactory = _ => 1 };
        Option<FileInfo?> vega = new("--vega") { Description = "Write the profits over time as a Vega-Lite figure." };
        return new PolicyInput().On(
            new Command("simulate", "Plays honest and dishonest agents through the mechanism.") { agents, epochs, runs, seed, vega },
            (parsed, mechanism, economics, cancellation) =>
            {
                SimulationOptions options = new()
                {
                    Population = Enum.GetValues<AgentKind>().ToImmutableDictionary(kind => kind, _ => parsed.GetValue(agents)),
                    Epochs = parsed.GetValue(epochs),
                    Runs = parsed.GetValue(runs),
                    Seed = parsed.GetValue(seed),
                };
                SimulationResult result = ProgressBar.Show("simulate", progress => PopulationSimulation.Run(mechanism, economics, options, progress, cancellation));
                Print(result);
                if (parsed.GetValue(vega) is { } target)
                {
                    File.WriteAllText(target.FullName, VegaLiteExport.Profits(result));
                }

                return ExitCode.Holds;
            });
    }

    private static void Print(SimulationResult result)
    {
        Console.Out.WriteLine($"seed {result.Seed}; mean profit of an agent, 95 % interval, mean stake lost");
        for (int row = 0; row < result.Kinds.Length; row++)
        {
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Kinds[row],-14}{result.MeanProfit[row],14:F1} +- {result.HalfWidth[row],8:F1}{result.MeanSlashed[row],14:F1}"));
        }
    }
}
