using CapaCloud.Mechanisms.Samples.Reporting;

namespace CapaCloud.Mechanisms.Alignment.Tests.Reports;

/// <summary>One bar for all long work: it draws over itself, not too often, and leaves nothing behind.</summary>
public sealed class ProgressBarTests : IDisposable
{
    private readonly StringWriter _output = new();
    private TimeSpan _now;

    private string[] Drawn => _output.ToString().Split('\r', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void Report_drawsHowFarItIs()
    {
        ProgressBar bar = Bar();
        _now = TimeSpan.FromSeconds(12);
        bar.Report(0.36);
        Assert.Equal(["sweep [--------------------]   0 %, 0 s", "sweep [#######-------------]  36 %, 12 s"], Drawn);
    }

    [Fact]
    public void Report_oftenerThanTenTimesASecond_isNotDrawn_butTheEndIs()
    {
        ProgressBar bar = Bar();
        for (int step = 1; step < 1_000; step++)
        {
            bar.Report(step / 1_000.0);
        }

        bar.Report(1);
        Assert.Equal(["sweep [--------------------]   0 %, 0 s", "sweep [####################] 100 %, 0 s"], Drawn);
    }

    [Fact]
    public void Wipe_leavesNothing()
    {
        ProgressBar bar = Bar();
        bar.Wipe();
        Assert.Equal(new string(' ', Drawn[0].Length), Drawn[1]);
        Assert.EndsWith("\r", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, "  0 %")]
    [InlineData(7, "100 %")]
    [InlineData(double.NaN, "  0 %")]
    public void Report_outsideItsRange_isTheNearest(double value, string expected)
    {
        ProgressBar bar = Bar();
        _now = TimeSpan.FromSeconds(1);
        bar.Report(value);
        Assert.Contains(expected, Drawn[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Show_whereNobodyLooks_givesNothing() =>
        Assert.True(ProgressBar.Show("sweep", progress => progress is null == Console.IsErrorRedirected));

    public void Dispose() => _output.Dispose();

    private ProgressBar Bar() => new("sweep", _output, () => _now);
}
