using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using CapaCloud.Mechanisms.Settlement;

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
        bool isSame = Plain(output, participants, rounds, "", totals, own);
        isSame &= Large(output, network, participants, rounds);
        if (peers is not null)
        {
            output.WriteLine("Lodestar's epoch steps, 1,000,000 validators:");
            output.WriteLine(Run(peers, "lodestar"));
        }

        return isSame ? 0 : 1;
    }

    /// <summary>The second epoch of the network in which a hundredth is wrong and nobody absent or audited: in columns, beside the same program.</summary>
    private static bool Large(TextWriter output, ScaleNetwork network, int participants, int rounds)
    {
        Mechanism mechanism = network.Mechanism;
        LargeNetwork large = LargeNetwork.Of(mechanism, network.Opened);
        large = mechanism.Settle(large, LargeReport.Of(large, network.WithoutAbsences(Epoch.Zero))).After;
        LargeReport report = LargeReport.Of(large, network.WithoutAbsences(Epoch.Of(1)));
        LargeSettlement settled = mechanism.Settle(large, report);
        double[] times = new double[rounds];
        for (int round = 0; round < rounds; round++)
        {
            settled = null!;
            GC.Collect();
            TimeSpan before = Environment.CpuUsage.TotalTime;
            settled = mechanism.Settle(large, report);
            times[round] = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
        }

        Array.Sort(times);
        UInt128 rewards = UInt128.Zero;
        foreach (Amount reward in settled.Rewards)
        {
            rewards += reward.Units;
        }

        UInt128 losses = (UInt128)(participants / 100) * 300_000;
        output.WriteLine(FormattableString.Invariant($"a LargeNetwork with a hundredth wrong, epoch 1: {times[rounds / 2]:F1} ms of processor time, the collector included"));
        (ulong upper, ulong lower) = LossOfAnEpoch();
        return Plain(output, participants, rounds, FormattableString.Invariant($" {upper} {lower} {settled.Terms.Pool.Units}"), FormattableString.Invariant($"{settled.Terms.Totals.Weight} {rewards} {losses}"), times[rounds / 2]);
    }

    /// <summary>What evidence loses in an epoch at a half-life of 30, times 2^128: what is left of 2^100 parts and of the powers below says it to the last digit that counts.</summary>
    private static (ulong Upper, ulong Lower) LossOfAnEpoch()
    {
        BigInteger scale = BigInteger.One << 256;

        // 1 - 2^(-1/30): the thirtieth root by halving the interval.
        BigInteger low = BigInteger.Zero, high = scale;
        while (high - low > 1)
        {
            BigInteger middle = (low + high) / 2, power = scale;
            for (int time = 0; time < 30; time++)
            {
                power = power * middle / scale;
            }

            (low, high) = 2 * power < scale ? (middle, high) : (low, middle);
        }

        BigInteger loss = (scale - low) >> 128;
        return ((ulong)(loss >> 64), (ulong)(loss & ulong.MaxValue));
    }

    private static bool Plain(TextWriter output, int participants, int rounds, string more, string totals, double own)
    {
        string folder = Directory.CreateTempSubdirectory("epoch-peer").FullName, program = Path.Combine(folder, "epoch_peer");
        Run("gcc", $"-O3 -march=native {Path.Combine(AppContext.BaseDirectory, "Settlement", "epoch_peer.c")} -o {program}");
        string[] said = Run(program, string.Create(CultureInfo.InvariantCulture, $"{participants} {rounds}{more}")).Trim().Split(' ', 2);
        double plain = double.Parse(said[0], CultureInfo.InvariantCulture);
        Directory.Delete(folder, recursive: true);
        output.WriteLine(FormattableString.Invariant($"plain C: {plain:F1} ms of processor time, {(said[1] == totals ? "the same totals" : $"OTHER TOTALS: {said[1]} beside {totals}")}; the settlement takes {own / plain:F1} times as long"));
        return said[1] == totals;
    }

    private static string Run(string program, string arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{program} {arguments} ended with {process.ExitCode}.");
    }
}
