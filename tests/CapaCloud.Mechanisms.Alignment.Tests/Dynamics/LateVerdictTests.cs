using CapaCloud.Mechanisms.Alignment.Dynamics;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Dynamics;

/// <summary>Verdicts that come epochs after the job: what is pending is a state, and leaving does not shake it off.</summary>
public sealed class LateVerdictTests
{
    /// <summary>One job an epoch, paid alike whatever the reputation; a fault costs the whole bond of 100,000, and 60 % of the jobs are audited.</summary>
    private static readonly Mechanism WholeBond = Marketplaces.Of(Marketplaces.Model("half-life"), auditPercent: 60, slashPercent: 100, forfeits: false, paysByReputation: false);

    /// <summary>The same penalty of 100,000 as a fifth of a bond of 500,000: the verdicts of five epochs in flight are paid from one bond.</summary>
    private static readonly Mechanism FifthOfBond = Mechanism.FromPolicy(WholeBond.Policy with
    {
        Stake = WholeBond.Policy.Stake with { MinimumBond = Amount.Of(500_000) },
        Offences = [.. WholeBond.Policy.Offences.Select(offence => offence with { Curve = SlashingCurve.Constant(Proportion.Percent(20)) })],
    });

    private static readonly Economics OneJob = Marketplaces.Economics(jobs: 1) with { IdentityPrice = 10_000_000 };

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void Check_oneJob_decidesExactlyWhereTheDiscountedSlashIsTheGain(long delay, bool holds)
    {
        // 50,000 against 0.6 * 100,000 * 0.95^delay: 57,000, 54,150, 51,442 and 48,870.
        Economics economics = OneJob with { DetectionDelay = delay };

        // Five slashes use a bond up. With a delay of 3 and newer work reported at once six may meet in one, so that the exact engine leaves it open.
        Finding exact = AlignmentChecker.Check(FifthOfBond, economics).On(AlignmentProperty.ParallelSafety);
        Assert.True(delay < 3 ? exact is Finding.Holds : exact is not Finding.Holds, exact.ToString());

        DynamicOutcome outcome = DynamicEngine.Check(FifthOfBond, economics, DynamicEffort.Quick);

        Assert.True(holds ? outcome is DynamicOutcome.Holds : outcome is DynamicOutcome.Fails, outcome.ToString());
        if (outcome is DynamicOutcome.Holds held)
        {
            double exactly = (60_000 * Math.Pow(0.95, delay)) - 50_000;
            Assert.InRange(held.Margin.ToDouble(), exactly - 20, exactly + 1);
            DynamicCertificate read = DynamicCertificate.FromJson(held.Certificate.ToJson());
            Assert.True(DynamicCertificateChecker.Check(read).IsAccepted, DynamicCertificateChecker.Check(read).ToString());
        }
    }

    [Fact]
    public void Check_profitOfCheatingForEver_isTheClosedForm()
    {
        Economics economics = OneJob with { DetectionDelay = 4 };
        DynamicOutcome.Fails fails = Assert.IsType<DynamicOutcome.Fails>(DynamicEngine.Check(FifthOfBond, economics, DynamicEffort.Quick));
        double profit = (50_000 - (60_000 * Math.Pow(0.95, 4))) / 0.05;
        Assert.InRange(profit, fails.Profit.Low.ToDouble() - 1, fails.Profit.High.ToDouble() + 1);
        Assert.True((fails.Profit.High - fails.Profit.Low).ToDouble() < 100, fails.Profit.ToString());
    }

    /// <summary>Who leaves is not topped up again: two pending faults cost the bond only once. Where leaving costs little, that is the attack.</summary>
    [Theory]
    [InlineData(2, 0, true)]
    [InlineData(1, 49_500, true)]
    [InlineData(2, 49_500, false)]
    public void Check_exitWithWorkInFlight_isFoundWhereLeavingCostsLittle(long delay, int outside, bool holds)
    {
        Economics economics = OneJob with { DetectionDelay = delay, OutsideOption = outside };

        DynamicOutcome outcome = DynamicEngine.Check(WholeBond, economics, DynamicEffort.Quick);

        // Several pending faults share one bond, whoever stays: nothing is proven, and what is found to pay pays.
        Assert.Equal(holds, outcome is DynamicOutcome.NotCovered { Reason: var reason } && reason.Contains("one bond", StringComparison.Ordinal));
        if (!holds)
        {
            // Two jobs cheated, 50,000 * 1.95, then 100,000 * 0.95^2 * (0.6 + 0.4 * 0.6 * 0.95); leaving gives up 500 an epoch for ever.
            DynamicOutcome.Fails fails = Assert.IsType<DynamicOutcome.Fails>(outcome);
            double profit = 97_500 - (90_250 * (0.6 + (0.4 * 0.6 * 0.95))) - (0.9025 * 500 / 0.05);
            Assert.InRange(profit, fails.Profit.Low.ToDouble() - 1, fails.Profit.High.ToDouble() + 1);
            Assert.Contains("leave", fails.Strategy, StringComparison.Ordinal);
            Assert.Equal(100_000, (int)fails.Course.Moves[^1].Slashed.Units);
            Assert.True(DynamicReplay.Play(WholeBond, economics, fails.Course).IsPositive);
        }
    }

    [Fact]
    public void Check_newNamesAreFree_whoIsAboutToBeFoundOutBeginsAnew()
    {
        Economics economics = OneJob with { DetectionDelay = 2, IdentityPrice = Fraction.Zero };

        DynamicOutcome.Fails fails = Assert.IsType<DynamicOutcome.Fails>(DynamicEngine.Check(WholeBond, economics, DynamicEffort.Quick));

        Assert.Contains("new name", fails.Strategy, StringComparison.Ordinal);
        DynamicReplay.Play(WholeBond, economics, fails.Course);
    }

    [Fact]
    public void Replay_moreVerdictsThanWorkIsPending_isRefused()
    {
        Economics economics = OneJob with { DetectionDelay = 4 };
        DynamicOutcome.Fails fails = Assert.IsType<DynamicOutcome.Fails>(DynamicEngine.Check(WholeBond, economics, DynamicEffort.Quick));
        Assert.True(DynamicReplay.Play(WholeBond, economics, fails.Course).IsPositive);

        DynamicTrace early = new(fails.Course.Moves.SetItem(1, fails.Course.Moves[1] with { Faults = 1 }));

        Assert.Contains("verdicts can come on 0 jobs", Assert.Throws<InvalidOperationException>(() => DynamicReplay.Play(WholeBond, economics, early)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 0, "liability")]
    [InlineData(6, 0, "states of pending work")]
    [InlineData(3, 2, "jail of")]
    public void Check_whatCannotBeFollowed_isSaid(long delay, ulong jail, string reason)
    {
        Mechanism plain = Marketplaces.Of(Marketplaces.Model("half-life"), jail: jail);
        Mechanism mechanism = Mechanism.FromPolicy(plain.Policy with { Stake = plain.Policy.Stake with { LiabilityWindow = EpochSpan.Of(reason == "liability" ? 5UL : 21) } });
        long jobs = delay == 6 ? 3 : 1;
        DynamicOutcome.NotCovered outside = Assert.IsType<DynamicOutcome.NotCovered>(
            DynamicEngine.Check(mechanism, Marketplaces.Economics(jobs) with { DetectionDelay = delay }, DynamicEffort.Quick));
        Assert.Contains(reason, outside.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_alteredCertificate_isRefused()
    {
        DynamicCertificate sound = Assert.IsType<DynamicOutcome.Holds>(DynamicEngine.Check(FifthOfBond, OneJob with { DetectionDelay = 2 }, DynamicEffort.Quick)).Certificate;
        Assert.True(DynamicCertificateChecker.Check(sound).IsAccepted);
        for (int state = 0; state < sound.Plane.Best.Length; state++)
        {
            DynamicGrid lower = sound.Plane with { Best = sound.Plane.Best.SetItem(state, sound.Plane.Best[state] - 6_000) };
            Assert.False(DynamicCertificateChecker.Check(sound with { Plane = lower }).IsAccepted, $"state {state}");
        }

        DynamicGrid missing = sound.Plane with { Best = sound.Plane.Best.RemoveAt(0) };
        Assert.Contains("pending work", DynamicCertificateChecker.Check(sound with { Plane = missing }).ToString(), StringComparison.Ordinal);
        Assert.False(DynamicCertificateChecker.Check(sound with { Economics = sound.Economics with { DetectionDelay = 3 } }).IsAccepted);
    }
}
