using CapaCloud.Mechanisms.Samples.AlignmentLab.Reports;
using CapaCloud.Mechanisms.Samples.Reporting.Charts;
using Subjects = CapaCloud.Mechanisms.Alignment.Tests.Checking.Mechanisms;

namespace CapaCloud.Mechanisms.Alignment.Tests.Reports;

/// <summary>The lab's page draws what the finding states.</summary>
public sealed class AttackChartTests
{
    [Fact]
    public void Burst_expectedLine_endsAtTheStatedProfit()
    {
        Mechanism mechanism = Subjects.Build(auditPercent: 1, slashPercent: 30, bond: 200, forfeits: true);
        Finding.Fails fails = Assert.IsType<Finding.Fails>(AlignmentChecker.Check(mechanism, Subjects.Ordinary).On(AlignmentProperty.IncentiveCompatibility));

        LineChart chart = AttackChart.Of(fails.Attack, Subjects.Ordinary)!;

        Assert.Equal(3, chart.Series.Count);
        Assert.Equal(100, chart.Series[0].Points.Max(point => point.Y), 6);
        Assert.Equal(fails.Attack.Profit.Low.ToDouble(), chart.Series[0].Points[^1].Y, 6);
        Assert.True(chart.Series[2].Points[^1].Y < chart.Series[0].Points[^1].Y && chart.Series[0].Points[^1].Y < chart.Series[1].Points[^1].Y);
    }
}
