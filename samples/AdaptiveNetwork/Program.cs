using System.Globalization;
using CapaCloud.Mechanisms;
using CapaCloud.Mechanisms.Samples.AdaptiveNetwork;
using CapaCloud.Mechanisms.Samples.Reporting;
using CapaCloud.Mechanisms.Samples.Reporting.Charts;
using CapaCloud.Mechanisms.Settlement;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const string Usage =
    """
    usage: AdaptiveNetwork [--output folder]

    Plays 1,000 epochs of a network whose audit rate, bond and price follow what is observed, inside a certified region, against the same network
    under fixed audit rates. The report is written to artifacts/adaptive-network, or to the folder after --output.
    Exit code: 0 when every unit is accounted for, the adapted proof holds and no proof was lost without a warning, 1 when not, 2 for bad arguments.
    """;
if (args is ["--help"] or ["-h"])
{
    Console.WriteLine(Usage);
    return 0;
}

if (args is not ([] or ["--output", _]))
{
    Console.Error.WriteLine($"'{args[0]}' is not expected.");
    Console.Error.WriteLine(Usage);
    return 2;
}

string output = args is ["--output", string folder] ? folder : "artifacts/adaptive-network";
(uint Percent, ulong Price)[] fixedRules = [(4, 150), (5, 150), (10, 150), (20, 150), (40, 150), (5, 130), (10, 130), (10, 120)];
List<(string Name, NetworkRun Run)> runs = [("adapted", new NetworkRun())];
runs.AddRange(fixedRules.Select(rule => ($"{rule.Percent} %, price {rule.Price}", new NetworkRun(Proportion.Percent(rule.Percent), rule.Price))));
int done = 0, all = runs.Count * World.Epochs;
foreach ((_, NetworkRun run) in runs)
{
    run.Run(() =>
    {
        done++;
        if (!Console.IsErrorRedirected && done % 50 == 0)
        {
            Console.Error.Write($"\r{done * 100 / all} %");
        }
    });
}

RunSummary[] summaries = [.. runs.Select(item => RunSummary.Of(item.Name, item.Run))];
RunSummary best = summaries.Skip(1).MaxBy(summary => summary.Welfare)!;
Console.WriteLine($"{World.Epochs} epochs, {World.Providers} providers; all figures follow from the assumptions of World.cs.");
Console.WriteLine("run              welfare      audits paid  price moves  cheating profit  epochs without proof  warned at  lost at");
foreach (RunSummary summary in summaries)
{
    Console.WriteLine($"{summary.Name,-15} {summary.Welfare,12:N0} {summary.AuditsPaid,14:N0} {summary.PriceVolatility,11:P2} {summary.CheatingProfit,16:N0} {summary.EpochsWithoutProof,21} {At(summary.WarnedAt),10} {At(summary.LostAt),8}");
}

Console.WriteLine($"most welfare of the fixed: {best.Name}; of those whose proof never failed: {summaries.Skip(1).Where(item => item.EpochsWithoutProof == 0).MaxBy(item => item.Welfare)?.Name ?? "none"}");
bool warned = summaries.All(summary => summary.LostAt < 0 || (summary.WarnedAt >= 0 && summary.WarnedAt < summary.LostAt));
Console.WriteLine(warned ? "the monitor warned before every loss of a proof" : "A PROOF WAS LOST WITHOUT A WARNING");
foreach (string line in runs[0].Run.Events)
{
    Console.WriteLine(line);
}

NetworkState last = runs[0].Run.Last;
Books books = last.Books;
bool accounted = last.Inconsistencies().IsEmpty && books.Difference.IsZero;
Console.WriteLine($"in {books.In} = out {books.Out} + held {books.Held} + burned {books.Burned} + dust {books.Dust}: {(accounted ? "every unit accounted for" : "NOT BALANCED")}");
Directory.CreateDirectory(output);
string page = Path.Combine(output, "report.html");
Page(runs, summaries).Save(page);
Console.WriteLine($"report: {page}");
return accounted && warned && runs[0].Run.Figures.All(item => item.ProofHolds) ? 0 : 1;

static string At(int epoch) => epoch < 0 ? "never" : epoch.ToString(CultureInfo.InvariantCulture);

static HtmlReport Page(List<(string Name, NetworkRun Run)> runs, RunSummary[] summaries)
{
    NetworkRun adapted = runs[0].Run;
    ChartSeries Series(string name, NetworkRun run, Func<EpochFigures, double> value) =>
        new(name, [.. run.Figures.Where(item => item.Epoch % 5 == 0).Select(item => new ChartPoint(item.Epoch, value(item)))]);
    HtmlReport page = new HtmlReport("A network that adapts inside walls", $"{World.Epochs} epochs; demand shocks at 120 and 800, waves of bribes at 400 and 880, an outage at 550, a price fall at 650, a stolen key at 294")
        .Heading("What each run came to")
        .Table(
            ["run", "welfare", "audits paid", "mean move of the price", "cheating profit", "epochs without proof", "warned at", "lost at"],
            summaries.Select(item => (IReadOnlyList<string>)[item.Name, $"{item.Welfare:N0}", $"{item.AuditsPaid:N0}", $"{item.PriceVolatility:P2}", $"{item.CheatingProfit:N0}", $"{item.EpochsWithoutProof}", At(item.WarnedAt), At(item.LostAt)]))
        .Chart(new LineChart("Audit rate", "epoch", "share of jobs", [Series("adapted", adapted, item => item.AuditRate), Series("failed audits", adapted, item => item.Failures)]), "The rate follows failures, and never leaves 4 % to 40 %.")
        .Chart(new LineChart("Price", "epoch", "base units a job", [Series("adapted", adapted, item => item.Price), Series("fixed", runs[1].Run, item => item.Price)]), "The price follows demand.")
        .Chart(new LineChart("Minimum bond", "epoch", "base units", [Series("adapted", adapted, item => item.Bond), Series("worth of it", adapted, item => item.Bond * World.TokenPrice(item.Epoch) / 1_000), Series("fixed", runs[1].Run, item => item.Bond)]), "The bond follows the price of its token, so that its worth stays.")
        .Chart(new BarChart("Welfare", [.. summaries.Select(item => new BarChartItem(item.Name, item.Welfare, $"{item.Welfare:N0}"))]), "Worth of right results less work and audits.")
        .Chart(new BarChart("Cheating profit", [.. summaries.Select(item => new BarChartItem(item.Name, item.CheatingProfit, $"{item.CheatingProfit:N0}"))]), "What cheats brought, less what was taken, in the unit of payments.")
        .Heading("What happened");
    foreach (string line in adapted.Events)
    {
        page = page.Note(line);
    }

    return page;
}
