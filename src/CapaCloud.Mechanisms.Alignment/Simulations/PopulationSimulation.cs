using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Alignment.Simulations;

/// <summary>Plays a population through the real mechanism: deposits, work, audits, verdicts, settlement.</summary>
/// <remarks>
/// No formula of its own: rewards and penalties are those of <see cref="Mechanism.Settle(NetworkState, EpochReport)"/>.
/// Chance comes from the seed. The honest fault rate, colluding share and detection accuracy are the high, high and low ends of the
/// economics.
/// </remarks>
public static class PopulationSimulation
{
    /// <summary>Runs a simulation.</summary>
    /// <param name="mechanism">The mechanism.</param>
    /// <param name="economics">The economics.</param>
    /// <param name="options">The population.</param>
    /// <param name="progress">Told the part done, in [0, 1].</param>
    /// <param name="cancellation">Stops it, within an epoch.</param>
    /// <returns>What each kind earned.</returns>
    /// <exception cref="ArgumentException">The economics or the options are not valid; the message lists every fault.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static SimulationResult Run(
        Mechanism mechanism, Economics economics, SimulationOptions options, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(mechanism);
        ArgumentNullException.ThrowIfNull(economics);
        ArgumentNullException.ThrowIfNull(options);
        string[] faults = [.. economics.Validate(), .. options.Validate()];
        if (faults.Length > 0)
        {
            throw new ArgumentException(string.Join(" ", faults), nameof(options));
        }

        ImmutableArray<AgentKind> kinds = [.. options.Population.Where(pair => pair.Value > 0).Select(pair => pair.Key).Order()];
        List<RunResult> runs = [];
        for (int run = 0; run < options.Runs; run++)
        {
            int done = run;
            SimulationRun play = new(mechanism, economics, options, kinds, new Random(unchecked((options.Seed * 7919) + run)));
            runs.Add(play.Play(part => progress?.Report((done + part) / options.Runs), cancellation));
        }

        return new SimulationResult(
            kinds,
            [.. kinds.Select(kind => options.Population[kind])],
            [.. kinds.Select((_, row) => runs.Average(run => run.Profit[row]))],
            [.. kinds.Select((_, row) => HalfWidth([.. runs.Select(run => run.Profit[row])]))],
            [.. kinds.Select((_, row) => runs.Average(run => run.Slashed[row]))],
            [.. kinds.Select((_, row) => Enumerable.Range(0, options.Epochs).Select(epoch => runs.Average(run => run.Cumulated[row][epoch])).ToImmutableArray())],
            options.Seed);
    }

    private static double HalfWidth(double[] means)
    {
        double mean = means.Average();
        double variance = means.Sum(value => (value - mean) * (value - mean)) / (means.Length - 1);
        return 1.96 * Math.Sqrt(variance / means.Length);
    }

    internal sealed record RunResult(double[] Profit, double[] Slashed, double[][] Cumulated);
}
