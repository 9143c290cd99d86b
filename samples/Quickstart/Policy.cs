using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Verification;
using Fractions;

namespace CapaCloud.Mechanisms.Samples.Quickstart;

/// <summary>The policy of the sample, and the same policy with its audits switched off.</summary>
internal static class Policy
{
    public static Mechanism WithAudits() => Mechanism.Create(Compose);

    public static Mechanism WithoutAudits() => Mechanism.Create(build =>
    {
        Compose(build);
        build.Name("quickstart, audits switched off").Verify(verify => verify.AuditRate(Proportion.Zero));
    });

    /// <summary>Gets what a task means to a provider, an auditor and a requester: every figure that a question needs. In base units.</summary>
    public static Economics Economics { get; } = new()
    {
        CostPerJob = 20_000,
        PaymentPerJob = 50_000,
        JobsPerEpoch = 5,
        Participants = 200,
        DetectionDelay = 0,
        DetectionAccuracy = new Fraction(99, 100),
        HonestFaultRate = new Fraction(1, 10_000),
        IdentityPrice = 1_000_000,
        OutsideOption = 50_000,
        ColludingShare = new Fraction(2, 100),
        SidePaymentLimit = 20_000,
        ReviewRate = new Fraction(1, 10),
        CheckingCost = 1_000,
        CheckingReward = 2_000,
        PlantedErrorRate = new Fraction(2, 100),
        DisputeDeposit = 5_000,
        DisputeCost = 4_000,
    };

    private static void Compose(MechanismBuilder build) => build
        .Name("quickstart")
        .Stake(stake => stake.MinimumBond(8_000_000).UnbondingPeriod(EpochSpan.Of(21)))
        .Verify(verify => verify
            .AuditRate(atLeast: Proportion.Percent(5), newcomers: Proportion.Percent(25))
            .Decide(new MajorityRule(quorum: 3)))
        .Slash(
            Offence.IncorrectResult,
            SlashingCurve.Constant(Proportion.Percent(30)).EscalatingBy(2).Capped(Proportion.One),
            offence => offence with { ForfeitsReward = true, Jail = EpochSpan.Of(3), RepetitionWindow = EpochSpan.Of(30) })
        .Slash(Offence.NegligentVerification, SlashingCurve.Constant(Proportion.Percent(10)))
        .Slash(Offence.FalseAccusation, SlashingCurve.Constant(Proportion.Percent(5)))
        .Slash(Offence.Downtime, SlashingCurve.Linear(Proportion.Percent(1)).WithTolerance(Proportion.Percent(5)))
        .DividePenalties(bounty: Proportion.Percent(10), treasury: Proportion.Percent(40))
        .Reputation(new BetaReputation { HalfLife = EpochSpan.Of(30) })
        .Reward(reward => reward.TreasuryFee(Proportion.Percent(5)).TimesUptime().SplitByLargestRemainder());
}
