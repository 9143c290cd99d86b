using CapaCloud.Mechanisms.Samples.Reporting;

namespace CapaCloud.Mechanisms.Samples.AdaptiveNetwork;

/// <summary>The numbers of the adapted policy that theory leaves open. They are chosen on the training worlds, and judged on others.</summary>
/// <param name="RestingAudits">The audit rate when nothing fails, in hundredths.</param>
/// <param name="Load">The part of the capacity that the price aims at, in hundredths.</param>
internal sealed record Tuning(uint RestingAudits, uint Load)
{
    /// <summary>What was chosen: the most welfare on the training worlds among those whose proof never failed. <c>AdaptiveNetwork --tune</c> chooses again and fails when it finds another one.</summary>
    public static Tuning Chosen { get; } = new(4, 95);

    public static Tuning[] Candidates { get; } = [.. from audits in new uint[] { 4, 5, 8 } from load in new uint[] { 90, 95, 100 } select new Tuning(audits, load)];

    /// <summary>The fixed policies: audit rate in hundredths, and price.</summary>
    public static (uint Percent, ulong Price)[] Fixed { get; } = [(4, 150), (5, 110), (5, 130), (5, 150), (5, 160), (5, 170), (5, 190), (10, 150), (40, 150)];

    /// <summary>The best of them on the training worlds: the most welfare among those whose proof never failed, or the most where none is left. <c>AdaptiveNetwork --tune</c> chooses again.</summary>
    public static (uint Percent, ulong Price) BestFixed { get; } = (5, 150);

    /// <summary>The most welfare over several worlds among policies whose proof never failed in any.</summary>
    public static (T Best, List<(T Candidate, double Welfare, int WithoutProof)> All) Choose<T>(IEnumerable<T> candidates, World[] worlds, Func<World, T, NetworkRun> open)
    {
        T[] tried = [.. candidates];
        List<(T Candidate, double Welfare, int WithoutProof)> all = ProgressBar.Show("tuning", progress => Try(tried, worlds, open, progress));
        return (all.OrderBy(static item => item.WithoutProof > 0).ThenByDescending(static item => item.Welfare).First().Candidate, all);
    }

    private static List<(T Candidate, double Welfare, int WithoutProof)> Try<T>(T[] candidates, World[] worlds, Func<World, T, NetworkRun> open, IProgress<double>? progress)
    {
        List<(T Candidate, double Welfare, int WithoutProof)> all = [];
        foreach (T candidate in candidates)
        {
            progress?.Report(all.Count / (double)candidates.Length);
            RunSummary[] runs = [.. worlds.Select(world =>
            {
                NetworkRun run = open(world, candidate);
                run.Run(static () => { });
                return RunSummary.Of(world.Name, run);
            })];
            all.Add((candidate, runs.Sum(static run => run.Welfare), runs.Sum(static run => run.EpochsWithoutProof)));
        }

        return all;
    }

    public static NetworkRun Adapted(World world, Tuning tuning) => new(world, tuning);

    public static NetworkRun FixedRun(World world, (uint Percent, ulong Price) rule) => new(world, Chosen, Proportion.Percent(rule.Percent), rule.Price);
}
