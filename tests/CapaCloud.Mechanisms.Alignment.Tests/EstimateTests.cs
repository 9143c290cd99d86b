using System.Numerics;
using CapaCloud.Mechanisms.Alignment.Certificates;
using CapaCloud.Mechanisms.Alignment.Designs;
using CapaCloud.Mechanisms.Alignment.Estimates;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests;

public sealed class EstimateTests
{
    private static readonly Proportion Confidence = Proportion.Percent(95);

    /// <summary>The ends against the formula in floating point, and inside [0, 1].</summary>
    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 10)]
    [InlineData(5, 10)]
    [InlineData(10, 10)]
    [InlineData(3, 10_000)]
    [InlineData(9_990, 10_000)]
    [InlineData(1, 1)]
    [InlineData(12_345, 1_000_000)]
    public void Of_counts_isWhereTheDivergenceReachesItsBudget(ulong count, ulong trials)
    {
        RationalInterval interval = RateInterval.Of(count, trials, Confidence);
        double observed = (double)count / trials, budget = Math.Log(2 / 0.05) / trials;
        foreach (double end in new[] { interval.Low.ToDouble(), interval.High.ToDouble() })
        {
            Assert.InRange(end, 0, 1);
            if (end is > 0 and < 1)
            {
                Assert.Equal(budget, Divergence(observed, end), budget * 0.002);
            }
        }

        Assert.True(interval.Contains(new Fraction(count, trials)));
    }

    /// <summary>The promise itself, exact: for every true rate of a grid, the binomial chance that the interval misses it is at most 5 %.</summary>
    [Theory]
    [InlineData(7)]
    [InlineData(40)]
    public void Of_everyTrueRate_isMissedWithAtMostTheStatedChance(int trials)
    {
        RationalInterval[] intervals = [.. Enumerable.Range(0, trials + 1).Select(count => RateInterval.Of((ulong)count, (ulong)trials, Confidence))];
        for (int hundredth = 0; hundredth <= 100; hundredth++)
        {
            Fraction rate = new(hundredth, 100), missed = Fraction.Zero;
            for (int count = 0; count <= trials; count++)
            {
                missed += intervals[count].Contains(rate) ? Fraction.Zero : Chance(trials, count, hundredth);
            }

            Assert.True(missed <= new Fraction(5, 100), $"{missed.ToDouble()} at {rate}");
        }
    }

    [Fact]
    public void Of_values_statesWhatTheyCover()
    {
        ValueRange range = ValueRange.Of([.. Enumerable.Range(1, 100).Select(value => new Fraction(value))], Confidence)!;
        Assert.Equal(RationalInterval.Between(1, 100), range.Range);
        Assert.Equal((2 * Math.Pow(0.025, 0.01)) - 1, (double)range.Covered.Parts / Proportion.PartsPerOne, 1e-12);
        Assert.Equal(Proportion.Zero, ValueRange.Of([new Fraction(3)], Confidence)!.Covered);
        Assert.Null(ValueRange.Of([], Confidence));
    }

    [Fact]
    public void Estimate_withoutData_saysWhatIsMissing()
    {
        EconomicsEstimate estimate = EconomicsEstimate.Of(new ObservedHistory { PlantedErrors = 100, PlantedErrorsFound = 97 }, Confidence);
        Assert.Equal(["HonestFaultRate", "CostPerJob", "PaymentPerJob", "DetectionDelay", "JobsPerEpoch"], estimate.Missing.AsEnumerable());
        Assert.Equal(Assumed with { DetectionAccuracy = estimate.DetectionAccuracy!.Value }, estimate.Over(Assumed));
    }

    /// <summary>The accuracy falls slowly: the monitor warns while the proof still holds, and later names a bond and a rate with which it holds again.</summary>
    [Fact]
    public void Monitor_anAccuracyThatFalls_warnsBeforeTheProofIsLost_andNamesTheWayBack()
    {
        Mechanism mechanism = Mechanism.Create(build => build
            .Name("monitored")
            .Stake(stake => stake.MinimumBond(40_000).UnbondingPeriod(EpochSpan.Of(20)))
            .Verify(verify => verify.AuditRate(Proportion.Percent(5)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(50))));
        Assert.True(AlignmentChecker.Check(mechanism, Assumed, AlignmentProperty.ParallelSafety) is Finding.Holds);
        int warned = -1, lost = -1;
        for (int epoch = 0; epoch <= 60 && lost < 0; epoch++)
        {
            ObservedHistory history = new() { PlantedErrors = 2_000, PlantedErrorsFound = (ulong)(1_900 - (30 * epoch)), RightWorkAudited = 5_000, RightWorkCondemned = 0 };
            MonitorReport report = AlignmentMonitor.Check(mechanism, Assumed, EconomicsEstimate.Of(history, Confidence));
            warned = warned < 0 && !report.StandsAsAssumed ? epoch : warned;
            if (!report.StillHolds)
            {
                lost = epoch;
                Assert.Equal("DetectionAccuracy", report.Departures[0].Name);
                Mechanism mended = Mechanism.FromPolicy(PolicyDesign.WithStake(mechanism.Policy, report.BondThatHolds!.Value));
                Economics now = EconomicsEstimate.Of(history, Confidence).Over(Assumed);
                Assert.True(AlignmentChecker.Check(mended, now, AlignmentProperty.ParallelSafety) is Finding.Holds);
                Mechanism audited = Mechanism.FromPolicy(PolicyDesign.WithAuditRate(mechanism.Policy, report.AuditRateThatHolds!.Value));
                Assert.True(AlignmentChecker.Check(audited, now, AlignmentProperty.ParallelSafety) is Finding.Holds);
            }
        }

        Assert.True(warned >= 0 && lost > warned, $"warned in {warned}, lost in {lost}");
    }

    /// <summary>A proof is of so many jobs: fewer can lose it, where the reward of an epoch is at stake as well, and more can.</summary>
    [Theory]
    [InlineData(1UL)]
    [InlineData(5_000UL)]
    public void Monitor_anotherNumberOfJobs_isADeparture(ulong jobs)
    {
        ObservedHistory history = new() { JobsPerEpoch = [.. Enumerable.Repeat((Fraction)jobs, 300)] };
        MonitorReport report = AlignmentMonitor.Check(Mechanism.Create(build => build.Name("monitored")), Assumed, EconomicsEstimate.Of(history, Confidence));
        Assert.Contains(report.Departures, static departure => departure.Name == nameof(Economics.JobsPerEpoch) && departure.IsCertain);
    }

    /// <summary>A certificate and a history: what is asked is the property of the certificate, under the policy and economics that it names by hash, and no others.</summary>
    [Fact]
    public void Monitor_aCertificate_isAboutItsOwnPolicyAndEconomics()
    {
        Mechanism mechanism = Mechanism.Create(build => build
            .Name("monitored")
            .Stake(stake => stake.MinimumBond(40_000).UnbondingPeriod(EpochSpan.Of(20)))
            .Verify(verify => verify.AuditRate(Proportion.Percent(5)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(50))));
        AlignmentCertificate certificate = CertificateIssuer.TryIssue(mechanism, Assumed)!;
        ObservedHistory calm = new() { PlantedErrors = 2_000, PlantedErrorsFound = 1_990, RightWorkAudited = 9_000 };
        ObservedHistory changed = calm with { PlantedErrorsFound = 1_780, RightWorkCondemned = 400 };
        MonitorReport stands = AlignmentMonitor.Monitor(certificate, calm, mechanism, Assumed, Confidence), left = AlignmentMonitor.Monitor(certificate, changed, mechanism, Assumed, Confidence);
        Assert.True(stands.StandsAsAssumed && stands.StillHolds);
        Assert.Equal(AlignmentMonitor.Check(mechanism, Assumed, EconomicsEstimate.Of(changed, Confidence), certificate.Property), left);
        // Twenty times the fault rate that was assumed, for sure; the accuracy has perhaps left by a hundredth.
        Assert.Equal([(nameof(Economics.HonestFaultRate), true), (nameof(Economics.DetectionAccuracy), false)], left.Departures.Select(static item => (item.Name, item.IsCertain)));
        Assert.True(left.Departures[0].Distance > 10, $"{left.Departures[0].Distance}");

        Mechanism other = Mechanism.FromPolicy(PolicyDesign.WithStake(mechanism.Policy, Amount.Of(39_999)));
        Assert.Contains(other.PolicyHash.ToString(), Assert.Throws<ArgumentException>(() => AlignmentMonitor.Monitor(certificate, calm, other, Assumed, Confidence)).Message, StringComparison.Ordinal);
        Assert.Equal("assumed", Assert.Throws<ArgumentException>(() => AlignmentMonitor.Monitor(certificate, calm, mechanism, Assumed with { JobsPerEpoch = 6 }, Confidence)).ParamName);
    }

    private static Economics Assumed => new()
    {
        CostPerJob = 100,
        PaymentPerJob = 150,
        JobsPerEpoch = 5,
        Participants = 50,
        DetectionDelay = 0,
        DetectionAccuracy = RationalInterval.Parse("[0.9, 1]"),
        HonestFaultRate = RationalInterval.Parse("[0, 0.002]"),
        IdentityPrice = 0,
    };

    private static double Divergence(double observed, double rate) =>
        (observed > 0 ? observed * Math.Log(observed / rate) : 0) + (observed < 1 ? (1 - observed) * Math.Log((1 - observed) / (1 - rate)) : 0);

    private static Fraction Chance(int trials, int count, int hundredth)
    {
        BigInteger ways = BigInteger.One;
        for (int index = 0; index < count; index++)
        {
            ways = ways * (trials - index) / (index + 1);
        }

        return new Fraction(ways * BigInteger.Pow(hundredth, count) * BigInteger.Pow(100 - hundredth, trials - count), BigInteger.Pow(100, trials));
    }
}
