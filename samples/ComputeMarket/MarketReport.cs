using System.Globalization;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Samples.Reporting;
using CapaCloud.Mechanisms.Samples.Reporting.Charts;

namespace CapaCloud.Mechanisms.Samples.ComputeMarket;

/// <summary>The run as a page.</summary>
internal static class MarketReport
{
    public static readonly IReadOnlyList<string> Columns =
        ["rule", "served", "in part", "nodes sell", "traded", "buyers pay", "sellers get", "market keeps", "welfare", "of the best", "concentration of sellers", "of buyers"];

    public static HtmlReport Of(MarketTable table, IReadOnlyList<RuleResult> results)
    {
        HtmlReport report = new("A market for a GPU cluster", $"{table.Nodes:N0} nodes offer, {table.Tasks:N0} tasks ask, under three price rules");
        report.Heading("What is assumed");
        foreach (string sentence in Assumptions.Sentences)
        {
            report.Paragraph(sentence);
        }

        foreach (IGrouping<ClassMarket, RuleResult> group in results.GroupBy(result => result.Market))
        {
            AddClass(report, group.Key, [.. group]);
        }

        return report;
    }

    public static IReadOnlyList<string> Row(RuleResult result, UInt128 best) =>
    [
        result.Rule,
        result.ServedWholly.ToString("N0", CultureInfo.InvariantCulture),
        result.ServedInPart.ToString("N0", CultureInfo.InvariantCulture),
        result.Sellers.ToString("N0", CultureInfo.InvariantCulture),
        Figures.Capacity(result.Outcome.Quantity),
        Figures.Dollars(result.Outcome.Paid.Units),
        Figures.Dollars(result.Outcome.Received.Units),
        Figures.Dollars(result.Outcome.Surplus.Units),
        Figures.Dollars(result.Welfare),
        Figures.Percent(result.Welfare, best),
        result.SellerConcentration.ToString("N1", CultureInfo.InvariantCulture),
        result.BuyerConcentration.ToString("N1", CultureInfo.InvariantCulture),
    ];

    private static void AddClass(HtmlReport report, ClassMarket market, RuleResult[] results)
    {
        string unit = market.Name == "gpu" ? "GPU" : "cores";
        report.Heading($"{(market.Name == "gpu" ? "GPU-hours" : "Core-hours")}: {market.Offers.Length:N0} nodes, {market.Requests.Length:N0} tasks");
        report.Chart(Curves(market, unit), "Where the curves cross, demand meets supply.");
        UInt128 best = results.Max(result => result.Welfare);
        IReadOnlyList<string>[] rows = [.. results.Select(result => Row(result, best))];
        report.Table([Columns[0], .. rows.Select(row => row[0])], Enumerable.Range(1, Columns.Count - 1).Select(column => (IReadOnlyList<string>)[Columns[column], .. rows.Select(row => row[column])]));
        report.Note("Concentration is the Herfindahl index over owners, 0 to 10,000, of what was sold and of what was bought. Each node and each task is its own owner here, because the trace names none.");
        string[] services = [.. results[0].ServedByService.Keys];
        report.Table(
            ["who was served, of what was asked", .. rows.Select(row => row[0])],
            services.Select(service => (IReadOnlyList<string>)[service, .. results.Select(result => Figures.Part(result.ServedByService[service]))]));
        report.Chart(
            new BarChart("Who was served", [.. services.SelectMany(service => results.Select((result, colour) =>
                new BarChartItem($"{service}: {result.Rule}", result.ServedByService[service], Figures.Part(result.ServedByService[service])) { Colour = colour }))]),
            "Of the capacity that each service class asked for, the part it got.");
        report.Chart(
            new BarChart("Concentration", [.. results.SelectMany(result => new[]
            {
                new BarChartItem($"{result.Rule}: sellers", result.SellerConcentration, result.SellerConcentration.ToString("N1", CultureInfo.InvariantCulture)) { Colour = 0 },
                new BarChartItem($"{result.Rule}: buyers", result.BuyerConcentration, result.BuyerConcentration.ToString("N1", CultureInfo.InvariantCulture)) { Colour = 1 },
            })]),
            "Herfindahl index of the owners that sold, and of those that bought; 10,000 when one has all.");
        report.Chart(
            new BarChart("Welfare", [.. results.Select(result => new BarChartItem(result.Rule, (double)result.Welfare / 1e6, Figures.Dollars(result.Welfare)))]),
            "Worth of what was bought less cost of what was sold, if all bids are true.");
        report.Chart(
            new BarChart("What buyers pay", [.. results.SelectMany(result => new[]
            {
                new BarChartItem($"{result.Rule}: to sellers", (double)result.Outcome.Received.Units / 1e6, Figures.Dollars(result.Outcome.Received.Units)) { Colour = 0 },
                new BarChartItem($"{result.Rule}: kept", (double)result.Outcome.Surplus.Units / 1e6, Figures.Dollars(result.Outcome.Surplus.Units)) { Colour = 1 },
            })]),
            "What sellers receive, and what stays with the market.");
        report.Chart(
            new BarChart("Largest profitable misreport", [.. results.Select(result => new BarChartItem(
                result.Rule, (double)(result.Deviations.Largest?.Gain.Units ?? 0) / 1e6, Figures.Dollars(result.Deviations.Largest?.Gain.Units ?? 0)))]),
            $"What one participant gains by another price or quantity; searched for {results[0].Deviations.BidsSearched} of {market.Offers.Length + market.Requests.Length:N0} bids a rule.");
        report.Table(["rule", "largest misreport found", "bids searched", "markets cleared"], results.Select(result => (IReadOnlyList<string>)
            [result.Rule, Figures.Misreport(result.Deviations.Largest), Figures.Searched(result), result.Deviations.MarketsCleared.ToString("N0", CultureInfo.InvariantCulture)]));
    }

    private static LineChart Curves(ClassMarket market, string unit) => new("Supply and demand", unit, "$ an hour",
    [
        new ChartSeries("supply", Steps(market.Offers.OrderBy(bid => bid.UnitPrice))),
        new ChartSeries("demand", Steps(market.Requests.OrderByDescending(bid => bid.UnitPrice))),
    ]);

    /// <summary>A corner where the price changes, nothing in between.</summary>
    private static List<ChartPoint> Steps(IEnumerable<Bid> bids)
    {
        List<ChartPoint> points = [];
        double sum = 0;
        foreach (IGrouping<UInt128, Bid> price in bids.GroupBy(bid => bid.UnitPrice.Units))
        {
            double height = (double)price.Key / 1e3;
            points.Add(new ChartPoint(sum, height));
            sum += price.Sum(bid => (double)bid.Quantity) / 1e3;
            points.Add(new ChartPoint(sum, height));
        }

        return points;
    }
}
