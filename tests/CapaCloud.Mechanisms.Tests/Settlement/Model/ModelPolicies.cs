using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Tests.Settlement.Model;

/// <summary>
/// Policies over the whole surface that a script of a few hundred steps can reach: every rule, every window from 0 to 40 epochs, bonds and amounts of a size at which
/// single units show.
/// </summary>
internal static class ModelPolicies
{
    private static readonly Offence[] Offences =
    [
        Offence.IncorrectResult, Offence.Downtime, Offence.Equivocation, Offence.UnrevealedResult, Offence.Of("late-result"),
    ];

    public static Gen<MechanismPolicy> Policy { get; } =
        from drawn in PolicyGenerators.MechanismPolicy
        from stake in Stake
        from offences in Gen.CollectToArray(Offences, Priced)
        from isPriced in Gen.ArrayOf(Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false))), Offences.Length)
        from issuance in Gen.Choose(0, 1_000)
        select Fitting(drawn with
        {
            Name = "model",
            Stake = stake,
            Offences = [.. offences.Where((_, index) => isPriced[index])],
            Reputation = new ReputationPolicy(Fed(drawn.Reputation.Model)),
            Reward = drawn.Reward with
            {
                IssuancePerEpoch = Amount.Of((UInt128)issuance),
                Pools = [.. drawn.Reward.Pools.Select((pool, index) => pool with { Issuance = Amount.Of((UInt128)(issuance * index)) })],
            },
        });

    private static Gen<EpochSpan> Window => Gen.Frequency((3, Gen.Choose(0, 3)), (2, Gen.Choose(0, 10)), (1, Gen.Choose(0, 40))).Select(epochs => EpochSpan.Of((ulong)epochs));

    private static Gen<StakingRules> Stake =>
        from bond in Gen.Elements(0, 1, 100)
        from liability in Window
        from more in Window
        from tranches in Gen.Choose(2, 32)
        let liable = EpochSpan.Max(liability, EpochSpan.One)
        select new StakingRules { MinimumBond = Amount.Of((UInt128)bond), LiabilityWindow = liable, UnbondingPeriod = liable + more, MaximumTranches = tranches };

    /// <summary>Returns the policy with other windows, now and then with an offence less.</summary>
    public static Gen<MechanismPolicy> Changed(MechanismPolicy policy) =>
        from stake in Stake
        from offences in Gen.CollectToArray(policy.Offences.Select(offence => offence.Offence).ToArray(), Priced)
        from isPriced in Gen.ArrayOf(Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false))), policy.Offences.Length)
        from keepsExcuses in Gen.Elements(true, false)
        from keepsPools in Gen.Elements(true, false)
        from duties in PolicyGenerators.Duties
        from span in Gen.Frequency((2, Gen.Constant(policy.Penalty.DearestInSpan)), (1, Gen.Constant<EpochSpan?>(null)), (1, Gen.Choose(1, 9).Select(epochs => (EpochSpan?)EpochSpan.Of((ulong)epochs))))
        select Fitting(policy with { Name = "model, changed", Duties = duties, Penalty = policy.Penalty with { DearestInSpan = span }, Reward = keepsPools || policy.Reward.Pools.IsEmpty ? policy.Reward : policy.Reward with { Pools = policy.Reward.Pools.RemoveAt(0) }, ExcusedCauses = keepsExcuses ? policy.ExcusedCauses : policy.ExcusedCauses.IsEmpty ? ["unknown"] : [], Stake = stake, Offences = [.. offences.Where((_, index) => isPriced[index])] });

    public static IEnumerable<MechanismPolicy> Smaller(MechanismPolicy policy)
    {
        foreach (MechanismPolicy smaller in PolicyGenerators.Smaller(policy).Select(Fitting))
        {
            if (smaller != policy && PolicyValidator.Validate(smaller).IsEmpty)
            {
                yield return smaller;
            }
        }

        ulong liability = policy.Stake.LiabilityWindow.Epochs;
        if (liability > 1)
        {
            yield return policy with { Stake = policy.Stake with { LiabilityWindow = EpochSpan.Of(liability / 2), UnbondingPeriod = EpochSpan.Of(liability) } };
        }
    }

    private static Gen<OffencePolicy> Priced(Offence offence) =>
        from curve in Gen.Frequency((3, RuleGenerators.SlashingCurve), (2, Readable))
        from repetition in Window
        from correlation in Window
        from jail in Window
        from forfeits in Gen.Elements(false, true)
        from appeal in Window
        from isAppealed in Gen.Elements(false, true)
        from breaker in Gen.Choose(51, 100)
        from isBroken in Gen.Elements(false, true)
        from isInvalidating in Gen.Frequency((1, Gen.Constant(true)), (7, Gen.Constant(false)))
        select new OffencePolicy
        {
            Offence = offence,
            Curve = isInvalidating ? SlashingCurve.Constant(Proportion.Zero) : curve,
            RepetitionWindow = repetition,
            CorrelationWindow = correlation,
            Jail = isInvalidating ? EpochSpan.Zero : jail,
            ForfeitsReward = isInvalidating || forfeits,
            AppealWindow = isAppealed ? appeal : EpochSpan.Zero,
            CircuitBreaker = isBroken ? Proportion.Percent((uint)breaker) : null,
        };

    private static Gen<ISlashingCurve> Readable => Gen.Elements<ISlashingCurve>(
        SlashingCurve.Constant(Proportion.Percent(30)).EscalatingBy(2),
        SlashingCurve.Linear(Proportion.Percent(10)),
        SlashingCurve.Correlated(Ratio.Of(3)),
        SlashingCurve.Linear(Proportion.Percent(40)).WithTolerance(Proportion.Percent(20)),
        SlashingCurve.Constant(Proportion.Percent(30)).WithGrace(1));

    /// <summary>Makes the windows fit the curves: what a curve looks at is counted, and nothing is counted in vain.</summary>
    private static MechanismPolicy Fitting(MechanismPolicy policy) => PolicyGenerators.WithFittingPools(PolicyGenerators.WithoutIdleCauses(policy with
    {
        Offences = [.. policy.Offences.Select(Fitting)],
        Penalty = policy.Offences.IsEmpty ? new PenaltyPolicy() : policy.Penalty,
    }));

    private static OffencePolicy Fitting(OffencePolicy offence)
    {
        bool lasts = offence.Offence == Offence.Downtime;
        ISlashingCurve curve = offence.Curve.Reads.HasFlag(SlashingInputs.Duration) && !lasts ? SlashingCurve.Linear(Proportion.Percent(17)) : offence.Curve;
        return offence with
        {
            Curve = curve,
            RepetitionWindow = curve.Reads.HasFlag(SlashingInputs.EarlierOffences) ? EpochSpan.Max(offence.RepetitionWindow, EpochSpan.Of(lasts ? Math.Max(1, PolicyGenerators.LongestGrace(curve)) : 1)) : EpochSpan.Zero,
            CorrelationWindow = curve.Reads.HasFlag(SlashingInputs.ShareAtFault) ? offence.CorrelationWindow : EpochSpan.Zero,
            AppealWindow = lasts ? EpochSpan.Zero : offence.AppealWindow,
        };
    }

    /// <summary>Returns the model, or a plain one when it reads what nothing feeds.</summary>
    private static IReputationModel Fed(IReputationModel model) => model.Reads.HasFlag(ConductKinds.Unexplained) ? new BetaReputation() : model;
}
