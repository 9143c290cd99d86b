using System.Globalization;
using Spectre.Console;

namespace CapaCloud.Mechanisms.Samples.GpuCluster;

/// <summary>The run on the screen.</summary>
internal static class ConsoleSummary
{
    public static void Print(ClusterRun run)
    {
        foreach (string sentence in Assumptions.Sentences)
        {
            AnsiConsole.MarkupLine($"[grey]{Markup.Escape(sentence)}[/]");
        }

        AnsiConsole.WriteLine();
        IEnumerable<ServerAccount> ranked = run.Servers.OrderByDescending(server => server.Paid).ThenBy(server => server.Name);
        AnsiConsole.Write(TableOf("The ten most paid", run, ranked.Take(10)));
        AnsiConsole.Write(TableOf("The ten least paid", run, ranked.TakeLast(10)));
        PrintCorruption(run);
    }

    public static string ConservationLine(ClusterRun run)
    {
        Books books = run.After.Books;
        return $"paid in {Money.Exact(books.In)} = paid out {Money.Exact(books.Out)} + held {Money.Exact(books.Held)} + burned {Money.Exact(books.Burned)}"
            + $" + dust {Money.Exact(books.Dust)} dollars, difference {books.Difference}";
    }

    private static Table TableOf(string title, ClusterRun run, IEnumerable<ServerAccount> servers)
    {
        Table table = new Table().RoundedBorder().Title(title).AddColumn("server")
            .AddColumn(new TableColumn("up").RightAligned()).AddColumn(new TableColumn("score").RightAligned())
            .AddColumn(new TableColumn("paid, dollars").RightAligned()).AddColumn(new TableColumn("slashed, dollars").RightAligned());
        foreach (ServerAccount server in servers)
        {
            table.AddRow(
                server.Name.ToString(),
                server.Uptime.ToString("P2", CultureInfo.InvariantCulture),
                run.Scores[server.Name][^1].ToString("0.000", CultureInfo.InvariantCulture),
                Money.Text(server.Paid),
                Money.Text(server.Lost));
        }

        return table;
    }

    private static void PrintCorruption(ClusterRun run)
    {
        if (run.Corruption is not { } found)
        {
            return;
        }

        ParticipantOutcome with = found.WithAudit.OutcomeOf(found.Server), without = found.WithoutAudit.OutcomeOf(found.Server);
        AnsiConsole.MarkupLine($"[bold]Silent data corruption[/]: on day {found.WithAudit.Epoch} {found.Server} answered every probe until it was taken out, and its results were wrong.");
        AnsiConsole.WriteLine($"  an uptime probe alone would have paid it {Money.Text(without.Reward)} dollars and taken {Money.Text(without.Slashed)}");
        AnsiConsole.WriteLine($"  the audit paid it {Money.Text(with.Reward)} dollars and took {Money.Text(with.Slashed)}");
        AnsiConsole.WriteLine();
        Console.WriteLine(run.Mechanism.Explain(found.WithAudit, found.Server));
        Console.WriteLine();
    }
}
