using System.Diagnostics;
using System.Globalization;
using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Alignment.Dynamics;

namespace CapaCloud.Mechanisms.Benchmarks.Alignment;

/// <summary>How long after a timer asks for it the dynamic engine stops, at several moments of a thorough run: a timer needs a thread that the engine leaves it.</summary>
internal static class CancellationLatency
{
    public static void Print(TextWriter output)
    {
        (Mechanism mechanism, Economics economics) = LabExamples.Read("marketplace");
        foreach (double after in new[] { 1, 5, 16, 25, 40.0 })
        {
            Stopwatch watch = Stopwatch.StartNew();
            using CancellationTokenSource source = new(TimeSpan.FromSeconds(after));
            try
            {
                _ = DynamicEngine.Check(mechanism, economics, DynamicEffort.Thorough, cancellation: source.Token);
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"asked after {after} s: it had finished before"));
            }
            catch (OperationCanceledException)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"asked after {after} s: stopped {watch.Elapsed.TotalSeconds - after:F2} s later"));
            }
        }
    }
}
