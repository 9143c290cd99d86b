using System.Collections.Immutable;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Verification;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing.Generators;

/// <summary>Draws rules of a policy: every built-in one of each kind, curves nested up to three deep, with numbers that each of them accepts.</summary>
/// <remarks>No formula. Each member is a new generator. Shrinking is <see cref="PolicyGenerators.Policy"/>'s.</remarks>
public static class RuleGenerators
{
    /// <summary>Gets slashing curves: five that read the offence, eight that change another curve.</summary>
    public static Gen<ISlashingCurve> SlashingCurve { get; } = Curve(3).Select(static curve => CanCost(curve) ? curve : new ConstantCurve { Fraction = Proportion.Percent(1) });

    /// <summary>Gets reputation models that read what a mechanism feeds: proven results, presence, or both.</summary>
    public static Gen<IReputationModel> ReputationModel { get; } = Gen.OneOf(
        from priorFor in PositiveRatio
        from priorAgainst in PositiveRatio
        from halfLife in PositiveSpan
        from kinds in Kinds
        select (IReputationModel)new BetaReputation { PriorFor = priorFor, PriorAgainst = priorAgainst, HalfLife = halfLife, Reads = kinds },
        from prior in Generate.Proportion
        from halfLife in PositiveSpan
        from good in PositiveRatio
        from bad in PositiveRatio
        from kinds in Kinds
        select (IReputationModel)new HalfLifeReputation { Prior = prior, HalfLife = halfLife, GoodToHalve = good, BadToHalve = bad, Reads = kinds },
        from proven in Memory
        from presence in Memory
        from kinds in Kinds
        select (IReputationModel)new ObservationBetaReputation
        {
            Proven = kinds.HasFlag(ConductKinds.Proven) ? proven : ObservationMemory.Thousand,
            Presence = kinds.HasFlag(ConductKinds.Presence) ? presence : ObservationMemory.Thousand,
            Reads = kinds,
        },
        from least in Gen.Choose(1, 100)
        from kinds in Kinds
        select (IReputationModel)new StreakReputation { LeastStreak = (ulong)least, Reads = kinds },
        from value in PositiveRatio
        from halfLife in PositiveSpan
        from kinds in Kinds
        select (IReputationModel)new ValueWeightedReputation { ValueAtStake = value, HalfLife = halfLife, Reads = kinds },
        from faultRate in BetweenZeroAndOne
        from kept in Gen.Choose(0, 99)
        from blacklisting in Flag
        from kinds in Kinds
        select (IReputationModel)new CredibilityReputation
        {
            FaultRate = faultRate,
            KeptNumerator = (uint)kept,
            KeptDenominator = 100,
            Blacklisting = blacklisting,
            Reads = kinds,
        });

    /// <summary>Gets audit samplers.</summary>
    public static Gen<IAuditSampler> AuditSampler { get; } = Gen.OneOf(
        from rate in Generate.Proportion
        select (IAuditSampler)new BernoulliSampler(rate),
        from one in PositiveProportion
        from other in PositiveProportion
        select (IAuditSampler)new ReputationAdaptiveSampler(Proportion.Min(one, other), Proportion.Max(one, other)),
        from stake in PositiveAmount
        from atLeast in Generate.Proportion
        select (IAuditSampler)new StakeWeightedSampler(stake, atLeast));

    /// <summary>Gets verdict rules.</summary>
    public static Gen<IVerdictRule> VerdictRule { get; } = Gen.OneOf(
        from quorum in Gen.Choose(2, 9)
        select (IVerdictRule)new MajorityRule(quorum),
        from matches in Gen.Choose(2, 9)
        select (IVerdictRule)new FirstToMatchRule(matches),
        from isArbitrated in Flag
        from arbiter in Generate.Digest
        select (IVerdictRule)new UnanimityRule(isArbitrated ? arbiter : null),
        from known in Generate.Digest
        select (IVerdictRule)new KnownAnswerRule(known),
        from threshold in FromHalf
        from reliable in BelowOne
        from least in Gen.Choose(1, 5)
        from choices in Gen.Elements(0, 2, 3, 10)
        select (IVerdictRule)new CredibilityRule(threshold, reliable, least, choices),
        from relative in Generate.Proportion
        from absolute in Generate.Ratio
        from voices in Gen.Choose(3, 9)
        from weight in Generate.ModestAmount
        select (IVerdictRule)new WeightedMedianRule(relative, absolute, voices, weight),
        from threshold in FromHalf
        from voices in Gen.Choose(2, 9)
        from weight in Generate.ModestAmount
        select (IVerdictRule)new WeightedMajorityRule(threshold, voices, weight));

    /// <summary>Gets reward splitters.</summary>
    public static Gen<IRewardSplitter> RewardSplitter { get; } = Gen.OneOf(
        Gen.Elements<IRewardSplitter>(new FloorSplitter(), new CumulativeRoundingSplitter(), new LargestRemainderSplitter()),
        from method in Gen.Elements(Enum.GetValues<DivisorMethod>())
        from minimum in Generate.ModestAmount
        select (IRewardSplitter)new DivisorSplitter(method, minimum),
        from minimum in Generate.ModestAmount
        select (IRewardSplitter)new MinimumShareSplitter(minimum),
        from largest in PositiveProportion
        select (IRewardSplitter)new CappedSplitter(largest));

    /// <summary>Gets reward multipliers.</summary>
    public static Gen<IRewardMultiplier> RewardMultiplier { get; } = Gen.OneOf(
        from value in SmallRatio
        select (IRewardMultiplier)new ConstantMultiplier(value),
        from atZero in SmallRatio
        from atOne in SmallRatio
        select (IRewardMultiplier)new LinearMultiplier(atZero, atOne),
        from scores in Several(Generate.Proportion, 1, 4)
        from values in Gen.ArrayOf(SmallRatio, 4)
        select (IRewardMultiplier)new PiecewiseLinearMultiplier(
            [.. scores.Distinct().Order().Select((score, index) => new MultiplierPoint(score, values[index]))]));

    internal static Gen<bool> Flag => Gen.Elements(false, true);

    internal static Gen<EpochSpan> PositiveSpan => Generate.EpochSpan.Select(span => EpochSpan.Of(Math.Max(1, span.Epochs)));

    internal static Gen<T[]> Several<T>(Gen<T> item, int least, int most) =>
        from count in Gen.Choose(least, most)
        from items in Gen.ArrayOf(item, count)
        select items;

    private static Gen<Proportion> PositiveProportion =>
        Generate.Proportion.Select(value => value.IsZero ? Proportion.Percent(1) : value);

    private static Gen<Proportion> BelowOne =>
        Generate.Proportion.Select(value => value == Proportion.One ? Proportion.Percent(99) : value);

    private static Gen<Proportion> BetweenZeroAndOne => PositiveProportion.Select(value => value == Proportion.One ? Proportion.Percent(99) : value);

    private static Gen<Proportion> FromHalf => BelowOne.Select(value => Proportion.Max(value, Proportion.Half));

    // What every rule accepts and no product of which overflows: a millionth to a thousand.
    private static Gen<Ratio> PositiveRatio => Gen.Choose(1, 1_000_000_000).Select(millionths => Ratio.FromParts((UInt128)millionths * 1_000_000_000_000));

    private static Gen<Ratio> SmallRatio => Gen.Choose(0, 4_000).Select(thousandths => Ratio.FromParts((UInt128)thousandths * 1_000_000_000_000_000));

    private static Gen<Amount> PositiveAmount => Generate.ModestAmount.Select(amount => Amount.Max(amount, Amount.One));

    // What a mechanism feeds: a model that reads unexplained failures is refused in a policy.
    private static Gen<ConductKinds> Kinds => Gen.Elements(ConductKinds.Proven, ConductKinds.Presence, ConductKinds.Proven | ConductKinds.Presence);

    private static Gen<ObservationMemory> Memory =>
        from kept in Generate.Proportion
        from weight in PositiveRatio
        from good in PositiveRatio
        from bad in SmallRatio
        select new ObservationMemory(kept, weight, good, bad);

    /// <summary>A policy refuses a curve that costs nothing in any circumstances.</summary>
    internal static bool CanCost(ISlashingCurve curve) =>
        new uint[] { 0, 1, 10, uint.MaxValue }.Any(earlier => new[] { EpochSpan.Zero, EpochSpan.One, EpochSpan.MaxValue }.Any(duration =>
            new[] { Proportion.Zero, Proportion.Half, Proportion.One }.Any(share => new[] { Proportion.Half, Proportion.One }.Any(severity => !curve.Evaluate(new OffenceContext
            {
                Severity = severity,
                EarlierOffences = earlier,
                Duration = duration,
                ShareAtFault = share,
            }).IsZero))));

    private static Gen<ISlashingCurve> Curve(int depth) =>
        depth == 0 ? Plain : Gen.Frequency((2, Plain), (1, Combined(Curve(depth - 1))));

    private static Gen<ISlashingCurve> Plain => Gen.OneOf(
        from fraction in Generate.Proportion
        select (ISlashingCurve)new ConstantCurve { Fraction = fraction },
        from fraction in Generate.Proportion
        select (ISlashingCurve)new LinearCurve { AtFullSeverity = fraction },
        from fraction in Generate.Proportion
        from exponent in Gen.Choose(1, PowerCurve.MaximumExponent)
        select (ISlashingCurve)new PowerCurve { AtFullSeverity = fraction, Exponent = exponent },
        from starts in Several(Generate.Proportion, 1, 4)
        from fractions in Gen.ArrayOf(Generate.Proportion, 4)
        select (ISlashingCurve)new SteppedCurve
        {
            Steps = [.. starts.Distinct().Order().Zip(fractions.Order(), (start, fraction) => new CurveStep(start, fraction))],
        },
        from multiplier in SmallRatio
        from exponent in Gen.Choose(1, PowerCurve.MaximumExponent)
        select (ISlashingCurve)new CorrelatedCurve { Multiplier = multiplier, Exponent = exponent });

    private static Gen<ISlashingCurve> Combined(Gen<ISlashingCurve> curve) => Gen.OneOf(
        Gen.OneOf(
            from inner in curve
            from factor in SmallRatio
            select (ISlashingCurve)new EscalatingCurve { Inner = inner, Factor = Ratio.Max(factor, Ratio.One) },
            from inner in curve
            from cap in Generate.Proportion
            select (ISlashingCurve)new CappedCurve { Inner = inner, Cap = cap },
            from inner in curve
            from floor in Generate.Proportion
            select (ISlashingCurve)new AtLeastCurve { Inner = inner, Least = floor },
            from inner in curve
            from factor in SmallRatio
            select (ISlashingCurve)new ScaledCurve { Inner = inner, Factor = factor }),
        Gen.OneOf(
            from inner in curve
            from tolerance in Generate.Proportion
            select (ISlashingCurve)new ToleranceCurve { Inner = inner, Tolerance = tolerance },
            from inner in curve
            from offences in Gen.Choose(0, 5)
            select (ISlashingCurve)new GraceCurve { Inner = inner, Offences = (uint)offences },
            from inner in curve
            from patience in Generate.EpochSpan
            select (ISlashingCurve)new AfterCurve { Inner = inner, Patience = patience }),
        from curves in Several(curve, 1, 3)
        from isSum in Flag
        select isSum ? (ISlashingCurve)new SumCurve { Curves = [.. curves] } : new MaximumCurve { Curves = [.. curves] });
}
