using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Time;

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
            GoodToHalve = Ratio.FromInteger(200),
            BadToHalve = Ratio.FromParts(Proportion.PartsPerOne / 3),
            Tracks = ReputationTracks.All,
        },
        ["half-life, prior zero"] = new HalfLifeReputation { Prior = Proportion.Zero, HalfLife = EpochSpan.One },
        ["half-life, prior one"] = new HalfLifeReputation { Prior = Proportion.One, HalfLife = EpochSpan.MaxValue },
        ["beta"] = new BetaReputation(),
        ["beta, pessimistic, all tracks"] = new BetaReputation
        {
            PriorFor = Ratio.Zero,
            PriorAgainst = Ratio.FromInteger(20),
            HalfLife = EpochSpan.Of(3),
            Tracks = ReputationTracks.All,
        },
        ["beta, optimistic"] = new BetaReputation { PriorFor = Ratio.FromInteger(10), HalfLife = EpochSpan.Of(365) },
    };

    public static TheoryData<string> Names => [.. All.Keys];
}
