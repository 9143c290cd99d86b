using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Exact;

public sealed class StaticCheckTests
{
    private static StaticIncentives Trap(long jobs, bool forfeits = false) => new()
    {
        AuditProbability = new Fraction(1, 100),
        SlashAmount = 250,
        RewardPerJob = 1,
        SavedCostPerJob = 1,
        ColludingShare = new Fraction(1, 2),
        JobsInFlight = jobs,
        ForfeitsPendingRewards = forfeits,
    };

    [Theory]
    [InlineData(1, true, 0)]
    [InlineData(95, true, 0)]
    [InlineData(96, false, 0.029704)]
    [InlineData(100, false, 0.942609)]
    [InlineData(1000, false, 746.663492)]
    public void Check_theKnownTrap_failsFrom96Jobs(long jobs, bool holds, double profit)
    {
        StaticOutcome outcome = StaticCheck.Check(Trap(jobs));

        if (holds)
        {
            Assert.IsType<StaticOutcome.Holds>(outcome);
            return;
        }

        StaticOutcome.Fails fails = Assert.IsType<StaticOutcome.Fails>(outcome);
        Assert.Equal(profit, fails.Profit.Low.ToDouble(), 6);
        Assert.Equal(96, fails.FewestJobs);
    }

    [Theory]
    [InlineData(96)]
    [InlineData(1_000)]
    [InlineData(1_000_000)]
    public void Check_theTrapWithForfeiture_holds(long jobs) => Assert.IsType<StaticOutcome.Holds>(StaticCheck.Check(Trap(jobs, forfeits: true)));

    [Fact]
    public void Check_randomNumbers_agreesWithEveryPairTriedOneByOne()
    {
        Random random = new(5);
        (int held, int failed) = (0, 0);
        for (int draw = 0; draw < 3_000; draw++)
        {
            StaticIncentives incentives = new()
            {
                AuditProbability = new Fraction(random.Next(0, 60), 100),
                SlashAmount = random.Next(0, 400),
                RewardPerJob = random.Next(0, 20),
                SavedCostPerJob = random.Next(0, 20),
                HonestFaultRate = random.Next(2) == 0 ? Fraction.Zero : new Fraction(random.Next(0, 30), 100),
                DetectionAccuracy = new Fraction(random.Next(40, 101), 100),
                JobsInFlight = random.Next(1, 25),
                ForfeitsPendingRewards = random.Next(2) == 0,
            };
            StaticPoint point = StaticCheck.WorstPoint(incentives);
            Fraction most = new(-1_000_000);
            for (long inFlight = 1; inFlight <= incentives.JobsInFlight; inFlight++)
            {
                for (long cheated = 1; cheated <= inFlight; cheated++)
                {
                    Fraction gain = point.GainOver(cheated, inFlight).High;
                    most = gain > most ? gain : most;
                }
            }

            switch (StaticCheck.Check(incentives))
            {
                case StaticOutcome.Holds holds:
                    held++;
                    Assert.True(holds.Margin.IsPositive && most <= -holds.Margin, $"{incentives}: claims {holds.Margin}, tried {most}");
                    break;
                case StaticOutcome.Fails fails:
                    failed++;
                    Assert.True(!fails.Profit.Low.IsNegative && fails.Profit.Low <= most, $"{incentives}: claims {fails.Profit}, tried {most}");
                    break;
            }
        }

        Assert.True(held > 500 && failed > 500, $"{held} hold, {failed} fail");
    }

    [Fact]
    public void Check_box_holdsAtEveryPointOfIt()
    {
        StaticIncentives box = Trap(50) with
        {
            AuditProbability = RationalInterval.Between(new Fraction(2, 100), new Fraction(9, 100)),
            SavedCostPerJob = RationalInterval.Between(0, 1),
            HonestFaultRate = RationalInterval.Between(Fraction.Zero, new Fraction(1, 100)),
            SlashAmount = RationalInterval.Between(300, 900),
        };
        StaticOutcome.Holds holds = Assert.IsType<StaticOutcome.Holds>(StaticCheck.Check(box));
        Random random = new(1);
        for (int point = 0; point < 200; point++)
        {
            StaticIncentives inside = box with
            {
                AuditProbability = new Fraction(random.Next(200, 901), 10_000),
                SavedCostPerJob = new Fraction(random.Next(0, 101), 100),
                HonestFaultRate = new Fraction(random.Next(0, 101), 10_000),
                SlashAmount = random.Next(300, 901),
            };
            Assert.True(StaticCheck.Check(inside) is StaticOutcome.Holds there && there.Margin >= holds.Margin, inside.ToString());
        }
    }

    [Fact]
    public void Check_badNumbers_namesEach()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => StaticCheck.Check(Trap(0) with { AuditProbability = 2, SlashAmount = -1 }));

        Assert.Contains("AuditProbability is 2", exception.Message, StringComparison.Ordinal);
        Assert.Contains("SlashAmount is -1", exception.Message, StringComparison.Ordinal);
        Assert.Contains("JobsInFlight is 0", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => RationalInterval.Between(2, 1));
    }

    /// <summary>However it is looked for: so many jobs pay and one less does not.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Check_fails_fewestJobsAreTheFewest(bool forfeits)
    {
        Random random = new(3);
        int found = 0;
        for (int drawn = 0; drawn < 300; drawn++)
        {
            long limit = (long)Math.Pow(10, 1 + (random.NextDouble() * 8));
            StaticOutcome outcome = StaticCheck.Check(new StaticIncentives
            {
                AuditProbability = new Fraction(random.Next(1, 2_000), 10_000),
                SlashAmount = random.Next(1, 1_000_000),
                RewardPerJob = random.Next(0, 3),
                SavedCostPerJob = new Fraction(random.Next(1, 3_000), 100),
                JobsInFlight = limit,
                ForfeitsPendingRewards = forfeits,
            });
            if (outcome is StaticOutcome.Fails { FewestJobs: > 1 } fails)
            {
                found++;
                Assert.False(fails.At.GainOver(fails.FewestJobs, fails.FewestJobs).Low.IsNegative, fails.ToString());
                Assert.True(fails.At.GainOver(fails.FewestJobs - 1, fails.FewestJobs - 1).High.IsNegative, fails.ToString());
            }
        }

        Assert.True(found > 100, $"{found} of 300 draws fail with more than one job.");
    }

    [Fact]
    public void DelayedVerdicts_discountBetweenTwoNumbers_coversAllOfThem()
    {
        RationalInterval between = RationalInterval.Between(new Fraction(9, 10), new Fraction(99, 100));
        Fraction threshold = DelayedVerdicts.MinimumSlash(10, 3, between, new Fraction(1, 200), Fraction.One);
        for (int point = 90; point <= 99; point++)
        {
            Assert.True(threshold >= DelayedVerdicts.MinimumSlash(10, 3, new Fraction(point, 100), new Fraction(1, 200), Fraction.One));
        }
    }

    [Fact]
    public void DelayedVerdicts_oneJobWithoutDelay_isTheOneJobCondition() =>
        Assert.Equal(new Fraction(200), DelayedVerdicts.MinimumSlash(1, 0, Fraction.One, new Fraction(1, 200), Fraction.One));

    [Fact]
    public void DelayedVerdicts_delay_asksForMoreThanTheBatchOfTheSameSize()
    {
        Fraction batch = DelayedVerdicts.MinimumSlash(40, 0, Fraction.One, new Fraction(1, 200), Fraction.One);
        Fraction delayed = DelayedVerdicts.MinimumSlash(10, 3, Fraction.One, new Fraction(1, 200), Fraction.One);

        Assert.True(delayed > batch, $"{delayed.ToDouble()} must exceed {batch.ToDouble()}: the cheater goes on while the verdict is on its way");
    }
}
