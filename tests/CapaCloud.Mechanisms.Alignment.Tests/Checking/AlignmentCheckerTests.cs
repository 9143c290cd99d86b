using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Checking;

public sealed class AlignmentCheckerTests
{
    [Fact]
    public void Check_ordinaryMarketplace_holdsWithMargin()
    {
        AlignmentReport report = AlignmentChecker.Check(Mechanisms.Marketplace, Mechanisms.Ordinary);

        Finding.Holds finding = Assert.IsType<Finding.Holds>(report.On(AlignmentProperty.IncentiveCompatibility));
        Assert.True(finding.Margin.IsPositive, report.ToString());
        Assert.Equal(AlignmentEngine.Exact, finding.Engine);
    }

    [Fact]
    public void Check_auditsOff_failsWithTheAttack()
    {
        AlignmentReport report = AlignmentChecker.Check(Mechanisms.Build(auditPercent: 0), Mechanisms.Ordinary);

        Finding.Fails finding = Assert.IsType<Finding.Fails>(report.On(AlignmentProperty.IncentiveCompatibility));
        Assert.Equal(new Fraction(20 * 5), finding.Attack.Profit.Low);
        Assert.Equal(AlignmentConclusion.Fails, report.Conclusion);
    }

    [Fact]
    public void Check_theKnownTrap_failsAlthoughOneJobIsDeterred()
    {
        Mechanism mechanism = Mechanisms.Build(auditPercent: 1, slashPercent: 100, bond: 500, forfeits: false);

        AlignmentReport one = AlignmentChecker.Check(mechanism, Mechanisms.Trap with { JobsPerEpoch = 1 });
        AlignmentReport many = AlignmentChecker.Check(mechanism, Mechanisms.Trap);

        Assert.IsType<Finding.Holds>(one.On(AlignmentProperty.IncentiveCompatibility));
        Finding.Fails fails = Assert.IsType<Finding.Fails>(many.On(AlignmentProperty.IncentiveCompatibility));
        Assert.Contains("cheat on all 1,000 jobs of an epoch", fails.Attack.ToString(), StringComparison.Ordinal);

        // Half of the auditors collude, and the accused votes too: of two auditors one friend is enough, and 1 - 0.25 = 3/4 of the lies pass.
        // 1000 - 500 (1 - 0.9975^1000) = 540.93.
        Assert.InRange(fails.Attack.Profit.Low.ToDouble(), 540.9, 541);
    }

    [Fact]
    public void Replay_attack_findsTheStatedProfitToTheUnit()
    {
        Mechanism mechanism = Mechanisms.Build(auditPercent: 1, slashPercent: 100, bond: 500, forfeits: false);
        Finding.Fails fails = (Finding.Fails)AlignmentChecker.Check(mechanism, Mechanisms.Trap).On(AlignmentProperty.IncentiveCompatibility);

        RationalInterval replayed = AttackReplay.Play(mechanism, Mechanisms.Trap, fails.Attack.Trace!);

        Assert.Equal(fails.Attack.Profit, replayed);
        Assert.Throws<InvalidOperationException>(() => AttackReplay.Play(Mechanisms.Build(auditPercent: 1, slashPercent: 50, bond: 500, forfeits: false), Mechanisms.Trap, fails.Attack.Trace!));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(20, true)]
    [InlineData(21, false)]
    public void Check_verdictsAfterTheLiabilityWindow_fail(long delay, bool holds)
    {
        AlignmentReport report = AlignmentChecker.Check(
            Mechanisms.Build(auditPercent: 50, slashPercent: 100, bond: 100_000), Mechanisms.Ordinary with { DetectionDelay = delay });

        Assert.Equal(holds, report.On(AlignmentProperty.IncentiveCompatibility) is Finding.Holds);
        Assert.Equal(!holds, report.On(AlignmentProperty.IncentiveCompatibility) is Finding.Fails);
    }

    [Fact]
    public void Check_badEconomics_listsEveryFault()
    {
        Economics bad = Mechanisms.Ordinary with
        {
            CostPerJob = -1,
            DetectionAccuracy = new Fraction(3, 2),
            Discount = Fraction.One,
            JobsPerEpoch = 0,
        };

        ArgumentException exception = Assert.Throws<ArgumentException>(() => AlignmentChecker.Check(Mechanisms.Marketplace, bad));

        Assert.All(
            [nameof(Economics.CostPerJob), nameof(Economics.DetectionAccuracy), nameof(Economics.Discount), nameof(Economics.JobsPerEpoch)],
            name => Assert.Contains(name, exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Check_stopped_throws() =>
        Assert.Throws<OperationCanceledException>(() => AlignmentChecker.Check(Mechanisms.Marketplace, Mechanisms.Ordinary, new CancellationToken(canceled: true)));
}
