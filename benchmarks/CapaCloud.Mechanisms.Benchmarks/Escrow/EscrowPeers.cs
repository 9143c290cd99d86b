using System.Diagnostics;
using System.Globalization;
using CapaCloud.Mechanisms.Benchmarks.Peers;
using CapaCloud.Mechanisms.Escrow;

namespace CapaCloud.Mechanisms.Benchmarks.Escrow;

/// <summary>What 200,000 streams have earned at one moment, beside a published client of a streaming-payment network (Streamflow). The same streams, the sums compared.</summary>
internal static class EscrowPeers
{
    private const int Streams = 200_000, Epochs = 37;

    /// <summary>Prints the table; the folder is one in which <c>npm install @streamflow/stream</c> was run.</summary>
    public static int Print(TextWriter output, string installed)
    {
        EpochRate[] rates = [.. Enumerable.Range(0, Streams).Select(static index => EpochRate.Of(RateOf(index)))];
        int[] first = [.. Enumerable.Range(0, Streams + 1)];
        Amount[] deposits = [.. Enumerable.Range(0, Streams).Select(static index => Amount.Of(RateOf(index) * (UInt128)(10 + (index % 60))))], free = new Amount[Streams], earned = new Amount[Streams];
        EpochSpan[] funded = new EpochSpan[Streams];
        double milliseconds = PeerTable.BestOf(15, 1, () =>
        {
            // Whose money runs out before is paid as long as it lasts.
            deposits.CopyTo(free, 0);
            StreamAccrual.Accrue(rates, first, EpochSpan.Of(Epochs), free, earned, funded);
        }) / 1e6;
        string sum = earned.Aggregate(Amount.Zero, static (total, amount) => total + amount).ToString();
        (double theirs, string theirSum) = Run(installed);
        output.WriteLine("| ours | ms | peer | ms | ratio | |");
        output.WriteLine("|---|---:|---|---:|---:|---|");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| StreamAccrual, {Streams:N0} accounts of one stream | {milliseconds:F1} | @streamflow/stream, calculateUnlockedAmount | {theirs:F1} | {theirs / milliseconds:F2} | {(sum == theirSum ? "same sum" : $"DIFFERS: {sum}, theirs {theirSum}")} |"));
        return sum == theirSum ? 0 : 1;
    }

    private static UInt128 RateOf(int index) => (UInt128)(1_000 + (index % 7));

    private static (double Milliseconds, string Sum) Run(string installed)
    {
        ProcessStartInfo start = new(
            "node",
            [
                Path.Combine(AppContext.BaseDirectory, "Escrow", "escrow_peers.mjs"),
                Path.GetFullPath(installed),
                Streams.ToString(CultureInfo.InvariantCulture),
                Epochs.ToString(CultureInfo.InvariantCulture),
            ])
        {
            RedirectStandardOutput = true,
        };
        using Process node = Process.Start(start)!;
        string[] cells = node.StandardOutput.ReadToEnd().Trim().Split('\n')[^1].Split(';');
        node.WaitForExit();
        return node.ExitCode == 0 && cells.Length == 2
            ? (double.Parse(cells[0], CultureInfo.InvariantCulture), cells[1])
            : throw new InvalidOperationException("The peer of escrow needs node, and a folder in which 'npm install @streamflow/stream' was run.");
    }
}
