using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>The library's own rules and their names in JSON.</summary>
internal static class BuiltInRules
{
    public static ImmutableArray<(Type Rule, string Name, IJsonTypeInfoResolver? Resolver)> All { get; } =
    [
        (typeof(AfterCurve), "after", null),
        (typeof(CappedCurve), "capped", null),
        (typeof(ConstantCurve), "constant", null),
        (typeof(CorrelatedCurve), "correlated", null),
        (typeof(EscalatingCurve), "escalating", null),
        (typeof(AtLeastCurve), "at-least", null),
        (typeof(GraceCurve), "grace", null),
        (typeof(LinearCurve), "linear", null),
        (typeof(MaximumCurve), "maximum", null),
        (typeof(PowerCurve), "power", null),
        (typeof(ScaledCurve), "scaled", null),
        (typeof(SteppedCurve), "stepped", null),
        (typeof(SumCurve), "sum", null),
        (typeof(ToleranceCurve), "tolerance", null),
        (typeof(BetaReputation), "beta", null),
        (typeof(ObservationBetaReputation), "observation-beta", null),
        (typeof(StreakReputation), "streak", null),
        (typeof(ValueWeightedReputation), "value-weighted", null),
        (typeof(CredibilityReputation), "credibility", null),
        (typeof(HalfLifeReputation), "half-life", null),
        (typeof(BernoulliSampler), "bernoulli", null),
        (typeof(ReputationAdaptiveSampler), "reputation-adaptive", null),
        (typeof(StakeWeightedSampler), "stake-weighted", null),
        (typeof(MajorityRule), "majority", null),
        (typeof(UnanimityRule), "unanimity", null),
        (typeof(FirstToMatchRule), "first-to-match", null),
        (typeof(CredibilityRule), "credibility", null),
        (typeof(KnownAnswerRule), "known-answer", null),
        (typeof(WeightedMedianRule), "weighted-median", null),
        (typeof(WeightedMajorityRule), "weighted-majority", null),
        (typeof(FloorSplitter), "floor", null),
        (typeof(CumulativeRoundingSplitter), "cumulative-rounding", null),
        (typeof(DivisorSplitter), "divisor", null),
        (typeof(MinimumShareSplitter), "minimum-share", null),
        (typeof(CappedSplitter), "capped", null),
        (typeof(LargestRemainderSplitter), "largest-remainder", null),
        (typeof(ConstantMultiplier), "constant", null),
        (typeof(LinearMultiplier), "linear", null),
        (typeof(PiecewiseLinearMultiplier), "piecewise-linear", null),
        (typeof(FirstPriceAuction), "first-price", null),
        (typeof(SecondPriceAuction), "second-price", null),
        (typeof(UniformPriceAuction), "uniform-price", null),
        (typeof(VcgAuction), "vcg", null),
        (typeof(ScoredAuction), "scored", null),
        (typeof(McAfeeDoubleAuction), "mcafee", null),
        (typeof(MultiUnitDoubleAuction), "multi-unit", null),
        (typeof(PayAsBidDoubleAuction), "pay-as-bid", null),
        (typeof(TradeReductionDoubleAuction), "trade-reduction", null),
        (typeof(UniformPriceDoubleAuction), "uniform-price", null),
        (typeof(VcgBundleAuction), "vcg", null),
        (typeof(CoreSelectingBundleAuction), "core-selecting", null),
        (typeof(InverseSquareCurve), "inverse-square", null),
        (typeof(TargetStakeCurve), "target-stake", null),
        (typeof(LinearVesting), "linear", null),
        (typeof(SteppedVesting), "stepped", null),
    ];
}
