using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Alignment.Dynamics;
using CapaCloud.Mechanisms.Samples.Reporting.Charts;

namespace CapaCloud.Mechanisms.Samples.AlignmentLab.Reports;

/// <summary>An attack drawn over its epochs.</summary>
internal static class AttackChart
{
    private const string Epochs = "epochs";

    /// <summary>Returns the chart, or null where the attack is not one that goes through the settlement.</summary>
    public static LineChart? Of(AlignmentAttack attack, Economics economics) =>
        attack.Course is { } course ? Course(course, economics) : attack.Trace is { } trace ? Burst(trace) : null;

    /// <summary>A burst against honesty in the same epochs: paid at once, charged when the verdicts come.</summary>
    private static LineChart Burst(AttackTrace trace)
    {
        double gain = trace.Cheated * trace.Gain.ToDouble();
        double verdict = 1 + trace.Delay;
        double expected = 0, chance = Math.Pow(1 - trace.Detection.ToDouble(), trace.Cheated), seen = 0;
        for (int verdicts = 0; verdicts < trace.Slashed.Length; verdicts++)
        {
            bool isLast = verdicts == trace.Slashed.Length - 1;
            expected += (isLast ? 1 - seen : chance) * Taken(trace, verdicts);
            seen += chance;
            chance *= (trace.Cheated - verdicts) * trace.Detection.ToDouble() / ((verdicts + 1) * Math.Max(1e-300, 1 - trace.Detection.ToDouble()));
        }

        ChartSeries Path(string name, double taken) => new(
            name, [new ChartPoint(0, 0), new ChartPoint(1, gain), new ChartPoint(verdict, gain), new ChartPoint(verdict + 1, gain - taken), new ChartPoint(verdict + 3, gain - taken)]);
        return new LineChart(
            "The attack over time",
            $"{Epochs}; the jobs are cheated in the first, the verdicts settled {(trace.Delay == 0 ? "with them" : $"{trace.Delay} later")}",
            "gained over honest work, base units",
            trace.Detection.IsZero
                ? [Path("always: there is no verdict", Taken(trace, 0))]
                : [
                    Path("expected", expected),
                    Path("no verdict", Taken(trace, 0)),
                    Path($"{trace.Slashed.Length - 1} or more verdicts", Taken(trace, trace.Slashed.Length - 1)),
                ]);
    }

    /// <summary>A typical course: what it has earned so far and what it has lost to slashes, discounted to its first epoch.</summary>
    private static LineChart Course(DynamicTrace course, Economics economics)
    {
        double jobs = economics.JobsPerEpoch, cost = economics.CostPerJob.High.ToDouble(), gain = economics.GainPerJob.High.ToDouble();
        List<ChartPoint> earned = [new(0, 0)], lost = [new(0, 0)];
        double total = 0, slashed = 0, worth = 1, discount = economics.Discount.High.ToDouble();
        int epoch = 0;
        foreach (DynamicMove move in course.Moves)
        {
            total += worth * (move.Act switch
            {
                DynamicAct.Work => (double)move.Reward.Units - (double)move.Slashed.Units - (jobs * cost) + (move.Cheated * gain),
                DynamicAct.Idle => (economics.OutsideOption?.High.ToDouble() ?? 0),
                DynamicAct.NewName => -economics.IdentityPrice.Low.ToDouble(),
                _ => 0,
            });
            slashed += worth * (double)move.Slashed.Units;
            (epoch, worth) = move.Act is DynamicAct.NewName ? (epoch, worth) : (epoch + 1, worth * discount);
            earned.Add(new ChartPoint(epoch, total));
            lost.Add(new ChartPoint(epoch, slashed));
        }

        return new LineChart("The attack over time", Epochs, "base units, each worth what it is worth today", [new ChartSeries("earned so far", earned), new ChartSeries("slashed so far", lost)]);
    }

    private static double Taken(AttackTrace trace, int verdicts) => (double)trace.Slashed[verdicts].Units + (double)trace.Forgone[Math.Min(verdicts, trace.Forgone.Length - 1)].Units;
}
