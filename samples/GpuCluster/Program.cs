using System.Globalization;
using CapaCloud.Mechanisms.Samples.GpuCluster;
using CapaCloud.Mechanisms.Samples.GpuCluster.Trace;
using CapaCloud.Mechanisms.Samples.Reporting;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const string DefaultFolder = "../shared/data/gpu-server-faults";
const string Usage =
    """
    usage: GpuCluster [folder with nodes.csv and faults.csv] [--output folder]

    Settles 348 days of 400 GPU servers and their faults. Without a folder it runs on a trace that it makes itself, with the published
    figures of a real one. The real one is InfiniteHBD's (github.com/stepfun-ai/InfiniteHBD-Trace), as CSV: node,start_day,end_day,level,class,description.
    The report and the payouts are written to artifacts/gpu-cluster, or to the folder after --output.
    Exit code: 0 when every unit is accounted for, 1 when one is not, 2 for bad arguments or input.
    """;
if (args.Contains("--help") || args.Contains("-h"))
{
    Console.WriteLine(Usage);
    return 0;
}

string output = "artifacts/gpu-cluster";
string? asked = null;
for (int index = 0; index < args.Length; index++)
{
    if (args[index] == "--output" && index + 1 < args.Length)
    {
        output = args[++index];
    }
    else if (args[index].StartsWith('-') || asked is not null)
    {
        return Refuse($"'{args[index]}' is not expected.");
    }
    else
    {
        asked = args[index];
    }
}

string folder = asked ?? DefaultFolder;
bool isThere = File.Exists(Path.Combine(folder, "faults.csv")) && File.Exists(Path.Combine(folder, "nodes.csv"));
if (asked is not null && !isThere)
{
    return Refuse($"There is no fault trace in '{folder}'.");
}

ClusterTrace trace;
try
{
    trace = isThere ? ClusterTrace.Read(folder) : BuiltInTrace.Create();
}
catch (TraceException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}

Console.WriteLine(isThere ? $"trace: {Path.GetFullPath(folder)}" : "trace: made by this sample, with the published figures of a real one; --help says which");
int days = 0;
ClusterRun run = ProgressBar.Show(
    $"settling {ClusterTrace.Days} days of {ClusterTrace.Servers} servers", progress => ClusterRun.Of(trace, () => progress?.Report(++days / (double)ClusterTrace.Days)));

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

static int Refuse(string reason)
{
    Console.Error.WriteLine(reason);
    Console.Error.WriteLine(Usage);
    return 2;
}
