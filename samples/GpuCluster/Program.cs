using System.Globalization;
using CapaCloud.Mechanisms.Samples.GpuCluster;
using CapaCloud.Mechanisms.Samples.GpuCluster.Trace;
using Spectre.Console;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const string DefaultFolder = "../shared/data/gpu-server-faults";
string folder = args.FirstOrDefault(argument => !argument.StartsWith('-')) ?? DefaultFolder;
string output = args.SkipWhile(argument => argument != "--output").Skip(1).FirstOrDefault() ?? "artifacts/gpu-cluster";
if (args is ["--output", _, ..])
{
    folder = args.Skip(2).FirstOrDefault() ?? DefaultFolder;
}

if (!File.Exists(Path.Combine(folder, "faults.csv")) || !File.Exists(Path.Combine(folder, "nodes.csv")))
{
    Console.Error.WriteLine($"There is no fault trace in '{folder}'.");
    Console.Error.WriteLine("usage: GpuCluster [folder with nodes.csv and faults.csv] [--output folder]");
    Console.Error.WriteLine("The trace is InfiniteHBD's (github.com/stepfun-ai/InfiniteHBD-Trace), as CSV: node,start_day,end_day,level,class,description.");
    return 2;
}

ClusterTrace trace;
try
{
    trace = ClusterTrace.Read(folder);
}
catch (TraceException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}

ClusterRun run = AnsiConsole.Progress()
    .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
    .Start(context =>
    {
        ProgressTask task = context.AddTask($"settling {ClusterTrace.Days} days of {ClusterTrace.Servers} servers", maxValue: ClusterTrace.Days);
        return ClusterRun.Of(trace, () => task.Increment(1));
    });

ConsoleSummary.Print(run);
Directory.CreateDirectory(output);
string report = Path.Combine(output, "report.html"), payouts = Path.Combine(output, "payouts.csv");
ClusterReport.Of(run).Save(report);
File.WriteAllText(payouts, ClusterReport.PayoutsCsv(run));
Console.WriteLine($"report  {report}");
Console.WriteLine($"payouts {payouts}");
Console.WriteLine();
Console.WriteLine(ConsoleSummary.ConservationLine(run));
return run.After.Books.Difference.IsZero ? 0 : 1;
