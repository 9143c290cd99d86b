using System.Globalization;
using CapaCloud.Mechanisms.Samples.ComputeMarket;
using CapaCloud.Mechanisms.Samples.Reporting;
using Spectre.Console;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const string Usage =
    """
    usage: ComputeMarket [folder with nodes.csv and pods.csv] [--output folder]

    Clears the capacity of a GPU cluster under three price rules, side by side. Without a folder it runs on built-in counts of the same
    trace (Alibaba cluster-trace-gpu-v2023). The report is written to artifacts/compute-market, or to the folder after --output.
    Exit code: 0 when every market conserves units and money, 1 when one does not, 2 for bad arguments or input.
    """;
if (args.Contains("--help") || args.Contains("-h"))
{
    Console.WriteLine(Usage);
    return 0;
}

string output = "artifacts/compute-market";
string? folder = null;
for (int index = 0; index < args.Length; index++)
{
    if (args[index] == "--output")
    {
        if (++index == args.Length)
        {
            return Refuse("'--output' needs a folder.");
        }

        output = args[index];
    }
    else if (args[index].StartsWith('-') || folder is not null)
    {
        return Refuse($"'{args[index]}' is not expected.");
    }
    else
    {
        folder = args[index];
    }
}

if (folder is not null && !(File.Exists(Path.Combine(folder, "nodes.csv")) && File.Exists(Path.Combine(folder, "pods.csv"))))
{
    return Refuse($"There is no nodes.csv and pods.csv in '{folder}'.");
}

MarketTable table;
try
{
    table = folder is null ? MarketTable.BuiltIn() : MarketTable.Read(folder);
}
catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}

// A report that cannot be written is known before the work, not after it.
string page = Path.Combine(output, "report.html");
try
{
    Directory.CreateDirectory(output);
    File.WriteAllText(page, "");
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"The report cannot be written to '{output}': {exception.Message}");
    return 2;
}

bool isTerminal = !Console.IsOutputRedirected;
if (!isTerminal)
{
    AnsiConsole.Profile.Width = 170;
    AnsiConsole.Profile.Capabilities.Ansi = false;
}

ClassMarket[] markets = [.. table.Classes.Select(name => ClassMarket.Of(table, name))];
Console.WriteLine($"{table.Nodes:N0} nodes offer, {table.Tasks:N0} tasks ask ({(folder is null ? "built-in counts" : Path.GetFullPath(folder))}); prices are assumptions, see the report.");
int done = 0, all = Math.Max(1, MarketRun.Steps(markets));
List<RuleResult> results = ProgressBar.Show(
    "clearing, and searching for misreports", progress => markets.SelectMany(market => MarketRun.Of(market, () => progress?.Report(++done / (double)all))).ToList());

foreach (IGrouping<ClassMarket, RuleResult> group in results.GroupBy(result => result.Market))
{
    Table shown = new() { Title = new TableTitle($"{group.Key.Name}: {Figures.Capacity(group.Key.Offered)} offered, {Figures.Capacity(group.Key.Requested)} asked") };
    shown.AddColumns([.. MarketReport.Columns]);
    UInt128 best = group.Max(result => result.Welfare);
    foreach (RuleResult result in group)
    {
        shown.AddRow([.. MarketReport.Row(result, best).Select(cell => new Text(cell))]);
    }

    AnsiConsole.Write(shown);
    foreach (RuleResult result in group)
    {
        Console.WriteLine($"  {result.Rule}: served of what was asked: {string.Join(", ", result.ServedByService.Select(service => $"{service.Key} {Figures.Part(service.Value)}"))}");
        Console.WriteLine($"  {result.Rule}: buyers pay {Figures.Price(result.Outcome.RequestPrice)} an hour, sellers receive {Figures.Price(result.Outcome.OfferPrice)}; largest misreport, searched for {Figures.Searched(result)}: {Figures.Misreport(result.Deviations.Largest)}");
    }

    Console.WriteLine();
}

MarketReport.Of(table, results).Save(page);
bool conserves = results.TrueForAll(result => result.Conserves);
Console.WriteLine(conserves ? "holds: units sold are units bought, and what buyers pay is what sellers and the market receive, in every market" : "FAILS: a market does not conserve");
Console.WriteLine($"report  {page}");
return conserves ? 0 : 1;

static int Refuse(string reason)
{
    Console.Error.WriteLine(reason);
    Console.Error.WriteLine(Usage);
    return 2;
}
