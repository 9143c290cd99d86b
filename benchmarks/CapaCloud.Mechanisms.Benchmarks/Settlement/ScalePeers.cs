using System.Diagnostics;
using System.Globalization;

namespace CapaCloud.Mechanisms.Benchmarks.Settlement;

/// <summary>
/// The epoch of <see cref="ScaleNetwork"/> beside a plain C program of the same arithmetic and, where its folder is given, beside the epoch steps of Lodestar; in one run, as ratios.
/// The C program keeps no cases, makes no postings, checks nothing and balances no books; its totals are compared with those of the settlement.
/// </summary>
internal static class ScalePeers
{
    public static int Print(TextWriter output, int participants, int rounds, string? peers)
    {
        ScaleNetwork network = new(participants, byFloor: true);
        EpochReport report = network.ReportOf(Epoch.Zero);
        EpochSettlement settled = network.Mechanism.Settle(network.Opened, report);
        UInt128 rewards = UInt128.Zero, losses = UInt128.Zero;
        foreach (ParticipantOutcome outcome in settled.Outcomes)
        {
            rewards += outcome.Reward.Units;
            losses += outcome.Slashed.Units;
        }

        string totals = string.Create(CultureInfo.InvariantCulture, $"{settled.Totals.Weight} {rewards} {losses}");
        double[] times = new double[rounds];
        for (int round = 0; round < rounds; round++)
        {
            settled = null!;
            GC.Collect();
            TimeSpan before = Environment.CpuUsage.TotalTime;
            settled = network.Mechanism.Settle(network.Opened, report);
            times[round] = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
        }

        Array.Sort(times);
        double own = times[rounds / 2];
        output.WriteLine(FormattableString.Invariant($"Mechanism.Settle, {participants:N0} participants: {own:F1} ms of processor time, the collector included"));
        string folder = Directory.CreateTempSubdirectory("epoch-peer").FullName, program = Path.Combine(folder, "epoch_peer");
        Run("gcc", $"-O3 -march=native {Path.Combine(AppContext.BaseDirectory, "Settlement", "epoch_peer.c")} -o {program}");
        string[] said = Run(program, string.Create(CultureInfo.InvariantCulture, $"{participants} {rounds}")).Trim().Split(' ', 2);
        double plain = double.Parse(said[0], CultureInfo.InvariantCulture);
        Directory.Delete(folder, recursive: true);
        output.WriteLine(FormattableString.Invariant($"plain C: {plain:F1} ms of processor time, {(said[1] == totals ? "the same totals" : $"OTHER TOTALS: {said[1]} beside {totals}")}; the settlement takes {own / plain:F1} times as long"));
        if (peers is not null)
        {
            output.WriteLine("Lodestar's epoch steps, 1,000,000 validators:");
            output.WriteLine(Run(peers, "lodestar"));
        }

        return said[1] == totals ? 0 : 1;
    }

    private static string Run(string program, string arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{program} {arguments} ended with {process.ExitCode}.");
    }
}
