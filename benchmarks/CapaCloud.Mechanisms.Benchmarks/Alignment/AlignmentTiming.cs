using System.Diagnostics;
using System.Globalization;
using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Alignment.Dynamics;

namespace CapaCloud.Mechanisms.Benchmarks.Alignment;

/// <summary>How long the thirteen questions take on the marketplace that the lab comes with, how fast they stop, and how much memory they need.</summary>
internal static class AlignmentTiming
{
    private const int Runs = 200;

    public static void Print(TextWriter output)
    {
        (Mechanism mechanism, Economics economics) = LabExamples.Read("marketplace");
        output.WriteLine(Line("first answer in the process, exact engine", Timed(() => AlignmentChecker.Check(mechanism, economics))));
        for (int run = 0; run < Runs; run++)
        {
            _ = AlignmentChecker.Check(mechanism, economics);
        }

        double[] times = [.. Enumerable.Range(0, Runs).Select(_ => Timed(() => AlignmentChecker.Check(mechanism, economics))).Order()];
        output.WriteLine(Line($"all thirteen questions, exact engine, least of {Runs}", times[0]));
        output.WriteLine(Line($"all thirteen questions, exact engine, median of {Runs}", times[Runs / 2]));
        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = AlignmentChecker.Check(mechanism, economics);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"allocated by one answer",-62}{(GC.GetAllocatedBytesForCurrentThread() - before) / 1_024,10} KiB"));
        foreach (string example in new[] { "marketplace", "reputation-alone", "late-verdicts", "newcomers-cheat" })
        {
            (Mechanism other, Economics figures) = LabExamples.Read(example);
            output.WriteLine(Line($"complete answer, {example}, effort quick", Timed(() => AlignmentChecker.Check(other, figures, DynamicEffort.Quick))));
            output.WriteLine(Line($"complete answer, {example}, effort normal", Timed(() => AlignmentChecker.Check(other, figures, DynamicEffort.Normal))));
        }

        Stop(output, 0.05);
        Stop(output, 0.5);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"most memory of the process",-62}{Process.GetCurrentProcess().PeakWorkingSet64 / 1_048_576,10} MiB"));
    }

    /// <summary>Asks the dynamic engine to stop, and says how much later it did.</summary>
    private static void Stop(TextWriter output, double after)
    {
        (Mechanism mechanism, Economics economics) = LabExamples.Read("late-verdicts");
        Stopwatch watch = Stopwatch.StartNew();
        using CancellationTokenSource source = new(TimeSpan.FromSeconds(after));
        try
        {
            _ = DynamicEngine.Check(mechanism, economics, DynamicEffort.Thorough, cancellation: source.Token);
            output.WriteLine(Line($"cancelled after {after.ToString(CultureInfo.InvariantCulture)} s: it had finished before", watch.Elapsed.TotalMilliseconds));
        }
        catch (OperationCanceledException)
        {
            output.WriteLine(Line($"cancelled after {after.ToString(CultureInfo.InvariantCulture)} s: stopped so much later", watch.Elapsed.TotalMilliseconds - (1_000 * after)));
        }
    }

    private static double Timed(Action work)
    {
        long started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static string Line(string what, double milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{what,-62}{milliseconds,10:F2} ms");
}
