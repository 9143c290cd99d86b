using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Tests.Reputation.Taking;

/// <summary>For every model: milking, oscillation, whitewashing and value imbalance, in one table, as the docs page shows it.</summary>
internal static class TakingTable
{
    public const ulong Horizon = 1_000;

    /// <summary>The models in comparable settings: excluded at or below the score, after a thousand honest jobs, one an epoch.</summary>
    public static IReadOnlyList<(string Name, IReputationModel Model, Proportion Exclusion)> Cases { get; } =
    [
        ("half-life, prior 0.5", new HalfLifeReputation(), Proportion.Percent(30)),
        ("half-life, prior 0", new HalfLifeReputation { Prior = Proportion.Zero }, Proportion.Percent(30)),
        ("beta, half-life 30", new BetaReputation(), Proportion.Percent(40)),
        ("observation beta (Storj)", new ObservationBetaReputation(), Proportion.Percent(96)),
        ("streak (BOINC)", new StreakReputation(), Proportion.Zero),
        ("credibility, blacklisting (Sarmenta)", new CredibilityReputation { Blacklisting = true }, Proportion.Zero),
        ("credibility, two thirds kept (iExec)", new CredibilityReputation { KeptNumerator = 2, KeptDenominator = 3 }, Proportion.Percent(80)),
        ("value weighted, for a job of 1", new ValueWeightedReputation(), Proportion.Percent(20)),
    ];

    public static ReputationAbuseScenario Scenario(IReputationModel model, Proportion exclusion) =>
        new() { Model = model, ExcludedAtOrBelow = exclusion, Gain = Amount.Of(1) };

    public static ReputationRecord Veteran(IReputationModel model)
    {
        ReputationRecord record = model.Newcomer(Epoch.Zero);
        for (ulong epoch = 1; epoch <= 1_000; epoch++)
        {
            record = model.Add(record, new Conduct(Epoch.Of(epoch), ConductKind.Proven, Ratio.One, Ratio.Zero));
        }

        return record;
    }

    /// <summary>The lines of the table in Markdown.</summary>
    public static IEnumerable<string> Lines()
    {
        yield return "| model | line | milking: jobs a veteran takes | oscillation: jobs taken of 1,000 | whitewashing: jobs a new name takes | honest jobs until above the line | a new name is worth |";
        yield return "|---|---|---|---|---|---|---|";
        foreach ((string name, IReputationModel model, Proportion exclusion) in Cases)
        {
            ReputationAbuseScenario scenario = Scenario(model, exclusion);
            ReputationAbuseYield milking = ReputationAbuse.Milking(scenario, Veteran(model), Horizon);
            ReputationAbuseYield oscillation = ReputationAbuse.Oscillation(scenario, Veteran(model), Horizon);
            ReputationAbuseYield newName = ReputationAbuse.Whitewashing(scenario, Horizon);
            ulong? earned = ReputationAbuse.SmallJobsForALargeOne(model, Ratio.One, Proportion.FromParts(exclusion.Parts + 1), Horizon);
            yield return $"| {name} | {exclusion} | {Text(milking)} | {oscillation.Acts} | {Text(newName)} | {earned} | {model.Limits.NewNameGain} |";
        }
    }

    private static string Text(ReputationAbuseYield takings) => takings.EndsInExclusion ? $"{takings.Acts}" : "never excluded";
}
