using System.Diagnostics;
using System.Globalization;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Benchmarks.Settlement;

/// <summary>
/// Epochs of a large network in columns, one after the other: time, processor time, bytes allocated, bytes held, on one thread and on two; the same epoch by the ordinary code; single acts.
/// First with offences alone (one in a hundred), then with the absences and audits of <see cref="ScaleNetwork"/>. A line for each.
/// </summary>
internal static class LargeTiming
{
    public static int Print(TextWriter output, int participants, int rounds, bool isCalm = false)
    {
        output.WriteLine($"{participants:N0} participants, {Environment.ProcessorCount} processors");
        ScaleNetwork network = new(participants, byFloor: true);
        output.WriteLine("a hundredth wrong, nobody absent");
        Epochs(output, network, epoch => network.WithoutAbsences(epoch), rounds);
        if (isCalm)
        {
            return 0;
        }

        output.WriteLine("a tenth absent, a hundredth wrong, a tenth audited and right");
        Epochs(output, network, network.ReportOf, rounds);
        return 0;
    }

    private static void Epochs(TextWriter output, ScaleNetwork network, Func<Epoch, EpochReport> reportOf, int rounds)
    {
        Mechanism mechanism = network.Mechanism;
        LargeNetwork large = LargeNetwork.Of(mechanism, network.Opened);
        for (ulong number = 0; number < 3; number++)
        {
            EpochReport report = reportOf(Epoch.Of(number));
            Stopwatch border = Stopwatch.StartNew();
            LargeReport numbers = LargeReport.Of(large, report);
            double read = border.Elapsed.TotalMilliseconds;
            ((double alone, double own), long allocated, long held, LargeSettlement settled) = Measured(mechanism, large, numbers, null, rounds);
            ((double two, _), _, _, _) = Measured(mechanism, large, numbers, new ThreadParts(2), rounds);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  epoch {number}: report in {read:F0} ms; {alone:F1} ms on one thread ({own:F1} ms of processor time), {two:F1} ms on two ({alone / two:F2} times as fast); {allocated / (double)large.Count:F0} bytes allocated and {held / (double)large.Count:F0} held for each; {settled.Awake:N0} did not rest, {settled.After.Awake:N0} will not"));
            if (number == 2)
            {
                Acts(output, network, settled);
            }

            large = settled.After;
        }
    }

    private static ((double Wall, double Processor) Median, long Allocated, long Held, LargeSettlement Settled) Measured(Mechanism mechanism, LargeNetwork network, LargeReport report, IPartRunner? runner, int rounds)
    {
        LargeSettlement settled = mechanism.Settle(network, report, runner);
        double[] times = new double[rounds], own = new double[rounds];
        long allocated = 0, held = 0;
        for (int round = 0; round < rounds; round++)
        {
            settled = null!;
            long before = GC.GetTotalMemory(forceFullCollection: true), bytes = GC.GetTotalAllocatedBytes(precise: true);
            Stopwatch watch = Stopwatch.StartNew();
            TimeSpan processor = Environment.CpuUsage.TotalTime;
            settled = mechanism.Settle(network, report, runner);
            times[round] = watch.Elapsed.TotalMilliseconds;
            own[round] = (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds;
            allocated = GC.GetTotalAllocatedBytes(precise: true) - bytes;
            held = GC.GetTotalMemory(forceFullCollection: true) - before;
        }

        Array.Sort(times);
        Array.Sort(own);
        return ((times[rounds / 2], own[rounds / 2]), allocated, held, settled);
    }

    private static void Acts(TextWriter output, ScaleNetwork network, LargeSettlement settled)
    {
        Mechanism mechanism = network.Mechanism;
        ParticipantId middle = network.Middle, newcomer = ParticipantId.Of(middle + "-new");
        ScaleTiming.Act(output, "deposit", () => settled.After.Do([middle], part => mechanism.Deposit(part, middle, Amount.Of(500)).State));
        ScaleTiming.Act(output, "deposit of a newcomer", () => settled.After.Do([newcomer], part => mechanism.Deposit(part, newcomer, Amount.Of(5_000)).State));
        ScaleTiming.Act(output, "unbonding", () => settled.After.Do([middle], part => mechanism.Unbond(part, middle, Amount.Of(500)).State));
        ScaleTiming.Act(output, "outcome", () => settled.OutcomeOf(middle));
        ScaleTiming.Act(output, "explanation", () => mechanism.Explain(settled, middle));
        ScaleTiming.Act(output, "headroom", () => network.HeadroomOf(settled.After.StateOf(middle), settled.After.Epoch));
    }
}
