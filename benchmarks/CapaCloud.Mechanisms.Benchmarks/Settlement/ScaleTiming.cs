using System.Diagnostics;
using System.Globalization;
using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Benchmarks.Settlement;

/// <summary>
/// One epoch of a large network, and single acts in it: time, bytes allocated, bytes held. The first epoch starts from states without a history; the later ones from
/// what the epoch before left. A line for each.
/// </summary>
internal static class ScaleTiming
{
    public static int Print(TextWriter output, int participants, int rounds)
    {
        output.WriteLine($"{participants:N0} participants, {Environment.ProcessorCount} processors: a tenth absent, a hundredth wrong, a tenth audited and right");
        foreach (bool byFloor in new[] { true, false })
        {
            ScaleNetwork network = new(participants, byFloor);
            output.WriteLine(byFloor ? "shares rounded down" : "shares by largest remainder");
            EpochReport first = network.ReportOf(Epoch.Zero), second = network.ReportOf(Epoch.Of(1));
            EpochSettlement settled = Epochs(output, "  epoch 0", network.Mechanism, network.Opened, first, rounds);
            EpochSettlement again = Epochs(output, "  epoch 1", network.Mechanism, settled.After, second, rounds);
            if (byFloor)
            {
                Acts(output, network, again);
            }
        }

        return 0;
    }

    private static EpochSettlement Epochs(TextWriter output, string what, Mechanism mechanism, NetworkState state, EpochReport report, int rounds)
    {
        EpochSettlement settled = mechanism.Settle(state, report);
        double[] times = new double[rounds], own = new double[rounds];
        long allocated = 0, held = 0;
        for (int round = 0; round < rounds; round++)
        {
            settled = null!;
            long before = GC.GetTotalMemory(forceFullCollection: true), bytes = GC.GetTotalAllocatedBytes(precise: true);
            Stopwatch watch = Stopwatch.StartNew();
            TimeSpan processor = Environment.CpuUsage.TotalTime;
            settled = mechanism.Settle(state, report);
            times[round] = watch.Elapsed.TotalMilliseconds;
            own[round] = (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds;
            allocated = GC.GetTotalAllocatedBytes(precise: true) - bytes;
            held = GC.GetTotalMemory(forceFullCollection: true) - before;
        }

        Array.Sort(times);
        Array.Sort(own);
        int all = state.Participants.Length;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: median {times[rounds / 2]:F0} ms of {rounds} (least {times[0]:F0}, most {times[^1]:F0}), {own[rounds / 2]:F0} ms of processor time, {own[rounds / 2] * 1e6 / all:F0} ns, {allocated / (double)all:F0} bytes allocated and {held / (double)all:F0} held for each participant"));
        GC.KeepAlive(settled);
        return settled;
    }

    private static void Acts(TextWriter output, ScaleNetwork network, EpochSettlement settled)
    {
        Mechanism mechanism = network.Mechanism;
        NetworkState state = settled.After;
        ParticipantId middle = network.Middle;
        Act(output, "deposit", () => mechanism.Deposit(state, middle, Amount.Of(500)));
        Act(output, "deposit of a newcomer", () => mechanism.Deposit(state, ParticipantId.Of(middle + "-new"), Amount.Of(5_000)));
        Act(output, "unbonding", () => mechanism.Unbond(state, middle, Amount.Of(500)));
        Act(output, "explanation", () => mechanism.Explain(settled, middle));
        Act(output, "headroom", () => network.HeadroomOf(state.StateOf(middle), state.Epoch));
        Act(output, "forecast of a score", () => ReputationForecastOf(mechanism, state.StateOf(middle), state.Epoch));
    }

    private static Proportion ReputationForecastOf(Mechanism mechanism, in ParticipantState one, Epoch now) => mechanism.ScoreOf(one, now);

    public static void Act<T>(TextWriter output, string what, Func<T> act)
    {
        T result = act();
        long began = Stopwatch.GetTimestamp(), bytes = GC.GetAllocatedBytesForCurrentThread();
        int times = 0;
        do
        {
            result = act();
            times++;
        }
        while (times < 100_000 && Stopwatch.GetElapsedTime(began).TotalMilliseconds < 1_000);

        double each = Stopwatch.GetElapsedTime(began).TotalMicroseconds / times;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what}: {each:F1} µs, {(GC.GetAllocatedBytesForCurrentThread() - bytes) / times:N0} bytes (mean of {times:N0})"));
        GC.KeepAlive(result);
    }
}
