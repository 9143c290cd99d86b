using System.Diagnostics;
using System.Globalization;

namespace CapaCloud.Mechanisms.Benchmarks.Peers;

/// <summary>Runs the peers and the library one after the other and prints both with their ratio.</summary>
internal static class PeerTable
{
    public static int Print(string program, string[] only)
    {
        IPeerComparison[] comparisons = [.. PeerCatalogue.All.Where(item => only.Length == 0 || only.Contains(item.Peer))];
        List<PeerRow> rows = [];
        foreach (IPeerComparison comparison in comparisons)
        {
            rows.AddRange(comparison.Measure(PeerLines(program, comparison.Peer)));
        }

        Console.WriteLine("| ours | ns | peer | ns | ratio | target | |");
        Console.WriteLine("|---|---:|---|---:|---:|---:|---|");
        foreach (PeerRow row in rows)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {row.Ours} | {row.OurNanoseconds:F1} | {row.Peer} | {row.PeerNanoseconds:F1} | {row.Ratio:F2} | {row.Target:0.##} | {(row.IsMet ? "met" : "MISSED")}{(row.Check.Length == 0 ? "" : ", " + row.Check)} |"));
        }

        return rows.TrueForAll(row => row.IsMet) ? 0 : 1;
    }

    /// <summary>Reads the figure after a line's name: <c>GMP mpn 128x128/128 32.4 ns/op</c>; the best of several such lines.</summary>
    public static double Best(IReadOnlyList<string> lines, string name) => lines
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => double.Parse(
            line[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture))
        .DefaultIfEmpty(double.NaN).Min();

    /// <summary>The best of several timings of the same work, in nanoseconds for each of its items.</summary>
    public static double BestOf(int repetitions, int items, Action work)
    {
        // Long enough for the second tier of the just-in-time compiler to take over.
        Stopwatch warmUp = Stopwatch.StartNew();
        while (warmUp.ElapsedMilliseconds < 700)
        {
            work();
        }

        double best = double.MaxValue;
        for (int repetition = 0; repetition < repetitions; repetition++)
        {
            long start = Stopwatch.GetTimestamp();
            work();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / items);
        }

        return best;
    }

    private static string[] PeerLines(string program, string peer)
    {
        using Process process = Process.Start(new ProcessStartInfo("bash", [program, peer]) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : throw new InvalidOperationException($"The peer '{peer}' of '{program}' ended with {process.ExitCode}.");
    }
}
