using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Markets.Bundles;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Rewards.Issuance;
using CapaCloud.Mechanisms.Rewards.Vesting;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Verification;
using CapaCloud.Mechanisms.Verification.Challenges;

namespace CapaCloud.Mechanisms.Settlement.Policies;

/// <summary>Source-generated type information for policies and the library's own rules.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(MechanismPolicy))]
[JsonSerializable(typeof(PolicyError))]
[JsonSerializable(typeof(AfterCurve))]
[JsonSerializable(typeof(CappedCurve))]
[JsonSerializable(typeof(ConstantCurve))]
[JsonSerializable(typeof(CorrelatedCurve))]
[JsonSerializable(typeof(EscalatingCurve))]
[JsonSerializable(typeof(AtLeastCurve))]
[JsonSerializable(typeof(GraceCurve))]
[JsonSerializable(typeof(LinearCurve))]
[JsonSerializable(typeof(MaximumCurve))]
[JsonSerializable(typeof(PowerCurve))]
[JsonSerializable(typeof(ScaledCurve))]
[JsonSerializable(typeof(SteppedCurve))]
[JsonSerializable(typeof(SumCurve))]
[JsonSerializable(typeof(ToleranceCurve))]
[JsonSerializable(typeof(BetaReputation))]
[JsonSerializable(typeof(ObservationBetaReputation))]
[JsonSerializable(typeof(StreakReputation))]
[JsonSerializable(typeof(ValueWeightedReputation))]
[JsonSerializable(typeof(CredibilityReputation))]
[JsonSerializable(typeof(HalfLifeReputation))]
[JsonSerializable(typeof(BernoulliSampler))]
[JsonSerializable(typeof(ReputationAdaptiveSampler))]
[JsonSerializable(typeof(StakeWeightedSampler))]
[JsonSerializable(typeof(MajorityRule))]
[JsonSerializable(typeof(UnanimityRule))]
[JsonSerializable(typeof(FirstToMatchRule))]
[JsonSerializable(typeof(CredibilityRule))]
[JsonSerializable(typeof(KnownAnswerRule))]
[JsonSerializable(typeof(WeightedMedianRule))]
[JsonSerializable(typeof(WeightedMajorityRule))]
[JsonSerializable(typeof(FloorSplitter))]
[JsonSerializable(typeof(CumulativeRoundingSplitter))]
[JsonSerializable(typeof(DivisorSplitter))]
[JsonSerializable(typeof(MinimumShareSplitter))]
[JsonSerializable(typeof(CappedSplitter))]
[JsonSerializable(typeof(LargestRemainderSplitter))]
[JsonSerializable(typeof(ConstantMultiplier))]
[JsonSerializable(typeof(LinearMultiplier))]
[JsonSerializable(typeof(PiecewiseLinearMultiplier))]
[JsonSerializable(typeof(FirstPriceAuction))]
[JsonSerializable(typeof(SecondPriceAuction))]
[JsonSerializable(typeof(UniformPriceAuction))]
[JsonSerializable(typeof(VcgAuction))]
[JsonSerializable(typeof(ScoredAuction))]
[JsonSerializable(typeof(McAfeeDoubleAuction))]
[JsonSerializable(typeof(MultiUnitDoubleAuction))]
[JsonSerializable(typeof(PayAsBidDoubleAuction))]
[JsonSerializable(typeof(TradeReductionDoubleAuction))]
[JsonSerializable(typeof(UniformPriceDoubleAuction))]
[JsonSerializable(typeof(VcgBundleAuction))]
[JsonSerializable(typeof(CoreSelectingBundleAuction))]
[JsonSerializable(typeof(InverseSquareCurve))]
[JsonSerializable(typeof(TargetStakeCurve))]
[JsonSerializable(typeof(LinearVesting))]
[JsonSerializable(typeof(SteppedVesting))]
[JsonSerializable(typeof(IAuction))]
[JsonSerializable(typeof(IDoubleAuction))]
[JsonSerializable(typeof(IBundleAuction))]
[JsonSerializable(typeof(IIssuanceCurve))]
[JsonSerializable(typeof(IVestingSchedule))]
internal sealed partial class PolicyJsonContext : JsonSerializerContext;
