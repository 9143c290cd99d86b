using System.CommandLine;
using System.Globalization;
using CapaCloud.Mechanisms.Alignment.Designs;
using CapaCloud.Mechanisms.Alignment.Exports;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Samples.AlignmentLab.Reports;
using CapaCloud.Mechanisms.Samples.Reporting;
using Fractions;

namespace CapaCloud.Mechanisms.Samples.AlignmentLab.Commands;

/// <summary><c>design</c>: the least stake and audit rate; <c>sweep</c>: the frontier between them.</summary>
internal static class DesignCommand
{
    /// <summary>The audit rates at which the frontier is drawn.</summary>
    public static IReadOnlyList<Proportion> Rates { get; } = [.. new uint[] { 1, 2, 3, 5, 8, 13, 21, 34, 55, 100 }.Select(Proportion.Percent)];

    public static Command CreateDesign()
    {
        Option<string?> capital = new("--capital-cost") { Description = "What locking up one unit for one epoch costs, such as 0.0001: also finds the least-cost policy." };
        Option<string?> audit = new("--audit-cost") { Description = "What one audit of one job costs, in base units; the cost of a job when left out." };
        Option<bool> sensitivities = new("--sensitivities") { Description = "Also prints what each parameter does to the margin, and where it breaks it." };
        return new PolicyInput().On(
            new Command("design", "Finds the least minimum bond and the least audit rate at which honesty is the most profitable choice.") { capital, audit, sensitivities },
            (parsed, mechanism, economics, cancellation) =>
            {
                // Bad arguments are refused before anything is printed.
                SecurityPrices? prices = parsed.GetValue(capital) is { } price
                    ? new SecurityPrices(RationalText.Parse(price), parsed.GetValue(audit) is { } each ? RationalText.Parse(each) : economics.CostPerJob.High)
                    : null;
                Amount? stake = PolicyDesign.LeastStake(mechanism.Policy, economics, cancellation: cancellation);
                Proportion? rate = PolicyDesign.LeastAuditRate(mechanism.Policy, economics, cancellation: cancellation);
                Console.Out.WriteLine($"least minimum bond at the policy's audit rate: {stake?.ToString() ?? "none is enough"}");
                Console.Out.WriteLine($"least audit rate at the policy's minimum bond: {rate?.ToString() ?? "none is enough"}");
                long? together = PolicyDesign.LargestSafeCoalition(mechanism.Policy, economics, cancellation);
                Console.Out.WriteLine($"largest coalition that is deterred: {together?.ToString(CultureInfo.InvariantCulture) ?? "none"} of {economics.Participants}");
                if (prices is { } given)
                {
                    LeastCostDesign? design = ProgressBar.Show("least cost", progress => LeastCost.Design(mechanism.Policy, economics, given, progress: progress, cancellation: cancellation));
                    Console.Out.WriteLine(design is null
                        ? "least cost: nothing is enough"
                        : $"least cost: {RationalText.Approximate(design.Cost, 2)} an epoch with a minimum bond of {design.MinimumBond} and an audit rate of {design.AuditRate}");
                }

                if (parsed.GetValue(sensitivities))
                {
                    PrintSensitivities(ProgressBar.Show("sensitivities", progress => MarginSensitivity.Of(mechanism.Policy, economics, progress: progress, cancellation: cancellation)));
                }

                return stake is null && rate is null ? ExitCode.Fails : ExitCode.Holds;
            });
    }

    private static void PrintSensitivities(IEnumerable<Sensitivity> sensitivities)
    {
        Line("parameter", "value", "margin for each more", "holds from", "to");
        foreach (Sensitivity entry in sensitivities)
        {
            Line(
                entry.Parameter,
                RationalText.Approximate(entry.Value, 4),
                SensitivityText.Slope(entry),
                SensitivityText.End(entry.SafeFrom, entry.IsBoundBelow),
                SensitivityText.End(entry.SafeTo, entry.IsBoundAbove));
        }
    }

    private static void Line(string parameter, string value, string slope, string from, string to) =>
        Console.Out.WriteLine($"{parameter,-42}{value,12}{slope,22}{from,14}{to,14}");

    public static Command CreateSweep()
    {
        Option<FileInfo?> vega = new("--vega") { Description = "Write the frontier as a Vega-Lite figure." };
        Option<FileInfo?> picture = new("--picture") { Description = "Draw what the best way to cheat gains at audit rates from 0 to 5 %, as SVG." };
        return new PolicyInput().On(
            new Command("sweep", "Prints the least minimum bond for each audit rate.") { vega, picture },
            (parsed, mechanism, economics, cancellation) =>
            {
                IReadOnlyList<FrontierPoint> points = ProgressBar.Show("sweep", progress => PolicyDesign.Frontier(mechanism.Policy, economics, Rates, progress, cancellation));
                Console.Out.WriteLine($"{"audit rate",-14}least minimum bond, base units");
                foreach (FrontierPoint point in points)
                {
                    Console.Out.WriteLine($"{point.AuditRate,-14}{point.LeastStake?.ToString() ?? "none is enough"}");
                }

                if (parsed.GetValue(vega) is { } target)
                {
                    File.WriteAllText(target.FullName, VegaLiteExport.Frontier(points));
                }

                if (parsed.GetValue(picture) is { } drawing)
                {
                    File.WriteAllText(drawing.FullName, ProfitPicture.Of(mechanism.Policy, economics, most: 500, step: 10, cancellation));
                }

                return ExitCode.Holds;
            });
    }
}
