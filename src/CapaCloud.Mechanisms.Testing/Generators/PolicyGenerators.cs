using System.Collections.Immutable;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Verification;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing.Generators;

/// <summary>
/// Draws policies over the whole surface: every built-in rule, curves nested in curves, every window, share and flag. Each is accepted by
/// <see cref="PolicyValidator"/> by construction.
/// </summary>
/// <remarks>No formula. Each member is a new generator; generators are pure, the seed is FsCheck's.</remarks>
public static class PolicyGenerators
{
    private static readonly Offence[] Offences =
    [
        Offence.IncorrectResult, Offence.Downtime, Offence.UnrevealedResult, Offence.Equivocation, Offence.NegligentVerification, Offence.FalseAccusation,
        Offence.Of("late-result"),
    ];

    private static readonly string[] Causes = ["power", "network", "maintenance", "\u00e9clipse \U0001f311", "\"quoted\""];

    /// <summary>Draws policies and shrinks them.</summary>
    /// <returns>The generator and shrinker.</returns>
    public static Arbitrary<MechanismPolicy> Policy() => Arb.From(MechanismPolicy, Smaller);

    /// <summary>Gets policies.</summary>
    public static Gen<MechanismPolicy> MechanismPolicy { get; } =
        from name in Gen.Elements("small", "\u00fcber \U0001f600", "a \"b\" \\c", "\u0130i <&>")
        from stake in Stake
        from sampler in RuleGenerators.AuditSampler
        from verdict in RuleGenerators.VerdictRule
        from model in RuleGenerators.ReputationModel
        from reward in Reward
        from offences in PricedOffences
        from penalty in Penalty
        from causes in Gen.SubListOf(Causes)
        from pools in Gen.Frequency((2, Gen.Constant<FurtherPool[]>([])), (1, FurtherPools))
        from duties in Duties
        select Fitting(new MechanismPolicy
        {
            Name = name,
            Stake = stake,
            Verification = new VerificationPolicy(sampler, verdict),
            Reputation = new ReputationPolicy(model),
            Reward = reward with { Pools = [.. pools] },
            Offences = [.. offences],
            Penalty = offences.Length == 0 ? new PenaltyPolicy() : penalty,
            ExcusedCauses = [.. causes],
            Duties = duties,
        });

    /// <summary>Gets rules of which duties count; none in three of five.</summary>
    public static Gen<DutyPolicy?> Duties { get; } = Gen.Frequency(
        (3, Gen.Constant<DutyPolicy?>(null)),
        (2, from least in Gen.Choose(1, 12) from dueInJail in RuleGenerators.Flag select (DutyPolicy?)new DutyPolicy { Least = (ulong)(dueInJail ? Math.Max(2, least) : least), DueInJail = dueInJail }));

    /// <summary>Returns the policy, without excused causes and rules of duties when nothing in it looks at duties, without a bounty when no offence takes stake, and with a part of the payments left when nothing is issued: others are refused.</summary>
    /// <param name="policy">A policy.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="policy"/> is null.</exception>
    public static MechanismPolicy WithoutIdleCauses(MechanismPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        bool readsDuties = policy.Offences.Any(static offence => offence.Offence == Offence.Downtime)
            || policy.Reputation.Model.Reads.HasFlag(ConductKinds.Presence)
            || policy.Reward.UptimeMultiplier.Steepness != Ratio.Zero
            || policy.Reward.Pools.Any(static pool => pool.UptimeMultiplier.Steepness != Ratio.Zero);
        bool takesStake = policy.Offences.IsEmpty || policy.Offences.Any(static offence => RuleGenerators.CanCost(offence.Curve));
        MechanismPolicy shared = takesStake ? policy : policy with { Penalty = policy.Penalty with { BountyShare = Proportion.Zero, DearestInSpan = null } };
        RewardPolicy reward = policy.Reward;
        if (reward.TreasuryFee == Proportion.One && reward.IssuancePerEpoch.IsZero && reward.Pools.IsEmpty)
        {
            shared = shared with { Reward = reward with { TreasuryFee = Proportion.FromParts(1).Complement } };
        }

        return readsDuties ? shared : shared with { ExcusedCauses = [], Duties = null };
    }

    /// <summary>Returns the policy with further pools that it can fill: without shares of a fee or of penalties that nobody pays, and none that never has a source or a claim.</summary>
    /// <param name="policy">A policy.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="policy"/> is null.</exception>
    public static MechanismPolicy WithFittingPools(MechanismPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.Reward.Pools.IsEmpty ? policy : policy with { Reward = policy.Reward with { Pools = [.. policy.Reward.Pools.Select(Fit)] } };

        FurtherPool Fit(FurtherPool pool)
        {
            FurtherPool fitting = pool with
            {
                Claim = pool.Claim == RewardClaim.Checks && policy.Verification.Panels is null ? RewardClaim.Work : pool.Claim,
                FeeShare = policy.Reward.TreasuryFee.IsZero ? Proportion.Zero : pool.FeeShare,
                SlashedShare = policy.Penalty.TreasuryShare.IsZero || !policy.Offences.Any(static offence => RuleGenerators.CanCost(offence.Curve)) ? Proportion.Zero : pool.SlashedShare,
            };
            return fitting.Issuance.IsZero && fitting.FeeShare.IsZero && fitting.SlashedShare.IsZero ? fitting with { Issuance = Amount.One } : fitting;
        }
    }

    /// <summary>Returns after how many absences a curve costs something at the latest: the window of a policy must hold them.</summary>
    /// <param name="curve">The curve.</param>
    /// <returns>The sum of the graces inside each other.</returns>
    public static uint LongestGrace(ISlashingCurve curve) =>
        (curve is GraceCurve grace ? grace.Offences : 0) + InnerCurves(curve).Select(LongestGrace).DefaultIfEmpty().Max();

    /// <summary>Returns policies with one offence, one cause or one layer of a curve less, or with a rule replaced by the plainest of its kind.</summary>
    /// <param name="policy">A policy.</param>
    /// <returns>Smaller policies.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="policy"/> is null.</exception>
    public static IEnumerable<MechanismPolicy> Smaller(MechanismPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        for (int index = 0; index < policy.Offences.Length; index++)
        {
            yield return Fitting(policy with
            {
                Offences = policy.Offences.RemoveAt(index),
                Penalty = policy.Offences.Length == 1 ? new PenaltyPolicy() : policy.Penalty,
            });
        }

        for (int index = 0; index < policy.ExcusedCauses.Length; index++)
        {
            yield return policy with { ExcusedCauses = policy.ExcusedCauses.RemoveAt(index) };
        }

        for (int index = 0; index < policy.Reward.Pools.Length; index++)
        {
            yield return Fitting(policy with { Reward = policy.Reward with { Pools = policy.Reward.Pools.RemoveAt(index) } });
        }

        foreach (MechanismPolicy plainer in Plainer(policy))
        {
            yield return Fitting(plainer);
        }

        for (int index = 0; index < policy.Offences.Length; index++)
        {
            foreach (OffencePolicy smaller in Smaller(policy.Offences[index]).Where(static offence => RuleGenerators.CanCost(offence.Curve)))
            {
                yield return policy with { Offences = policy.Offences.SetItem(index, smaller) };
            }
        }
    }

    /// <summary>Returns the curves inside a curve.</summary>
    /// <param name="curve">The curve.</param>
    /// <returns>None for a curve that reads the offence itself.</returns>
    public static ImmutableArray<ISlashingCurve> InnerCurves(ISlashingCurve curve) => curve switch
    {
        AfterCurve after => [after.Inner],
        CappedCurve capped => [capped.Inner],
        EscalatingCurve escalating => [escalating.Inner],
        AtLeastCurve atLeast => [atLeast.Inner],
        GraceCurve grace => [grace.Inner],
        ScaledCurve scaled => [scaled.Inner],
        ToleranceCurve tolerance => [tolerance.Inner],
        MaximumCurve maximum => maximum.Curves,
        SumCurve sum => sum.Curves,
        _ => [],
    };

    private static Gen<StakingRules> Stake =>
        from bond in Generate.ModestAmount
        from liability in RuleGenerators.PositiveSpan
        from more in Generate.EpochSpan
        from tranches in Gen.Choose(2, 64)
        select new StakingRules { MinimumBond = bond, LiabilityWindow = liability, UnbondingPeriod = liability + more, MaximumTranches = tranches };

    private static Gen<RewardPolicy> Reward =>
        from splitter in RuleGenerators.RewardSplitter
        from reputation in RuleGenerators.RewardMultiplier
        from uptime in RuleGenerators.RewardMultiplier
        from issuance in Generate.ModestAmount
        from fee in Generate.Proportion
        from carries in RuleGenerators.Flag
        from lost in Gen.Elements(Enum.GetValues<LostShareUse>())
        select new RewardPolicy
        {
            Splitter = splitter,
            ReputationMultiplier = reputation,
            UptimeMultiplier = uptime,
            IssuancePerEpoch = issuance,
            TreasuryFee = fee,
            CarriesDust = carries,
            LostShare = lost,
        };

    /// <summary>One or two pools in any order of names; together they have at most all of the fee and all of what the treasury gets of penalties.</summary>
    private static Gen<FurtherPool[]> FurtherPools =>
        from names in Gen.Elements<string[]>(["availability"], ["stake-9", "availability"], ["a", "b"])
        from fee in Generate.Proportion
        from slashed in Generate.Proportion
        from pools in Gen.CollectToArray(names, Pool)
        select pools.Select((pool, index) => pool with { FeeShare = index == 0 ? fee : fee.Complement, SlashedShare = index == 0 ? slashed : slashed.Complement }).ToArray();

    private static Gen<FurtherPool> Pool(string name) =>
        from claim in Gen.Elements(Enum.GetValues<RewardClaim>())
        from issuance in Generate.ModestAmount
        from isIssued in RuleGenerators.Flag
        from reputation in RuleGenerators.RewardMultiplier
        from uptime in RuleGenerators.RewardMultiplier
        select new FurtherPool { Name = name, Claim = claim, Issuance = isIssued ? issuance : Amount.Zero, ReputationMultiplier = reputation, UptimeMultiplier = uptime };

    private static MechanismPolicy Fitting(MechanismPolicy policy) => WithFittingPools(WithoutIdleCauses(policy));

    private static Gen<PenaltyPolicy> Penalty =>
        from bounty in Generate.Proportion
        from treasury in Generate.Proportion
        from span in Gen.Frequency((3, Gen.Constant<EpochSpan?>(null)), (1, Gen.Choose(1, 12).Select(epochs => (EpochSpan?)EpochSpan.Of((ulong)epochs))))
        let share = bounty == Proportion.One ? Proportion.Half : bounty
        select new PenaltyPolicy { BountyShare = share, TreasuryShare = Proportion.Min(treasury, share.Complement), DearestInSpan = span };

    private static Gen<OffencePolicy[]> PricedOffences =>
        from offences in Gen.SubListOf(Offences)
        from priced in Gen.CollectToArray(offences.ToArray(), Priced)
        select priced;

    private static Gen<OffencePolicy> Priced(Offence offence) =>
        from curve in RuleGenerators.SlashingCurve
        from repetition in Generate.EpochSpan
        from correlation in Generate.EpochSpan
        from jail in Generate.EpochSpan
        from forfeits in RuleGenerators.Flag
        from appeal in Generate.EpochSpan
        from breaker in Generate.Proportion
        from isBroken in RuleGenerators.Flag
        from isInvalidating in Gen.Frequency((1, Gen.Constant(true)), (7, Gen.Constant(false)))
        select Counted(new OffencePolicy
        {
            Offence = offence,
            Curve = isInvalidating ? SlashingCurve.Constant(Proportion.Zero) : offence == Offence.Downtime ? curve : WithoutPatience(curve),
            RepetitionWindow = repetition,
            CorrelationWindow = correlation,
            Jail = isInvalidating ? EpochSpan.Zero : jail,
            ForfeitsReward = isInvalidating || forfeits,
            AppealWindow = offence == Offence.Downtime ? default : appeal,
            CircuitBreaker = isBroken ? Proportion.Max(breaker, Proportion.Half.AddToOne(Proportion.FromParts(1))) : null,
        });

    /// <summary>Gives an offence the windows that its curve looks at, and no other.</summary>
    private static OffencePolicy Counted(OffencePolicy offence) => offence with
    {
        RepetitionWindow = !offence.Curve.Reads.HasFlag(SlashingInputs.EarlierOffences) ? EpochSpan.Zero : EpochSpan.Max(EpochSpan.Of(Math.Max(1, offence.Offence == Offence.Downtime ? LongestGrace(offence.Curve) : 1)), offence.RepetitionWindow),
        CorrelationWindow = !offence.Curve.Reads.HasFlag(SlashingInputs.ShareAtFault) ? EpochSpan.Zero : offence.CorrelationWindow,
    };

    /// <summary>Takes out the layers that wait for an offence to last: only downtime lasts.</summary>
    private static ISlashingCurve WithoutPatience(ISlashingCurve curve) => curve switch
    {
        AfterCurve after => WithoutPatience(after.Inner),
        CappedCurve capped => capped with { Inner = WithoutPatience(capped.Inner) },
        EscalatingCurve escalating => escalating with { Inner = WithoutPatience(escalating.Inner) },
        AtLeastCurve atLeast => atLeast with { Inner = WithoutPatience(atLeast.Inner) },
        GraceCurve grace => grace with { Inner = WithoutPatience(grace.Inner) },
        ScaledCurve scaled => scaled with { Inner = WithoutPatience(scaled.Inner) },
        ToleranceCurve tolerance => tolerance with { Inner = WithoutPatience(tolerance.Inner) },
        MaximumCurve maximum => maximum with { Curves = [.. maximum.Curves.Select(WithoutPatience)] },
        SumCurve sum => sum with { Curves = [.. sum.Curves.Select(WithoutPatience)] },
        _ => curve,
    };

    private static IEnumerable<MechanismPolicy> Plainer(MechanismPolicy policy)
    {
        MechanismPolicy[] candidates =
        [
            policy with { Name = "small" },
            policy with { Verification = policy.Verification with { Sampler = new BernoulliSampler(Proportion.Half) } },
            policy with { Verification = policy.Verification with { Verdict = new MajorityRule(2) } },
            policy with { Reputation = new ReputationPolicy(new BetaReputation()) },
            policy with { Reward = policy.Reward with { Splitter = new FloorSplitter() } },
            policy with { Reward = policy.Reward with { ReputationMultiplier = new ConstantMultiplier(Ratio.One) } },
            policy with { Reward = policy.Reward with { UptimeMultiplier = new ConstantMultiplier(Ratio.One) } },
            policy with { Reward = policy.Reward with { IssuancePerEpoch = Amount.Zero, TreasuryFee = Proportion.Zero, CarriesDust = true, LostShare = LostShareUse.Penalty } },
            policy with { Penalty = new PenaltyPolicy() },
            policy with { Duties = null },
            policy with { Stake = policy.Stake with { MinimumBond = Amount.Zero, UnbondingPeriod = policy.Stake.LiabilityWindow } },
        ];
        return candidates.Where(candidate => candidate != policy && Fitting(candidate) != policy);
    }

    private static IEnumerable<OffencePolicy> Smaller(OffencePolicy offence)
    {
        foreach (ISlashingCurve inner in InnerCurves(offence.Curve))
        {
            yield return Counted(offence with { Curve = inner });
        }

        OffencePolicy plain = Counted(new OffencePolicy { Offence = offence.Offence, Curve = offence.Curve });
        if (plain != offence)
        {
            yield return plain;
        }
    }
}
