using CapaCloud.Mechanisms.Alignment.Dynamics;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Roles;

/// <summary>A validator's questions, against sums done by hand: a check costs 2 and pays 5, one result in a hundred is planted, negligence takes half of a bond of 1,000.</summary>
public sealed class ValidatorCheckerTests
{
    private static readonly Economics Network = new()
    {
        CostPerJob = 40,
        PaymentPerJob = 100,
        Participants = 200,
        CheckingCost = 2,
        CheckingReward = 5,
        PlantedErrorRate = new Fraction(1, 100),
        JobsPerEpoch = 1,
        DetectionDelay = 0,
        DetectionAccuracy = 1,
        HonestFaultRate = 0,
        IdentityPrice = 0,
        ColludingShare = 0,
        SidePaymentLimit = 0,
        OutsideOption = 0,
        DisputeCost = 0,
    };

    [Fact]
    public void Check_ordinaryValidator_holdsWithTheMarginsOfTheSums()
    {
        AlignmentReport report = ValidatorChecker.Check(Of(), Network, new ValidationEconomics());

        Assert.Equal(AlignmentConclusion.Holds, report.Conclusion);
        Assert.Equal(12, report.Findings.Length);
        Assert.Equal(Of().PolicyHash, report.PolicyHash);

        // 0.01 * 500 against 2 saved; a false accusation never succeeds and costs a tenth of the bond.
        Assert.Equal(new Fraction(3), Margin(report, AlignmentProperty.IncentiveCompatibility));
        Assert.Equal(new Fraction(3), Margin(report, AlignmentProperty.VerifierDiligence));
        Assert.Equal(new Fraction(3), Margin(report, AlignmentProperty.Participation));
        Assert.Contains("cannot tell a planted error", string.Join(" ", report.On(AlignmentProperty.IncentiveCompatibility).Assumptions), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_manyChecksAtOnce_oneBondPaysForAll()
    {
        // 300 unchecked results save 600 and lose at most the half of a bond, 500 * (1 - 0.99^300) = 475.5, to the first verdict: more verdicts take the other half.
        ValidationEconomics many = new() { ChecksPerEpoch = 600 };
        Finding.Fails fails = Assert.IsType<Finding.Fails>(ValidatorChecker.Check(Of(), Network, many).On(AlignmentProperty.VerifierDiligence));

        // 600 save 1,200, and no more than the whole bond can be lost.
        Assert.StartsWith("with a check for a job: cheat on all 600 jobs", fails.Attack.Strategy, StringComparison.Ordinal);
        Assert.InRange(fails.Attack.Profit.Low.ToDouble(), 200, 220);
    }

    [Theory]
    [InlineData(59, true)]
    [InlineData(60, false)]
    public void Check_leaks_thinTheDeterrentOut(int leakedPercent, bool holds)
    {
        // 5 * (1 - leaks) against 2: safe below six tenths.
        Finding finding = ValidatorChecker.Check(Of(), Network, new ValidationEconomics { LeakRate = new Fraction(leakedPercent, 100) }).On(AlignmentProperty.IncentiveCompatibility);
        Assert.Equal(holds, finding is Finding.Holds);
    }

    [Fact]
    public void Check_honestMisses_costWhatTheyCost()
    {
        // One planted error in ten overlooked: 0.001 * 500 = 0.5 an epoch are lost to honesty.
        AlignmentReport report = ValidatorChecker.Check(Of(), Network, new ValidationEconomics { MissRate = new Fraction(1, 10) });
        Assert.InRange(Margin(report, AlignmentProperty.Participation).ToDouble(), 2.499999, 2.500001);
        Assert.InRange(Margin(report, AlignmentProperty.IncentiveCompatibility).ToDouble(), 2.499999, 2.500001);
    }

    [Theory]
    [InlineData(49, true)]
    [InlineData(51, false)]
    public void Check_soldVotes_areDeterredByReviews(int payment, bool holds)
    {
        // A tenth of the votes is reviewed: 50 against what a vote sells for.
        Economics selling = Network with { SidePaymentLimit = payment, ReviewRate = new Fraction(1, 10) };
        Assert.Equal(holds, ValidatorChecker.Check(Of(), selling, new ValidationEconomics()).On(AlignmentProperty.CollusionResistance) is Finding.Holds);
    }

    [Fact]
    public void Check_falseAccusationsThatPay_areFound()
    {
        // A quarter of the network condemns whom it likes: 0.25 * (a tenth of 500 as bounty) against 0.75 * 0, without a price of false accusations.
        Mechanism mechanism = Of(falseAccusation: 0, bounty: 10);
        Finding.Fails fails = Assert.IsType<Finding.Fails>(
            ValidatorChecker.Check(mechanism, Network with { ColludingShare = new Fraction(1, 4) }, new ValidationEconomics()).On(AlignmentProperty.VerifierDiligence));
        Assert.StartsWith("accuse", fails.Attack.Strategy, StringComparison.Ordinal);
        Assert.True(fails.Attack.Profit.Low.IsPositive);
    }

    [Fact]
    public void Check_lateFindings_areDecidedByTheFuture()
    {
        // Found out two epochs later: 5 * 0.99^2 = 4.9005 against 4.85; but three epochs in flight share one bond, of which a verdict takes half.
        Economics late = Network with { DetectionDelay = 2, CheckingCost = new Fraction(485, 100) };
        Finding.Inconclusive open = Assert.IsType<Finding.Inconclusive>(
            ValidatorChecker.Check(Of(), late with { IdentityPrice = 10_000 }, new ValidationEconomics(), DynamicEffort.Quick).On(AlignmentProperty.IncentiveCompatibility));
        Assert.Contains("one bond pays", open.WhatWouldClose, StringComparison.Ordinal);

        // The exact condition counts the cycle: 504 would be enough where 500 are not, and 4.8 are.
        Assert.IsType<Finding.Holds>(ValidatorChecker.Check(Of(), late with { CheckingCost = new Fraction(48, 10) }, new ValidationEconomics()).On(AlignmentProperty.IncentiveCompatibility));
    }

    [Fact]
    public void Check_negligenceWithoutAPrice_fails()
    {
        Mechanism free = Mechanism.FromPolicy(Of().Policy with { Offences = [.. Of().Policy.Offences.Where(offence => offence.Offence != Offence.NegligentVerification)] });
        Assert.IsType<Finding.Fails>(ValidatorChecker.Check(free, Network, new ValidationEconomics()).On(AlignmentProperty.VerifierDiligence));
    }

    [Fact]
    public void Check_badNumbers_namesEach()
    {
        string message = Assert.Throws<ArgumentException>(() => ValidatorChecker.Check(
            Of(),
            Network with { CheckingCost = 0, PlantedErrorRate = RationalInterval.Between(new Fraction(1, 100), new Fraction(2, 100)) },
            new ValidationEconomics { ChecksPerEpoch = 0, Validators = 0, MissRate = 2, LeakRate = -1 })).Message;
        foreach (string name in new[] { "CheckingCost is 0", "PlantedErrorRate", "ChecksPerEpoch is 0", "Validators is 0", "MissRate is 2", "LeakRate is -1" })
        {
            Assert.Contains(name, message, StringComparison.Ordinal);
        }
    }

    private static Fraction Margin(AlignmentReport report, AlignmentProperty property) => Assert.IsType<Finding.Holds>(report.On(property)).Margin;

    private static Mechanism Of(uint falseAccusation = 10, uint bounty = 0) => Mechanism.Create(build =>
    {
        build.Stake(stake => stake.MinimumBond(1_000).UnbondingPeriod(EpochSpan.Of(21)))
            .Verify(verify => verify.AuditRate(Proportion.Percent(20)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(50)))
            .Slash(Offence.NegligentVerification, SlashingCurve.Constant(Proportion.Percent(50)))
            .DividePenalties(bounty: Proportion.Percent(bounty), treasury: Proportion.Zero);
        if (falseAccusation > 0)
        {
            build.Slash(Offence.FalseAccusation, SlashingCurve.Constant(Proportion.Percent(falseAccusation)));
        }
    });
}
