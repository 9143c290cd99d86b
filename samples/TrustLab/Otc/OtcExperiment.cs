using System.Diagnostics;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Samples.Reporting;
using CapaCloud.Mechanisms.Samples.Reporting.Charts;

namespace CapaCloud.Mechanisms.Samples.TrustLab.Otc;

/// <summary>EigenTrust on a real network of traders: it separates known frauds from known honest ones, and a Sybil ring gains nothing.</summary>
internal static class OtcExperiment
{
    private const double AreaAtLeast = 0.95;

    private static readonly EigenTrust Settings = new();

    public static bool Run(string? folder, TextWriter output, HtmlReport report)
    {
        OtcNetwork network = folder is null ? OtcNetwork.Small() : OtcNetwork.Read(folder);
        Stopwatch watch = Stopwatch.StartNew();
        TrustGraph graph = TrustGraph.Of(network.Users.Length, network.Ratings);
        TrustScores scores = Settings.Compute(graph, PreTrust.In(network.Users.Length, network.PreTrusted));
        TimeSpan taken = watch.Elapsed;

        Separation trust = Separate(network, peer => scores.Trust[peer].Parts);
        Separation standing = Separate(network, peer => scores.Standing(peer).Parts);
        int fraud = network.IsHonest.Where(label => !label.Value).MaxBy(label => scores.Trust[label.Key].Parts).Key;
        SybilRing[] rings =
        [
            SybilRing.Alone(network, Settings),
            SybilRing.OfFraud(network, Settings, fraud),
            SybilRing.OfFraudAndDeceived(network, Settings, fraud, deceived: 20),
        ];

        (string Name, string Value)[] figures =
        [
            ("network", network.Name),
            ("users, good ratings, bad ratings", $"{network.Users.Length}, {graph.TrustEdges}, {graph.DistrustEdges}"),
            ("labelled honest, labelled fraud", $"{network.IsHonest.Values.Count(honest => honest)}, {network.IsHonest.Values.Count(honest => !honest)}"),
            ("pre-trusted users", string.Join(", ", network.PreTrusted.Select(peer => network.Users[peer]))),
            ("share of trust that returns to them", Settings.Return.ToString()),
            ("steps, time", $"{scores.Steps}, {taken.TotalMilliseconds:F0} ms"),
            ("sum of trust", $"{scores.Trust.Aggregate(UInt128.Zero, (sum, one) => sum + one.Parts)} parts of 10^18"),
            ("AUC of trust alone", $"{trust.Area:F4} (claimed: at least {AreaAtLeast})"),
            ("AUC of trust / (trust + distrust)", $"{standing.Area:F4}"),
        ];
        Print(output, figures, rings);
        Report(report, figures, rings, trust, standing);
        bool conserves = scores.Trust.Aggregate(UInt128.Zero, (sum, one) => sum + one.Parts) == Proportion.PartsPerOne;
        bool holds = conserves && trust.Area >= AreaAtLeast && rings[0].After.IsZero && rings.All(ring => ring.IsWithinBound);
        output.WriteLine(holds ? "holds: the frauds are separated and no ring gains more than its bound" : "FAILS");
        return holds;
    }

    /// <summary>Over the labelled users, without the pre-trusted ones, whose score is given.</summary>
    private static Separation Separate(OtcNetwork network, Func<int, UInt128> score)
    {
        ILookup<bool, UInt128> byLabel = network.IsHonest.Where(label => !network.PreTrusted.Contains(label.Key))
            .ToLookup(label => label.Value, label => score(label.Key));
        return Separation.Of([.. byLabel[true]], [.. byLabel[false]]);
    }

    private static void Print(TextWriter output, (string Name, string Value)[] figures, SybilRing[] rings)
    {
        output.WriteLine("EigenTrust: who is trusted by those who are trusted");
        foreach ((string name, string value) in figures)
        {
            output.WriteLine($"  {name,-36} {value}");
        }

        output.WriteLine();
        output.WriteLine($"  {"a ring of 500 Sybils",-46} {"before",12} {"after",12} {"gain",12} {"bound on gain",14}");
        foreach (SybilRing ring in rings)
        {
            output.WriteLine(
                $"  {ring.Attack,-46} {Percent(ring.Before),12} {Percent(ring.After),12} {Percent(ring.Gain),12} {Percent(ring.BoundOnGain),14}");
        }
    }

    private static void Report(
        HtmlReport report, (string Name, string Value)[] figures, SybilRing[] rings, Separation trust, Separation standing)
    {
        report.Heading("bitcoin-otc: EigenTrust").Figures(figures);
        report.Chart(
            new LineChart("Frauds let through against honest users let through", "share of labelled frauds above the threshold", "share of labelled honest users above it",
                [Series($"trust, AUC {trust.Area:F4}", trust), Series($"trust / (trust + distrust), AUC {standing.Area:F4}", standing)]),
            "The further to the upper left, the better the score tells the two apart.");
        report.Table(
            ["a ring of 500 Sybils", "before", "after", "gain", "bound on gain"],
            rings.Select(ring => (IReadOnlyList<string>)[ring.Attack, Percent(ring.Before), Percent(ring.After), Percent(ring.Gain), Percent(ring.BoundOnGain)]));
        report.Chart(
            new BarChart("What the attacker and its ring have of all trust", [.. rings.SelectMany(ring => new[]
            {
                new BarChartItem($"{ring.Attack}: has", Value(ring.After), Percent(ring.After)),
                new BarChartItem($"{ring.Attack}: bound", Value(ring.Bound), Percent(ring.Bound)),
            })]),
            "The bound is what outsiders give the ring, divided by the share that returns to the pre-trusted.");
    }

    private static ChartSeries Series(string name, Separation separation) =>
        new(name, [.. separation.Curve.Select(point => new ChartPoint(point.X, point.Y))]);

    private static double Value(Proportion proportion) => (double)proportion.Parts / Proportion.PartsPerOne;

    private static string Percent(Proportion proportion) => $"{100 * Value(proportion):F6} %";
}
