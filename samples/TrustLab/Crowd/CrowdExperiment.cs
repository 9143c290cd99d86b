using CapaCloud.Mechanisms.Samples.Reporting;
using CapaCloud.Mechanisms.Samples.Reporting.Charts;

namespace CapaCloud.Mechanisms.Samples.TrustLab.Crowd;

/// <summary>Real workers' answers with known truth: planted questions and credibility against plain majority.</summary>
internal static class CrowdExperiment
{
    private const int Beacons = 20;

    public static bool Run(string? folder, TextWriter output, HtmlReport report)
    {
        CrowdData[] sets = folder is null ? [CrowdData.Small()] : [CrowdData.Read(folder, "bluebirds"), CrowdData.Read(folder, "ducks")];
        output.WriteLine($"Crowd workers: credibility consensus with planted questions against plain majority, {Beacons} beacons each");
        output.WriteLine($"  planted share {CrowdRun.PlantedShare}, a result is accepted above {CrowdRun.Credibility.Threshold}, nobody is believed beyond "
            + $"{CrowdRun.Credibility.MostReliable}; accuracy is over the tasks that were not planted, undecided ones count as wrong");
        report.Heading("crowd-workers: credibility consensus with planted questions");
        bool holds = true;
        foreach (CrowdData data in sets)
        {
            holds &= Run(data, output, report);
        }

        output.WriteLine();
        output.WriteLine(holds ? "holds: on every set, credibility with planted questions is right more often than majority on average, and pays for fewer answers" : "FAILS");
        return holds;
    }

    private static bool Run(CrowdData data, TextWriter output, HtmlReport report)
    {
        CrowdRun[] runs = ProgressBar.Show(data.Name, progress => Enumerable.Range(1, Beacons).Select(number =>
        {
            progress?.Report((number - 1) / (double)Beacons);
            return CrowdRun.Of(data, (ulong)number);
        }).ToArray());
        Row[] rows =
        [
            Row.Of("plain majority of everybody", [.. runs.Select(run => run.Majority)]),
            Row.Of("plain majority at the same price", [.. runs.Select(run => run.CheapMajority)]),
            Row.Of("credibility with planted questions", [.. runs.Select(run => run.Credible)]),
        ];
        int ahead = runs.Count(run => run.Credible.Accuracy > run.Majority.Accuracy);
        bool cheaper = runs.All(run => run.Credible.Paid < run.Majority.Paid);

        output.WriteLine();
        output.WriteLine(
            $"  {data.Name}: {data.Truth.Count} tasks, {data.Answers.SelectMany(group => group).Select(answer => answer.Worker).Distinct().Count()} workers, "
            + $"{runs.Average(run => run.Planted):F1} planted on average");
        output.WriteLine($"  {"",-36} {"right",8} {"worst",8} {"best",8} {"undecided",10} {"answers paid",13}");
        foreach (Row row in rows)
        {
            output.WriteLine($"  {row.Name,-36} {row.Mean,8:P1} {row.Worst,8:P1} {row.Best,8:P1} {row.Undecided,10:F1} {row.Paid,13:F0}");
        }

        output.WriteLine($"  credibility is ahead with {ahead} of {Beacons} beacons, and {(cheaper ? "always" : "not always")} pays for fewer answers");
        report.Table(
            [data.Name, "right", "worst beacon", "best beacon", "undecided", "answers paid"],
            rows.Select(row => (IReadOnlyList<string>)[row.Name, $"{row.Mean:P1}", $"{row.Worst:P1}", $"{row.Best:P1}", $"{row.Undecided:F1}", $"{row.Paid:F0}"]));
        report.Chart(
            new BarChart($"{data.Name}: share of tasks right", [.. rows.Select(row => new BarChartItem(row.Name, row.Mean, $"{row.Mean:P1}"))]),
            "Mean over the beacons, over tasks that were not planted.");
        report.Chart(
            new BarChart($"{data.Name}: answers paid for", [.. rows.Select(row => new BarChartItem(row.Name, row.Paid, $"{row.Paid:N0}"))]),
            "Mean over the beacons; the answers to planted questions are paid for, and counted.");
        return rows[2].Mean > rows[0].Mean && rows[2].Mean > rows[1].Mean && ahead > Beacons / 2 && cheaper;
    }

    private sealed record Row(string Name, double Mean, double Worst, double Best, double Undecided, double Paid)
    {
        public static Row Of(string name, RuleOutcome[] outcomes) => new(
            name,
            outcomes.Average(outcome => outcome.Accuracy),
            outcomes.Min(outcome => outcome.Accuracy),
            outcomes.Max(outcome => outcome.Accuracy),
            outcomes.Average(outcome => outcome.Undecided),
            outcomes.Average(outcome => outcome.Paid));
    }
}
