using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Tests.Reputation;

/// <summary>Every model of the core, in several configurations, for the laws.</summary>
internal static class ReputationModels
{
    public static IReadOnlyDictionary<string, IReputationModel> All { get; } = new Dictionary<string, IReputationModel>
    {
        ["half-life"] = new HalfLifeReputation(),
        ["half-life, low prior, all tracks"] = new HalfLifeReputation
        {
            Prior = Proportion.Percent(10),
            HalfLife = EpochSpan.Of(7),
            GoodToHalve = Ratio.Of(200),
            BadToHalve = Ratio.FromParts(Proportion.PartsPerOne / 3),
            Reads = ConductKinds.All,
        },
        ["half-life, prior zero"] = new HalfLifeReputation { Prior = Proportion.Zero, HalfLife = EpochSpan.One },
        ["half-life, prior one"] = new HalfLifeReputation { Prior = Proportion.One, HalfLife = EpochSpan.MaxValue },
        ["beta"] = new BetaReputation(),
        ["beta, pessimistic, all tracks"] = new BetaReputation
        {
            PriorFor = Ratio.Zero,
            PriorAgainst = Ratio.Of(20),
            HalfLife = EpochSpan.Of(3),
            Reads = ConductKinds.All,
        },
        ["beta, optimistic"] = new BetaReputation { PriorFor = Ratio.Of(10), HalfLife = EpochSpan.Of(365) },
        ["observation beta"] = new ObservationBetaReputation(),
        ["observation beta, plain counts and short memory"] = new ObservationBetaReputation
        {
            Proven = new ObservationMemory(Proportion.Percent(95), Ratio.Of(3), Ratio.One, Ratio.One),
            Unexplained = new ObservationMemory(Proportion.One, Ratio.One, Ratio.One, Ratio.Zero),
            Presence = new ObservationMemory(Proportion.Zero, Ratio.One, Ratio.Of(4), Ratio.Of(5)),
            Reads = ConductKinds.All,
        },
        ["streak"] = new StreakReputation(),
        ["streak of one, all tracks"] = new StreakReputation { LeastStreak = 1, Reads = ConductKinds.All },
        ["credibility"] = new CredibilityReputation(),
        ["credibility, two thirds kept"] = new CredibilityReputation { KeptNumerator = 2, KeptDenominator = 3 },
        ["credibility, blacklisting"] = new CredibilityReputation { FaultRate = Proportion.Percent(70), Blacklisting = true },
        ["value weighted"] = new ValueWeightedReputation(),
        ["value weighted, for a thousand"] = new ValueWeightedReputation
        {
            ValueAtStake = Ratio.Of(1_000),
            HalfLife = EpochSpan.Of(90),
            Reads = ConductKinds.Proven | ConductKinds.Unexplained,
        },
    };

    public static TheoryData<string> Names => [.. All.Keys];
}
