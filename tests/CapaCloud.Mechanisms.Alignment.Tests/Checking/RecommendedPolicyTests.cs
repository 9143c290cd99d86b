using CapaCloud.Mechanisms.Verification;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Checking;

/// <summary>The policies that the README and the Quickstart recommend: every question asked, every answer "holds"; and the attack without audits.</summary>
public sealed class RecommendedPolicyTests
{
    private static Economics Quickstart { get; } = new()
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

    [Fact]
    public void Check_quickstart_holdsOverall_andFailsWithoutAudits()
    {
        AlignmentReport report = AlignmentChecker.Check(Mechanism.Create(build => Compose(build)), Quickstart);
        Assert.True(report.Conclusion == AlignmentConclusion.Holds, report.ToString());
        Assert.StartsWith("Cheating loses at least", report.ToString(), StringComparison.Ordinal);

        AlignmentReport without = AlignmentChecker.Check(Mechanism.Create(build => Compose(build).Verify(verify => verify.AuditRate(Proportion.Zero))), Quickstart);
        Assert.StartsWith("Cheating pays: cheat on all 5 jobs of an epoch; that gains 100,000 units an epoch.", without.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_readme_holdsOverall()
    {
        Mechanism mechanism = Mechanism.Create(m => m
            .Name("marketplace")
            .Stake(s => s.MinimumBond(10_000).UnbondingPeriod(EpochSpan.Of(21)))
            .Verify(v => v.AuditRate(atLeast: Proportion.Percent(10), newcomers: Proportion.Percent(25)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(30)).EscalatingBy(2).Capped(Proportion.One))
            .Slash(Offence.NegligentVerification, SlashingCurve.Constant(Proportion.Percent(10)))
            .Slash(Offence.Downtime, SlashingCurve.Linear(Proportion.Percent(1)).WithTolerance(Proportion.Percent(5)))
            .Reputation(new BetaReputation { HalfLife = EpochSpan.Of(30) })
            .Reward(r => r.TreasuryFee(Proportion.Percent(5)).TimesUptime().SplitByLargestRemainder()));
        AlignmentReport report = AlignmentChecker.Check(mechanism, new Economics
        {
            CostPerJob = 40,
            PaymentPerJob = 100,
            JobsPerEpoch = 5,
            Participants = 200,
            DetectionDelay = 0,
            DetectionAccuracy = 1,
            HonestFaultRate = new Fraction(1, 10_000),
            IdentityPrice = 200,
            OutsideOption = 50,
            ColludingShare = 0,
            SidePaymentLimit = 0,
            CheckingCost = 2,
            CheckingReward = 5,
            PlantedErrorRate = new Fraction(1, 100),
            DisputeCost = 0,
        });
        Assert.True(report.Conclusion == AlignmentConclusion.Holds, report.ToString());
    }

    private static MechanismBuilder Compose(MechanismBuilder build) => build
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
