using System.Globalization;
using CapaCloud.Mechanisms;
using CapaCloud.Mechanisms.Samples.AdaptiveNetwork;
using CapaCloud.Mechanisms.Samples.Reporting;
using CapaCloud.Mechanisms.Samples.Reporting.Charts;
using CapaCloud.Mechanisms.Settlement;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const string Usage =
    """
    usage: AdaptiveNetwork [--quick] [--output folder]
           AdaptiveNetwork --tune

    Plays 1,000 epochs of a network whose audit rate, bond and price follow what is observed, inside a certified region, against the same network
    under fixed audit rates and prices, in three worlds on which no number of it was chosen. The report is written to artifacts/adaptive-network, or to
    the folder after --output. With --quick it plays one world, and of the fixed rules two: the best on two other worlds, and the cheapest. With --tune the numbers are chosen again, on two other worlds.
    Exit code: 0 when every unit is accounted for, the adapted proof holds and no proof was lost without a warning, 1 when not, 2 for bad arguments.
    """;
if (args is ["--help"] or ["-h"])
{
    Console.WriteLine(Usage);
    return 0;
}

bool isQuick = args is ["--quick", ..];
if ((isQuick ? args[1..] : args) is not ([] or ["--output", _] or ["--tune"]) || args is ["--quick", "--tune"])
{
    Console.Error.WriteLine($"'{string.Join(' ', args)}' is not expected.");
    Console.Error.WriteLine(Usage);
    return 2;
}

if (args is ["--tune"])
{
    (Tuning best, List<(Tuning Candidate, double Welfare, int WithoutProof)> adapted) = Tuning.Choose(Tuning.Candidates, World.Training, Tuning.Adapted);
    foreach ((Tuning candidate, double welfare, int without) in adapted)
    {
        Console.WriteLine($"adapted, resting at {candidate.RestingAudits} % audits, price for {candidate.Load,3} % of capacity: welfare {welfare,12:N0}, {without} epochs without proof{(candidate == best ? "  <- best" : "")}");
    }

    ((uint Percent, ulong Price) bestFixed, List<((uint Percent, ulong Price) Candidate, double Welfare, int WithoutProof)> held) = Tuning.Choose(Tuning.Fixed, World.Training, Tuning.FixedRun);
    foreach (((uint Percent, ulong Price) candidate, double welfare, int without) in held)
    {
        Console.WriteLine($"fixed, {candidate.Percent,2} % audits, price {candidate.Price}: welfare {welfare,12:N0}, {without} epochs without proof{(candidate == bestFixed ? "  <- best" : "")}");
    }

    bool isChosen = best == Tuning.Chosen && bestFixed == Tuning.BestFixed;
    Console.WriteLine(isChosen ? "the program has the best" : $"THE PROGRAM HAS {Tuning.Chosen} AND {Tuning.BestFixed}");
    return isChosen ? 0 : 1;
}

string output = args is [.., "--output", string folder] ? folder : "artifacts/adaptive-network";
World[] worlds = isQuick ? [World.Shown] : [World.Shown, .. World.Unseen];
(uint Percent, ulong Price)[] fixedRules = isQuick ? [Tuning.BestFixed, Tuning.Fixed[0]] : Tuning.Fixed;
Console.WriteLine($"{World.Epochs} epochs, {World.Providers} providers; all figures follow from the assumptions of World.cs. The numbers were chosen on other worlds than these.");
List<(string Name, NetworkRun Run)> runs = [];
RunSummary[] summaries = [];
bool warned = true, proven = true, accountedEverywhere = true;
List<string> comparisons = [];
foreach (World world in worlds)
{
    List<(string Name, NetworkRun Run)> own = [("adapted", Tuning.Adapted(world, Tuning.Chosen))];
    own.AddRange(fixedRules.Select(rule => ($"{rule.Percent} %, price {rule.Price}", Tuning.FixedRun(world, rule))));
    int done = 0;
    accountedEverywhere &= ProgressBar.Show(world.Name, progress => own.Aggregate(true, (isAccounted, item) =>
    {
        item.Run.Run(() => progress?.Report(++done / (double)(own.Count * World.Epochs)));
        return isAccounted && item.Run.Last.Inconsistencies().IsEmpty && item.Run.Last.Books.Difference.IsZero;
    }));

    RunSummary[] came = [.. own.Select(item => RunSummary.Of(item.Name, item.Run))];
    RunSummary bestOfWorld = came.Skip(1).MaxBy(summary => summary.Welfare)!;
    Console.WriteLine();
    Console.WriteLine($"world: {world.Name}");
    Console.WriteLine("run              welfare      audits paid  price moves  cheating profit  epochs without proof  warned at  lost at");
    foreach (RunSummary summary in came)
    {
        Console.WriteLine($"{summary.Name,-15} {summary.Welfare,12:N0} {summary.AuditsPaid,14:N0} {summary.PriceVolatility,11:P2} {summary.CheatingProfit,16:N0} {summary.EpochsWithoutProof,21} {At(summary.WarnedAt),10} {At(summary.LostAt),8}");
    }

    comparisons.Add($"{world.Name}: adapted {came[0].Welfare:N0}, best fixed in hindsight {bestOfWorld.Welfare:N0} ({bestOfWorld.Name}): {(came[0].Welfare / bestOfWorld.Welfare) - 1:+0.0 %;-0.0 %}");
    warned &= came.All(summary => summary.LostAt < 0 || (summary.WarnedAt >= 0 && summary.WarnedAt < summary.LostAt));
    proven &= own[0].Run.Figures.All(item => item.ProofHolds);
    (runs, summaries) = world == World.Shown ? (own, came) : (runs, summaries);
}

Console.WriteLine();
Console.WriteLine(string.Join(Environment.NewLine, comparisons));
RunSummary hindsight = summaries.Skip(1).MaxBy(summary => summary.Welfare)!;
Console.WriteLine($"most welfare of the fixed in the shown world: {hindsight.Name}; of those whose proof never failed: {summaries.Skip(1).Where(item => item.EpochsWithoutProof == 0).MaxBy(item => item.Welfare)?.Name ?? "none"}");
Console.WriteLine(warned ? "the monitor warned before every loss of a proof" : "A PROOF WAS LOST WITHOUT A WARNING");
foreach (string line in runs[0].Run.Events)
{
    Console.WriteLine(line);
}

NetworkState last = runs[0].Run.Last;
Books books = last.Books;
bool accounted = accountedEverywhere && last.Inconsistencies().IsEmpty && books.Difference.IsZero;
Console.WriteLine($"in {books.In} = out {books.Out} + held {books.Held} + burned {books.Burned} + dust {books.Dust}: {(accounted ? "every unit accounted for" : "NOT BALANCED")}");
Directory.CreateDirectory(output);
string page = Path.Combine(output, "report.html");
Page(runs, summaries, comparisons).Save(page);
Console.WriteLine($"report: {page}");
return accounted && warned && proven ? 0 : 1;

static string At(int epoch) => epoch < 0 ? "never" : epoch.ToString(CultureInfo.InvariantCulture);

static HtmlReport Page(List<(string Name, NetworkRun Run)> runs, RunSummary[] summaries, List<string> comparisons)
{
    NetworkRun adapted = runs[0].Run;
    ChartSeries Series(string name, NetworkRun run, Func<EpochFigures, double> value) =>
        new(name, [.. run.Figures.Where(item => item.Epoch % 5 == 0).Select(item => new ChartPoint(item.Epoch, value(item)))]);
    HtmlReport page = new HtmlReport("A network that adapts inside walls", $"{World.Epochs} epochs; demand shocks at 120 and 800, waves of bribes at 400 and 880, an outage at 550, a price fall at 650, a stolen key at 294")
        .Heading("What each run came to")
        .Note("Audits are what they cost; the price move is its mean from epoch to epoch; unproven are the epochs in which the proof did not hold; warned and lost are epochs of the monitor.")
        .Table(
            ["run", "welfare", "audits", "price move", "cheats got", "unproven", "warned", "lost"],
            summaries.Select(item => (IReadOnlyList<string>)[item.Name, $"{item.Welfare:N0}", $"{item.AuditsPaid:N0}", $"{item.PriceVolatility:P2}", $"{item.CheatingProfit:N0}", $"{item.EpochsWithoutProof}", At(item.WarnedAt), At(item.LostAt)]))
        .Chart(new LineChart("Audit rate", "epoch", "share of jobs", [Series("adapted", adapted, item => item.AuditRate), Series("failed audits", adapted, item => item.Failures)]), "The rate follows failures, and never leaves 4 % to 40 %.")
        .Chart(new LineChart("Price", "epoch", "base units a job", [Series("adapted", adapted, item => item.Price), Series("fixed", runs[1].Run, item => item.Price)]), "The price follows demand.")
        .Chart(new LineChart("Minimum bond", "epoch", "base units", [Series("adapted", adapted, item => item.Bond), Series("worth of it", adapted, item => item.Bond * World.Shown.TokenPrice(item.Epoch) / 1_000), Series("fixed", runs[1].Run, item => item.Bond)]), "The bond follows the price of its token, so that its worth stays.")
        .Chart(new BarChart("Welfare", [.. summaries.Select(item => new BarChartItem(item.Name, item.Welfare, $"{item.Welfare:N0}"))]), "Worth of right results less work and audits. Where more is asked than can be served, who is served is chance.")
        .Chart(new BarChart("What cheats lost", [.. summaries.Select(item => new BarChartItem(item.Name, -item.CheatingProfit, $"{-item.CheatingProfit:N0}"))]), "What was taken from cheats, less what cheating brought, in the unit of payments.")
        .Heading("In other worlds");
    foreach (string line in comparisons)
    {
        page = page.Note(line);
    }

    page = page.Heading("What happened");
    foreach (string line in adapted.Events)
    {
        page = page.Note(line);
    }

    return page;
}
