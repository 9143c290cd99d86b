using System.Globalization;
using CapaCloud.Mechanisms;
using CapaCloud.Mechanisms.Samples.ComputeNetwork;
using CapaCloud.Mechanisms.Samples.GpuCluster.Trace;
using CapaCloud.Mechanisms.Settlement;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const string Usage =
    """
    usage: ComputeNetwork [--quick] [--data folder] [--output folder]

    Plays 60 epochs of a network of providers, checkers, requesters and delegators, of whom some are dishonest in each role, and says who earned what. Without --data
    the jobs and the faults of machines are made up, the same on every machine. With --data they are those of two published traces: the folder has
    alibaba-gpu-2023/pods.csv and gpu-server-faults/ (nodes.csv and faults.csv). With --quick there are 200 providers instead of 1,000.
    The report is written to artifacts/compute-network, or to the folder after --output.
    Exit code: 0 when every unit is accounted for and the honest do better than the others in each role, 1 when not, 2 for bad arguments or a file that cannot be read.
    """;
string? data = null;
string output = "artifacts/compute-network";
bool isQuick = false;
for (int index = 0; index < args.Length; index++)
{
    switch (args[index])
    {
        case "--help" or "-h":
            Console.WriteLine(Usage);
            return 0;
        case "--quick":
            isQuick = true;
            break;
        case "--data" when index + 1 < args.Length:
            data = args[++index];
            break;
        case "--output" when index + 1 < args.Length:
            output = args[++index];
            break;
        default:
            Console.Error.WriteLine($"'{args[index]}' is not expected.");
            Console.Error.WriteLine(Usage);
            return 2;
    }
}

int providers = isQuick ? Assumptions.Providers / 5 : Assumptions.Providers;
Demand demand;
Outages outages;
try
{
    demand = data is null ? Demand.BuiltIn(providers) : Demand.OfTrace(Path.Combine(data, "alibaba-gpu-2023", "pods.csv"));
    outages = data is null
        ? new Outages("faults of 400 servers that are made up", BuiltInTrace.Create())
        : new Outages("the faults of gpu-server-faults", ClusterTrace.Read(Path.Combine(data, "gpu-server-faults")));
}
catch (Exception exception) when (exception is IOException or InvalidDataException or TraceException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}

Population people = new(providers, isQuick ? Assumptions.Requesters / 5 : Assumptions.Requesters, isQuick ? Assumptions.Delegators / 3 : Assumptions.Delegators);
string sources = $"{demand.Source}; {outages.Source}";
Console.WriteLine($"{Assumptions.Epochs} epochs, {providers} providers, {people.Requesters.Length} requesters, {people.Delegators.Length} delegators; {sources}.");
NetworkRun run = new(people, demand, outages);
run.Run(epoch =>
{
    if (!Console.IsErrorRedirected)
    {
        Console.Error.Write($"\repoch {epoch + 1} ");
    }
});
RoleTable table = RoleTable.Of(people);
Console.WriteLine();
Console.WriteLine("base units for each person         people         got        cost     slashed         net");
foreach (RoleRow row in table.Rows)
{
    Console.WriteLine($"{row.Role,-9} {row.Group,-24} {row.People,6} {RoleTable.Number(row.Got),11} {RoleTable.Number(row.Cost),11} {RoleTable.Number(row.Slashed),11} {RoleTable.Number(row.Net),11}");
}

Console.WriteLine();
Console.WriteLine($"jobs: {run.Figures.Sum(item => item.Asked):N0} asked for, {run.Figures.Sum(item => item.Found):N0} found a provider; {run.Figures.Sum(item => item.Verdicts):N0} verdicts");
foreach ((string role, string? text) in run.Examples.All)
{
    Console.WriteLine();
    Console.WriteLine($"{role}:");
    Console.WriteLine(text ?? "nothing of the kind happened");
}

Books books = run.State.Books;
bool isAccounted = run.State.Inconsistencies().IsEmpty && books.Difference.IsZero;
Console.WriteLine();
Console.WriteLine($"in {books.In} = out {books.Out} + held {books.Held} + burned {books.Burned} + dust {books.Dust}: {(isAccounted ? "every unit accounted for" : "NOT BALANCED")}");
Console.WriteLine(table.HonestDoBest ? "in each role the honest did better than the others" : "IN SOME ROLE THE HONEST DID WORSE");
Directory.CreateDirectory(output);
string page = Path.Combine(output, "report.html");
RunReport.Of(run, table, sources).Save(page);
Console.WriteLine($"report: {page}");
return isAccounted && table.HonestDoBest ? 0 : 1;
