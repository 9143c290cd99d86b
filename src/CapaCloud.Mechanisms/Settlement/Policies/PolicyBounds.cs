using System.Text.Json.Nodes;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What the rules of a policy refuse beyond the types of their members, for the schema. A test holds each entry against the reader.</summary>
internal static class PolicyBounds
{
    private static readonly UInt128 One = Proportion.PartsPerOne, BelowOne = One - UInt128.One, Half = One / 2;

    private static readonly Dictionary<(Type Type, string Member), MemberBound> All = new()
    {
        [(typeof(CommitmentSchedule), "roundsPerEpoch")] = new(1),
        [(typeof(CommitmentSchedule), "gap")] = new(1),
        [(typeof(DutyPolicy), "least")] = new(1),
        [(typeof(PowerCurve), "exponent")] = new(1, PowerCurve.MaximumExponent),
        [(typeof(CorrelatedCurve), "exponent")] = new(1, PowerCurve.MaximumExponent),
        [(typeof(EscalatingCurve), "factor")] = new(One),
        [(typeof(SteppedCurve), "steps")] = new(0, null, static () => new JsonObject { ["x-rising"] = new JsonObject { ["from"] = "strictly", ["fraction"] = "not falling" } }),
        [(typeof(BetaReputation), "halfLife")] = new(1),
        [(typeof(BetaReputation), "reads")] = new(1),
        [(typeof(ValueWeightedReputation), "valueAtStake")] = new(1_000_000_000),
        [(typeof(ValueWeightedReputation), "halfLife")] = new(1),
        [(typeof(ValueWeightedReputation), "reads")] = new(1),
        [(typeof(HalfLifeReputation), "halfLife")] = new(1),
        [(typeof(HalfLifeReputation), "goodToHalve")] = new(1),
        [(typeof(HalfLifeReputation), "badToHalve")] = new(1),
        [(typeof(HalfLifeReputation), "reads")] = new(1),
        [(typeof(StreakReputation), "leastStreak")] = new(1),
        [(typeof(StreakReputation), "reads")] = new(1),
        [(typeof(CredibilityReputation), "faultRate")] = new(1, BelowOne),
        [(typeof(CredibilityReputation), "reads")] = new(1),
        [(typeof(ObservationBetaReputation), "reads")] = new(1),
        [(typeof(ObservationMemory), "weight")] = new(1),
        [(typeof(ReputationAdaptiveSampler), "atLeast")] = new(1),
        [(typeof(StakeWeightedSampler), "stakePerAudit")] = new(1),
        [(typeof(MajorityRule), "quorum")] = new(2),
        [(typeof(FirstToMatchRule), "matches")] = new(2),
        [(typeof(CredibilityRule), "threshold")] = new(Half, BelowOne),
        [(typeof(CredibilityRule), "mostReliable")] = new(0, BelowOne),
        [(typeof(CredibilityRule), "leastAnswers")] = new(1),
        [(typeof(CredibilityRule), "choices")] = new(0, null, static () => new JsonObject { ["not"] = new JsonObject { ["const"] = 1 } }),
        [(typeof(WeightedMedianRule), "leastVoices")] = new(3),
        [(typeof(WeightedMajorityRule), "threshold")] = new(Half, BelowOne),
        [(typeof(WeightedMajorityRule), "leastVoices")] = new(2),
        [(typeof(PiecewiseLinearMultiplier), "points")] = new(0, null, static () => new JsonObject { ["minItems"] = 1, ["x-rising"] = new JsonObject { ["score"] = "strictly" } }),
    };

    /// <summary>Returns the bound of a member, or null when its type says everything.</summary>
    public static MemberBound? Of(Type type, string member) => All.GetValueOrDefault((type, member));

    /// <summary>Returns the keywords that compare several members of a type, or the whole schema of a leaf that is the policy's own; null for any other.</summary>
    public static JsonObject? RelationsOf(Type type) =>
        type == typeof(ReputationAdaptiveSampler) ? new JsonObject { ["x-atMost"] = new JsonObject { ["atLeast"] = "newcomers" } }
        : type == typeof(ISlashingCurve) ? new JsonObject { ["x-rules"] = CurveSize.MaximumCurves, ["x-levels"] = CurveSize.MaximumLevels }
        : type == typeof(ObservationMemory) ? new JsonObject { ["not"] = new JsonObject { ["properties"] = new JsonObject { ["initialFor"] = Zero(), ["initialAgainst"] = Zero() } } }
        // The reader takes null for no offence; whether a policy may price that is its validator's matter.
        : type == typeof(Offence) ? new JsonObject { ["type"] = new JsonArray("string", "null"), ["pattern"] = $"^[a-z0-9-]{{1,{Offence.MaxLength}}}(?![\\s\\S])" }
        : null;

    private static JsonObject Zero() => new() { ["const"] = "0" };
}
