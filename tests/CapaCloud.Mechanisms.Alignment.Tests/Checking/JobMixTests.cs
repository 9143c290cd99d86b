using CapaCloud.Mechanisms.Alignment.Designs;
using CapaCloud.Mechanisms.Alignment.Dynamics;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Checking;

/// <summary>Jobs of several kinds, the participant choosing on which to cheat and which to take after it has seen them.</summary>
public sealed class JobMixTests
{
    /// <summary>Eight jobs that cost 5, and two that cost 2 and for whose false result somebody outside pays 38.</summary>
    private static readonly JobMix Valuable = JobMix.Of(new JobKind { Jobs = 8, Cost = 5 }, new JobKind { Jobs = 2, Cost = 2, ExternalGain = 38 });

    [Fact]
    public void GainOf_takesTheBestFirst_andCostOfTheDearest()
    {
        Economics economics = Base().WithMix(Valuable);

        Assert.Equal([40, 80, 85, 120], new[] { 1L, 2, 3, 10 }.Select(jobs => economics.GainOf(jobs).ToInt32()));
        Assert.Equal([5, 40, 42, 44], new[] { 1L, 8, 9, 10 }.Select(jobs => economics.CostOf(jobs).ToInt32()));
        Assert.Equal(2, economics.GainfulJobs);
        Assert.Equal(new Fraction(120), economics.LargestGainOfEpoch);
        Assert.Equal(RationalInterval.Between(new Fraction(5), new Fraction(40)), economics.GainPerJob);
        Assert.Equal(RationalInterval.Between(new Fraction(2), new Fraction(5)), economics.CostPerJob);
    }

    [Fact]
    public void LargestGainOfEpoch_ofJobsThatCostMoreWhenCheated_leavesThemOut()
    {
        Economics economics = Base().WithMix(JobMix.Of(new JobKind { Jobs = 3, Cost = 5, CheatingCost = 9 }, new JobKind { Jobs = 2, Cost = 5 }));

        Assert.Equal(new Fraction(10), economics.LargestGainOfEpoch);
        Assert.Equal(new Fraction(-2), economics.GainOf(5));
    }

    /// <summary>A mix of one kind is jobs that are alike; cut in two kinds that are alike, it is the same again.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 2)]
    [InlineData(2, 0)]
    [InlineData(3, 5)]
    public void Check_ofOneKind_saysWhatJobsThatAreAlikeSay(int delay, int faults)
    {
        Mechanism mechanism = Market(1_000, audited: 20, slashed: 60);
        Economics alike = Base() with { CostPerJob = 5, JobsPerEpoch = 6, DetectionDelay = delay, HonestFaultRate = new Fraction(faults, 1_000) };
        JobKind each = new() { Jobs = 6, Cost = 5 };
        AlignmentReport expected = AlignmentChecker.Check(mechanism, alike);
        foreach (JobMix mix in new[] { JobMix.Of(each), JobMix.Of(each with { Jobs = 2 }, each with { Jobs = 4 }) })
        {
            AlignmentReport report = AlignmentChecker.Check(mechanism, alike.WithMix(mix));
            Assert.Equal(expected.Findings.Select(finding => finding.GetType()), report.Findings.Select(finding => finding.GetType()));
            Assert.Equal(expected.Findings.OfType<Finding.Fails>().Select(fails => fails.Attack.Profit), report.Findings.OfType<Finding.Fails>().Select(fails => fails.Attack.Profit));
        }
    }

    /// <summary>
    /// A tenth is audited, a verdict takes 300: one valuable job gains 40 against 30, and pays. The mean job gains 12 and would lose. The attack is on the two valuable ones.
    /// </summary>
    [Fact]
    public void Check_whereOnlyTheValuableJobsPay_theAttackIsOnThem()
    {
        Mechanism mechanism = Market(300, audited: 10, slashed: 100);
        Economics mixed = Base().WithMix(Valuable), mean = Base() with { CostPerJob = 12, JobsPerEpoch = 10 };

        Assert.IsType<Finding.Holds>(AlignmentChecker.Check(mechanism, mean, AlignmentProperty.ParallelSafety));
        Finding.Fails fails = Assert.IsType<Finding.Fails>(AlignmentChecker.Check(mechanism, mixed).On(AlignmentProperty.IncentiveCompatibility));
        Assert.Equal(2, fails.Attack.Trace!.Cheated);

        // 80 against 300 * (1 - 0.9^2) = 57.
        Assert.InRange(fails.Attack.Profit.Low.ToDouble(), 23 - 1e-9, 23);
        Assert.Equal(fails.Attack.Profit, AttackReplay.Play(mechanism, mixed, fails.Attack.Trace));
    }

    /// <summary>Every number of cheated jobs, counted out by hand, at once and late: the margin is never more than the worst of them loses.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Check_ofDrawnMixes_holdsOnlyWhereEveryNumberLoses(int delay)
    {
        (int held, int sharper) = (0, 0);
        for (int number = 0; number < 60; number++)
        {
            Random random = new(31_000 + number);
            int audited = random.Next(5, 60), slashed = random.Next(10, 101), bond = random.Next(100, 3_000);
            JobMix mix = JobMix.Of(
                new JobKind { Jobs = random.Next(1, 6), Cost = random.Next(1, 10) },
                new JobKind { Jobs = random.Next(1, 4), Cost = random.Next(1, 40), CheatingCost = random.Next(0, 5) },
                new JobKind { Jobs = random.Next(1, 3), Cost = random.Next(1, 10), ExternalGain = random.Next(0, 80) });
            Mechanism mechanism = Market(bond, audited, slashed);
            Economics economics = (Base() with { DetectionDelay = delay, PaymentPerJob = 60 }).WithMix(mix);
            Finding finding = AlignmentChecker.Check(mechanism, economics, AlignmentProperty.ParallelSafety);
            if (finding is not Finding.Holds holds)
            {
                continue;
            }

            held++;
            Fraction[] gains = [.. mix.Kinds.SelectMany(kind => Enumerable.Repeat(kind.Cost.High - kind.CheatingCost.Low + kind.ExternalGain.High, (int)kind.Jobs)).OrderDescending()];
            double least = double.PositiveInfinity, gained = 0;
            for (int cheated = 1; cheated <= gains.Length; cheated++)
            {
                gained += gains[cheated - 1].ToDouble();
                least = Math.Min(least, Taken(cheated, audited / 100.0, Math.Ceiling(bond * slashed / 100.0), bond) - gained);
            }

            Assert.True(holds.Margin.ToDouble() <= least + 1e-9, $"draw {number}: the margin is {holds.Margin.ToDouble()}, and some number loses {least}");
            if (delay == 0)
            {
                // Nothing is left out: the margin is what the worst number loses.
                sharper += AlignmentChecker.Check(mechanism, economics with { Mix = null }, AlignmentProperty.ParallelSafety) is Finding.Holds ? 0 : 1;
            }
        }

        Assert.True(held >= 6, $"{held} hold");
        Assert.True(delay > 0 || sharper >= 3, $"{sharper} hold by the mix and not by its extremes");
    }

    [Fact]
    public void OfWorking_aJobThatCostsMoreThanItBrings_isLeftOut()
    {
        // Nine jobs cost 2 and one 30; each is paid 10 less the fee.
        Economics economics = Base().WithMix(JobMix.Of(new JobKind { Jobs = 9, Cost = 2 }, new JobKind { Jobs = 1, Cost = 30 }));
        Finding.Fails fails = Assert.IsType<Finding.Fails>(AlignmentChecker.Check(Market(100_000, audited: 50, slashed: 100), economics).On(AlignmentProperty.IncentiveCompatibility));

        Assert.Equal("take 9 of the 10 offered jobs", fails.Attack.Strategy);
        Assert.InRange(fails.Attack.Profit.Low.ToDouble(), 19, 21);

        // An honest life earns 95 less 48 an epoch: nobody leaves because every job might cost 30.
        Assert.IsType<Finding.Holds>(AlignmentChecker.Check(Market(100_000, audited: 50, slashed: 100), economics, AlignmentProperty.Participation));
    }

    [Fact]
    public void Certificate_ofAMix_isAcceptedWhereItIsIssued()
    {
        Mechanism mechanism = Market(1_000, audited: 50, slashed: 100);
        Economics economics = Base().WithMix(Valuable);
        AlignmentCertificate certificate = Assert.IsType<AlignmentCertificate>(CertificateIssuer.TryIssue(mechanism, economics));

        Assert.True(CertificateChecker.Check(certificate, mechanism, economics).IsAccepted);
        Assert.False(CertificateChecker.Check(certificate, mechanism, economics with { Mix = null }).IsAccepted);
    }

    [Fact]
    public void DynamicEngine_doesNotTellKindsApart_andSaysSo()
    {
        DynamicOutcome.NotCovered outside = Assert.IsType<DynamicOutcome.NotCovered>(DynamicEngine.Check(Market(1_000, 50, 100), Base().WithMix(Valuable), DynamicEffort.Quick));
        Assert.Contains("several kinds", outside.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Sensitivity_ofAMix_leavesOutWhatTheKindsSay()
    {
        string[] moved = [.. MarginSensitivity.Of(Market(1_000, 50, 100).Policy, Base().WithMix(Valuable)).Select(entry => entry.Parameter)];

        Assert.DoesNotContain("costPerJob", moved);
        Assert.DoesNotContain("jobsPerEpoch", moved);
        Assert.Contains("paymentPerJob", moved);
    }

    [Fact]
    public void Json_goesThereAndBack()
    {
        Economics economics = Base().WithMix(JobMix.Of(new JobKind { Jobs = 8, Cost = RationalInterval.Between(4, 5) }, new JobKind { Jobs = 2, Cost = new Fraction(1, 3), CheatingCost = 1, ExternalGain = 38 }));

        Assert.Equal(economics, EconomicsJson.Read(EconomicsJson.Write(economics)));
        Assert.NotEqual(EconomicsJson.Hash(economics), EconomicsJson.Hash(economics with { Mix = null }));
        Assert.DoesNotContain("mix", EconomicsJson.Write(economics with { Mix = null }), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_whatDoesNotGoWithTheMix_isSaid()
    {
        Economics economics = Base().WithMix(Valuable);

        Assert.Empty(economics.Validate());
        Assert.Contains("must say the same", Assert.Single((economics with { CostPerJob = 5 }).Validate()), StringComparison.Ordinal);
        Assert.Contains("must say the same", Assert.Single((economics with { JobsPerEpoch = 9 }).Validate()), StringComparison.Ordinal);
        Assert.Contains("the kinds say", Assert.Single((economics with { ValuableJobsPerEpoch = 2 }).Validate()), StringComparison.Ordinal);
        Assert.Contains("has 0 kinds", string.Join(' ', (economics with { Mix = new JobMix { Kinds = default } }).Validate()), StringComparison.Ordinal);
        Assert.Contains("at least one job", string.Join(' ', Base().WithMix(JobMix.Of(new JobKind { Jobs = 1, Cost = 5 }, new JobKind { Jobs = 0, Cost = -3 })).Validate()), StringComparison.Ordinal);
        Assert.Contains("has 65 kinds", string.Join(' ', Base().WithMix(JobMix.Of([.. Enumerable.Repeat(new JobKind { Jobs = 1, Cost = 5 }, 65)])).Validate()), StringComparison.Ordinal);
    }

    /// <summary>What verdicts on so many cheated jobs take, each job found with a chance, until nothing is left.</summary>
    private static double Taken(int cheated, double chance, double each, double bond)
    {
        double sum = 0, likely = Math.Pow(1 - chance, cheated);
        for (int found = 0; found <= cheated; found++)
        {
            sum += likely * Math.Min(bond, found * each);
            likely *= (cheated - found) * chance / ((found + 1) * (1 - chance));
        }

        return sum;
    }

    private static Economics Base() => new()
    {
        CostPerJob = 5,
        PaymentPerJob = 10,
        JobsPerEpoch = 1,
        Participants = 50,
        DetectionDelay = 0,
        DetectionAccuracy = 1,
        HonestFaultRate = 0,
        IdentityPrice = 0,
        OutsideOption = 0,
        ColludingShare = 0,
        SidePaymentLimit = 0,
        CheckingCost = 0,
        DisputeCost = 0,
    };

    private static Mechanism Market(int bond, int audited, int slashed) => Mechanism.Create(m => m
        .Stake(s => s.MinimumBond((UInt128)bond).UnbondingPeriod(EpochSpan.Of(21)))
        .Verify(v => v.AuditRate(Proportion.Percent((uint)audited)))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent((uint)slashed)))
        .Reward(r => r.TreasuryFee(Proportion.Percent(5)).SplitByLargestRemainder()));
}
