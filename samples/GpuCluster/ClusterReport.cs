using System.Globalization;
using System.Text;
using CapaCloud.Mechanisms.Samples.GpuCluster.Trace;
using CapaCloud.Mechanisms.Samples.Reporting;
using CapaCloud.Mechanisms.Samples.Reporting.Charts;

namespace CapaCloud.Mechanisms.Samples.GpuCluster;

/// <summary>The run as a page and as a table of payouts.</summary>
internal static class ClusterReport
{
    public static HtmlReport Of(ClusterRun run)
    {
        Books books = run.After.Books;
        ServerAccount[] ranked = [.. run.Servers.OrderByDescending(server => server.Paid).ThenBy(server => server.Name)];
        HtmlReport report = new(
            "348 days of a GPU cluster, settled",
            $"{ClusterTrace.Servers} servers, {run.Trace.Faults.Count} faults, {run.Audits:N0} audits, policy {run.Mechanism.PolicyHash.ToString()[..12]}");
        report.Figures([
            ("requesters paid", $"{Money.Text(books.In - Stakes(run))} $"),
            ("servers were paid", $"{Money.Text(Sum(run, server => server.Paid))} $"),
            ("slashed", $"{Money.Text(Sum(run, server => server.Lost))} $"),
            ("mean time up", run.Servers.Average(server => server.Uptime).ToString("P2", CultureInfo.InvariantCulture)),
        ]);
        report.Heading("What is assumed");
        foreach (string sentence in Assumptions.Sentences)
        {
            report.Paragraph(sentence);
        }

        report.Heading("What came of it");
        report.Chart(Destinations(run), "In dollars, over all days. Stakes are what the servers put in and still have.");
        report.Chart(PayoutAgainstUptime(run), "One dot for each server. There is no cliff: a little more uptime is worth a little more.");
        report.Chart(Reputations(run, ranked), "The mean of all servers, the best and the worst paid, and the one with corrupted results.");
        AddCorruption(report, run);
        report.Heading("The ten most and least paid");
        report.Table(["server", "up", "paid, $", "slashed, $"], ranked.Take(10).Concat(ranked.TakeLast(10)).Select(Row));
        report.Heading("Conservation");
        report.Preformatted(ConsoleSummary.ConservationLine(run));
        return report;
    }

    public static string PayoutsCsv(ClusterRun run)
    {
        StringBuilder csv = new("server,ticks_up,paid_microdollars,slashed_microdollars,stake_microdollars\n");
        for (int index = 0; index < run.Servers.Count; index++)
        {
            ServerAccount server = run.Servers[index];
            csv.Append(CultureInfo.InvariantCulture, $"{server.Name},{server.TicksUp},{server.Paid},{server.Lost},{run.After.Participants[index].Stake.Total}\n");
        }

        return csv.ToString();
    }

    private static Amount Stakes(ClusterRun run) => Amount.Of((UInt128)run.Servers.Count * ClusterPolicy.StakePerServer);

    private static Amount Sum(ClusterRun run, Func<ServerAccount, Amount> select) =>
        run.Servers.Aggregate(Amount.Zero, (sum, server) => sum + select(server));

    private static BarChart Destinations(ClusterRun run)
    {
        Books books = run.After.Books;
        Amount stakes = books.Held - run.After.Treasury - run.After.RewardPool;
        return new BarChart("Where the money went", [.. new[]
        {
            ("paid to servers", books.Out),
            ("stakes", stakes),
            ("treasury", run.After.Treasury),
            ("burned", books.Burned),
            ("dust", books.Dust),
        }.Select(item => new BarChartItem(item.Item1, Money.Dollars(item.Item2), Money.Exact(item.Item2)))]);
    }

    private static ScatterChart PayoutAgainstUptime(ClusterRun run) => new("Payout against uptime", "time up, %", "paid, $",
    [
        new ChartSeries("servers", [.. run.Servers.Select(server => new ChartPoint(
            server.Uptime * 100,
            Money.Dollars(server.Paid),
            $"{server.Name}: up {server.Uptime.ToString("P2", CultureInfo.InvariantCulture)}, paid {Money.Text(server.Paid)} $"))]),
    ]);

    private static LineChart Reputations(ClusterRun run, ServerAccount[] ranked)
    {
        List<ChartSeries> series =
        [
            new("mean of all servers", [.. Enumerable.Range(0, ClusterTrace.Days).Select(day => new ChartPoint(day, run.Scores.Values.Average(scores => scores[day])))]),
            Series(run, ranked[0], "most paid"),
            Series(run, ranked[^1], "least paid"),
        ];
        if (run.Corruption is { } found)
        {
            series.Add(Series(run, run.Servers.Single(server => server.Name == found.Server), "corrupted results"));
        }

        return new LineChart("Reputation over time", "day", "score, from 0 to 1", series);
    }

    private static ChartSeries Series(ClusterRun run, ServerAccount server, string why) =>
        new($"{server.Name} ({why})", [.. run.Scores[server.Name].Select((score, day) => new ChartPoint(day, score))]);

    private static void AddCorruption(HtmlReport report, ClusterRun run)
    {
        if (run.Corruption is { } found)
        {
            report.Heading("What an audit finds and a probe does not");
            report.Note($"On day {found.WithAudit.Epoch}, {found.Server} answered its probes and returned wrong results (silent data corruption). A probe alone would have paid it "
                + $"{Money.Text(found.WithoutAudit.OutcomeOf(found.Server).Reward)} $; the audit paid it {Money.Text(found.WithAudit.OutcomeOf(found.Server).Reward)} $ and took "
                + $"{Money.Text(found.WithAudit.OutcomeOf(found.Server).Slashed)} $ of its stake.");
            report.Preformatted(run.Mechanism.Explain(found.WithAudit, found.Server).ToString());
        }
    }

    private static IReadOnlyList<string> Row(ServerAccount server) =>
        [server.Name.ToString(), server.Uptime.ToString("P2", CultureInfo.InvariantCulture), Money.Text(server.Paid), Money.Text(server.Lost)];
}
