using CapaCloud.Mechanisms.Samples.AlignmentLab.Reports;
using CapaCloud.Mechanisms.Samples.Reporting;
using CapaCloud.Mechanisms.Samples.Reporting.Charts;
using Subjects = CapaCloud.Mechanisms.Alignment.Tests.Checking.Mechanisms;

namespace CapaCloud.Mechanisms.Alignment.Tests.Reports;

/// <summary>Every kind of chart is read on a phone, stays within its drawing, writes numbers with separators, and says where an axis is logarithmic.</summary>
public sealed class ChartTests
{
    private static readonly IChart[] Examples =
    [
        new LineChart("Lines", "epochs; the jobs are cheated in the first, the verdicts settled 2 later", "gained over honest work, base units", [Series("one", 12, 4e6), Series("two", 30, -250_000)]),
        new LineChart("Lines of large numbers", "audit rate, %", "least minimum bond, base units", [Series("bond", 9, 3.2e18)]),
        new LineChart("Lines without a point", "epoch", "score", []),
        new ScatterChart("Dots", "time up, %", "paid, $", [Series("servers", 100, 12_345)]),
        new BarChart("Bars", [new("paid to servers", 1_234_567, "1,234,567"), new("burned", 12_000, "12,000"), new("dust", 0, "0")]),
        new BarChart("Bars both ways", [new("a name that is rather long, as names of attacks on networks are, and goes on for two lines", -40, "-40"), new("gpu-00", 25, "+25")]),
        new MarginChart(Report(bond: 200, slash: 30)),
        new MarginChart(Report(bond: 10_000_000, slash: 100)),
    ];

    public static TheoryData<int> Each => [.. Enumerable.Range(0, Examples.Length)];

    [Theory]
    [MemberData(nameof(Each))]
    public void Chart_isReadOnAPhone(int example) => Assert.Empty(DrawnChart.Faults(Examples[example].ToSvg()));

    [Fact]
    public void Charts_ofEveryKind_areLookedAt()
    {
        Type[] kinds = [.. new[] { typeof(IChart).Assembly, typeof(MarginChart).Assembly }.SelectMany(assembly => assembly.GetTypes()).Where(type => type is { IsClass: true } && type.IsAssignableTo(typeof(IChart)))];
        Assert.Equal(kinds.Select(kind => kind.Name).Order(StringComparer.Ordinal), Examples.Select(chart => chart.GetType().Name).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Title_standsOnce()
    {
        string page = new HtmlReport("A page", "of one chart").Chart(Examples[0], "What it shows.").ToString();
        string[] visible = System.Text.RegularExpressions.Regex.Replace(page, "<[^>]*>", "\n").Split('\n');
        Assert.Single(visible, line => line.Trim() == "Lines");
    }

    [Theory]
    [InlineData("<text x=\"0\" y=\"9\">12345</text>", "without separators")]
    [InlineData("<text x=\"340\" y=\"9\">leaves</text>", "leaves the drawing")]
    [InlineData("<text x=\"0\" y=\"9\">one over</text><text x=\"20\" y=\"9\">the other</text>", "cover each other")]
    [InlineData("<rect width=\"50\"/><text x=\"60\" y=\"9\">1,000,000</text><rect width=\"25\"/><text x=\"30\" y=\"29\">1,000</text>", "logarithmic")]
    public void Fault_ofEachKind_isFound(string elements, string expected)
    {
        string drawings = string.Concat(new[] { "wide", "narrow" }.Select(size => $"<svg class=\"{size}\" viewBox=\"0 0 346 100\" aria-label=\"Faulty\">{elements}</svg>"));
        Assert.Contains(DrawnChart.Faults(drawings), fault => fault.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Fault_ofADrawingForScreensAlone_isFound()
    {
        Assert.Contains(DrawnChart.Faults("<svg class=\"wide\" viewBox=\"0 0 720 100\" aria-label=\"Faulty\"></svg>"), fault => fault.Contains("for a phone", StringComparison.Ordinal));
        Assert.Contains(DrawnChart.Faults("<svg class=\"narrow\" viewBox=\"0 0 720 100\" aria-label=\"Faulty\"></svg>"), fault => fault.Contains("pixels on a phone", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1234567", "1,234,567")]
    [InlineData("~-1234.5", "~-1,234.5")]
    [InlineData("+999", "+999")]
    [InlineData("1000/3", "1000/3")]
    [InlineData("open", "open")]
    public void Number_hasSeparators(string plain, string expected) => Assert.Equal(expected, Svg.Separated(plain));

    private static ChartSeries Series(string name, int count, double most) => new(name, [.. Enumerable.Range(0, count).Select(index => new ChartPoint(index, most * index / Math.Max(1, count - 1)))]);

    private static AlignmentReport Report(uint bond, uint slash) => AlignmentChecker.Check(Subjects.Build(auditPercent: 10, slashPercent: slash, bond: bond, forfeits: true), Subjects.Ordinary);
}
