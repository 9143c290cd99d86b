using CapaCloud.Mechanisms.Samples.Reporting;
using CapaCloud.Mechanisms.Samples.Reporting.Charts;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Samples.ComputeNetwork;

/// <summary>The page: who earned what, how the network went, and one explanation for each role.</summary>
internal static class RunReport
{
    public static HtmlReport Of(NetworkRun run, RoleTable table, string sources)
    {
        Books books = run.State.Books;
        HtmlReport page = new HtmlReport("A compute network in which everybody has a part", $"{Assumptions.Epochs} epochs of jobs with prices; {sources}")
            .Heading("Who earned what")
            .Note("Base units for each person over the whole run. For a requester, got is the worth of right results. Checkers are paid for checks, and for being there.")
            .Table(
                ["role", "who", "people", "got", "cost", "slashed", "net"],
                table.Rows.Select(row => (IReadOnlyList<string>)[row.Role, row.Group, $"{row.People}", RoleTable.Number(row.Got), RoleTable.Number(row.Cost), RoleTable.Number(row.Slashed), RoleTable.Number(row.Net)]));
        foreach (IGrouping<string, RoleRow> role in table.Rows.GroupBy(row => row.Role))
        {
            page = page.Chart(
                new BarChart($"Each {role.Key}, net", [.. role.Select(row => new BarChartItem(row.Group, (double)row.Net, RoleTable.Number(row.Net)))]),
                "Base units over the whole run.");
        }

        page = page
            .Heading("How it went")
            .Chart(new LineChart("Jobs", "epoch", "jobs", [Series("asked for", run, item => item.Asked), Series("found a provider", run, item => item.Found)]), "What finds nobody was bid too low, or no stake covers it.")
            .Chart(new LineChart("Own stake", "epoch", "base units each", [Series("honest providers", run, item => item.StakeOfHonest), Series("who cheat", run, item => item.StakeOfCheats)]), "A wrong result costs half of the stake; below the minimum bond nobody gets a job.")
            .Chart(new LineChart("Treasury", "epoch", "base units", [Series("treasury", run, item => item.Treasury)]), "Fees and penalties come in; checks are paid from it.")
            .Heading("Why: one example of each role");
        foreach ((string role, string? text) in run.Examples.All)
        {
            page = page.Note(role).Preformatted(text ?? "nothing of the kind happened");
        }

        return page.Heading("Every unit").Paragraph($"In {books.In} = out {books.Out} + held {books.Held} + burned {books.Burned} + dust {books.Dust}.");
    }

    private static ChartSeries Series(string name, NetworkRun run, Func<EpochFigures, decimal> value) =>
        new(name, [.. run.Figures.Select(item => new ChartPoint(item.Epoch, (double)value(item)))]);
}
