using System.Globalization;
using System.Text.RegularExpressions;
using CapaCloud.Mechanisms.Alignment.Tests.Adversary;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Slashing;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Checking;

/// <summary>What the wrong answers of <see cref="FalseHoldsTests"/> cost, played in a network that shares no code with the engines; and the wrong attacks.</summary>
public sealed class FalseHoldsPlayedTests
{
    private static Economics Plain { get; } = Mechanisms.Ordinary with { Participants = 10 };

    /// <summary>One bond of 100,000 for every epoch in flight: three epochs gain 60,079, ten 183,590.</summary>
    [Theory]
    [InlineData(3, 60_079)]
    [InlineData(10, 183_590)]
    public void Delay_cheatingSeveralEpochs_gains(int epochs, double gain)
    {
        Mechanism mechanism = Market(bond: 100_000, audit: 60, slash: 100);
        Economics economics = Plain with { CostPerJob = 50_000, PaymentPerJob = 100_000, JobsPerEpoch = 1, Participants = 2, DetectionDelay = 2, Discount = new Fraction(95, 100) };
        long[] every = [.. Enumerable.Repeat(1L, epochs)];

        Assert.InRange(new AdversaryPlayer(mechanism, economics).Gain(new AdversaryPlan(every, every)), gain - 1, gain + 1);
        Assert.IsType<Finding.Fails>(AlignmentChecker.Check(mechanism, economics).On(AlignmentProperty.IncentiveCompatibility));
    }

    /// <summary>Twenty verdicts on one of ten participants put a tenth of the stake at fault, not two: the breaker of 60 % stays shut, and all twenty cheated lose 900.</summary>
    [Fact]
    public void Breaker_severalVerdictsOnOneParticipant_countItsStakeOnce()
    {
        Mechanism mechanism = Mechanism.Create(m => m
            .Stake(s => s.MinimumBond(1_000).UnbondingPeriod(EpochSpan.Of(21)))
            .Verify(v => v.AuditRate(Proportion.Percent(50)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.One), offence => offence with { CircuitBreaker = Proportion.Percent(60) }));

        Assert.Equal(100 - 1_000, new AdversaryPlayer(mechanism, Plain).Gain(new AdversaryPlan([20], [20])), 0);
        Assert.IsNotType<Finding.Fails>(AlignmentChecker.Check(mechanism, Plain with { Discount = new Fraction(9, 10) }).On(AlignmentProperty.ParallelSafety));
    }

    /// <summary>180 saved; 1,000 lost with 1 instead of 1 - 0.95^60.</summary>
    [Fact]
    public void AdaptiveAudits_allSixtyCheatedAtTheNewcomersRate_gains133()
    {
        Mechanism mechanism = Mechanism.Create(m => m
            .Stake(s => s.MinimumBond(1_000).UnbondingPeriod(EpochSpan.Of(21)))
            .Verify(v => v.AuditRate(Proportion.Percent(10), Proportion.Percent(50)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.One))
            .Reputation(new StreakReputation()));
        Economics economics = Plain with { CostPerJob = 3, PaymentPerJob = 60, JobsPerEpoch = 60, HonestFaultRate = new Fraction(1, 10), Participants = 2 };

        Assert.Equal(133.9, new AdversaryPlayer(mechanism, economics).Gain(new AdversaryPlan([60], [60])), 1);
        Assert.IsNotType<Finding.Holds>(AlignmentChecker.Check(mechanism, economics).On(AlignmentProperty.ParallelSafety));
    }

    /// <summary>A cap of a hundredth pays 100 of the 1,000 that a floor splitter would: 50 saved against a tenth of 9 and 100.</summary>
    [Fact]
    public void CappedSplitter_cheatingOnTheOneJob_gains39()
    {
        Mechanism mechanism = Market(bond: 90, audit: 10, slash: 10, forfeits: true, splitter: new CappedSplitter(Proportion.Percent(1)), lost: LostShareUse.Others);
        Economics economics = Plain with { CostPerJob = 50, PaymentPerJob = 1_000, JobsPerEpoch = 1 };

        // The forfeited 100 come back through the pool, a little of it to the cheater.
        Assert.InRange(new AdversaryPlayer(mechanism, economics).Gain(new AdversaryPlan([1], [1])), 39.1, 40.1);
        Assert.IsNotType<Finding.Holds>(AlignmentChecker.Check(mechanism, economics).On(AlignmentProperty.IncentiveCompatibility));
    }

    /// <summary>
    /// Eight jobs an epoch cheated until the first verdict is due, and all of them reported by an accomplice in that epoch: one forfeited reward and the bond pay for D + 1 epochs. Played, it gains
    /// (D + 1) * 8 * 47 less the epoch's 800 and the bond.
    /// </summary>
    [Theory]
    [InlineData(600UL, 3, 6U, 104)]
    [InlineData(600UL, 4, 6U, 480)]
    [InlineData(857UL, 4, 6U, 223)]
    [InlineData(400UL, 3, 10U, 304)]
    [InlineData(300UL, 3, 12U, 404)]
    [InlineData(200UL, 2, 10U, 128)]
    public void LateVerdicts_reportedAtOnceByAnAccomplice_payAndDoNotHold(ulong bond, int delay, uint slash, int gains)
    {
        Mechanism mechanism = Market(bond, audit: 97, slash, forfeits: true);
        Economics economics = Plain with { CostPerJob = 47, PaymentPerJob = 100, JobsPerEpoch = 8, Participants = 10, DetectionDelay = delay, IdentityPrice = 10_000 };

        Assert.Equal(gains, ReportedAtOnce(mechanism, delay));
        Assert.IsNotType<Finding.Holds>(AlignmentChecker.Check(mechanism, economics).On(AlignmentProperty.IncentiveCompatibility));
    }

    /// <summary>What cheating on all eight jobs of D + 1 epochs gains over honest work, when a friend reports them all in the last of these.</summary>
    private static int ReportedAtOnce(Mechanism mechanism, int delay)
    {
        ParticipantId[] names = [.. Enumerable.Range(0, 10).Select(number => ParticipantId.Of($"p{number}"))];
        NetworkState honest = mechanism.Open(Epoch.Zero, names.Select(name => KeyValuePair.Create(name, mechanism.Policy.Stake.MinimumBond))).State, cheating = honest;
        int gained = 0;
        for (ulong epoch = 0; epoch <= (ulong)delay; epoch++)
        {
            EpochReport report = new()
            {
                Epoch = Epoch.Of(epoch),
                Payments = Amount.Of(8_000),
                Participants = [.. names.Select(name => new ParticipantReport { Participant = name, Work = 8 })],
            };
            IEnumerable<Evidence> all = Enumerable.Range(0, 8 * (delay + 1)).Select(number => new Evidence
            {
                Offence = Offence.IncorrectResult,
                Offender = names[0],
                Task = TaskId.Of($"t{number}"),
                FaultEpoch = Epoch.Of((ulong)(number / 8)),
                Severity = Proportion.One,
                Reporter = names[1],
            });
            EpochSettlement right = mechanism.Settle(honest, report), wrong = mechanism.Settle(cheating, report with { Evidence = epoch == (ulong)delay ? [.. all] : [] });
            ParticipantOutcome played = wrong.OutcomeOf(names[0]);
            gained += (8 * 47) + (int)(long)played.Reward.Units - (int)(long)right.OutcomeOf(names[0]).Reward.Units - (int)(long)played.Slashed.Units;
            (honest, cheating) = (right.After, wrong.After);
        }

        return gained;
    }

    /// <summary>A minimum of 500 for everybody with a claim: eight names with a job each are paid 4,000, one with eight jobs 800.</summary>
    [Fact]
    public void MinimumShares_eightNames_arePaid4000InsteadOf800()
    {
        foreach (IRewardSplitter splitter in new IRewardSplitter[] { new MinimumShareSplitter(Amount.Of(500)), new DivisorSplitter(DivisorMethod.SainteLague, Amount.Of(500)) })
        {
            Mechanism mechanism = Market(bond: 100, audit: 10, slash: 10, splitter: splitter);
            Finding.Fails fails = Assert.IsType<Finding.Fails>(AlignmentChecker.Check(mechanism, Plain with { CostPerJob = 1, PaymentPerJob = 100, JobsPerEpoch = 8, Participants = 20 }).On(AlignmentProperty.SybilNeutrality));
            Assert.Equal(("4000", "800"), (fails.Attack.Epoch!.Rewards.ToString(), fails.Attack.HonestEpoch!.Rewards.ToString()));
        }
    }

    /// <summary>Largest remainders give each of eight names up to a unit: it is said as epsilon.</summary>
    [Fact]
    public void LargestRemainder_eightNames_gainAtMostEpsilon()
    {
        Mechanism mechanism = Market(bond: 100, audit: 10, slash: 10, splitter: new LargestRemainderSplitter());
        Finding.Holds holds = Assert.IsType<Finding.Holds>(AlignmentChecker.Check(mechanism, Plain with { CostPerJob = 1, PaymentPerJob = 11, JobsPerEpoch = 8, Participants = 7 }).On(AlignmentProperty.SybilNeutrality));
        Assert.Equal(9, holds.Epsilon.ToInt32());
    }

    /// <summary>Capped shares leave a part of the pool to later epochs: one epoch does not show what several names draw. Two names gain 92 over six epochs after the price of a name.</summary>
    [Fact]
    public void CappedSplitter_thatCarries_isNotHeldNeutralFromOneEpoch()
    {
        AdversaryDraw draw = AdversaryDraw.Make(4_276);
        Assert.IsNotType<Finding.Holds>(AlignmentChecker.Check(draw.Mechanism, draw.Economics).On(AlignmentProperty.SybilNeutrality));
    }

    /// <summary>A coalition may hold more than its bonds, too: it trips the breaker as one holder does.</summary>
    [Fact]
    public void Breaker_coalitionThatHoldsMore_isNotHeld()
    {
        Mechanism mechanism = Mechanism.Create(m => m
            .Stake(s => s.MinimumBond(1_000).UnbondingPeriod(EpochSpan.Of(21)))
            .Verify(v => v.AuditRate(Proportion.Percent(50)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.One), offence => offence with { CircuitBreaker = Proportion.Percent(60) }));
        Economics cheap = Plain with { Discount = new Fraction(999, 1_000) };

        Assert.IsType<Finding.Fails>(AlignmentChecker.Check(mechanism, cheap).On(AlignmentProperty.CollusionResistance));
        Assert.IsType<Finding.Holds>(AlignmentChecker.Check(mechanism, cheap with { Discount = new Fraction(9, 10) }).On(AlignmentProperty.CollusionResistance));
    }

    /// <summary>Blacklisted after one wrongful verdict a name is paid nothing any more; a new name is.</summary>
    [Fact]
    public void Blacklisting_aNewNameAfterAWrongfulVerdict_pays()
    {
        Mechanism mechanism = Mechanism.Create(m => m
            .Stake(s => s.MinimumBond(100).UnbondingPeriod(EpochSpan.Of(2)))
            .Verify(v => v.AuditRate(Proportion.One))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(1)))
            .Reputation(new CredibilityReputation { Blacklisting = true })
            .Reward(r => r.TimesReputation()));
        Economics economics = Plain with { CostPerJob = 5, PaymentPerJob = 100, JobsPerEpoch = 2, HonestFaultRate = new Fraction(1, 10) };

        double gain = new AdversaryPlayer(mechanism, economics).Gain(new AdversaryPlan([2, 2], [0, 0], Renames: true));
        Assert.True(gain > 1_000, gain.ToString(CultureInfo.InvariantCulture));
        AlignmentReport report = AlignmentChecker.Check(mechanism, economics);
        Assert.IsNotType<Finding.Holds>(report.On(AlignmentProperty.WhitewashResistance));
        Assert.IsNotType<Finding.Holds>(report.On(AlignmentProperty.IncentiveCompatibility));
    }

    /// <summary>A fifth of a verdict an epoch, some six earlier ones in thirty epochs, each doubling a tenth of 500: 94 an epoch and more, not 10.</summary>
    [Fact]
    public void Escalation_wrongfulPenalties_areThoseOfTheSteadyState()
    {
        Mechanism mechanism = Mechanism.Create(m => m
            .Stake(s => s.MinimumBond(500).UnbondingPeriod(EpochSpan.Of(40)))
            .Verify(v => v.AuditRate(Proportion.One))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(10)).EscalatingBy(2).Capped(Proportion.One), offence => offence with { RepetitionWindow = EpochSpan.Of(30) }));
        Economics economics = Plain with { CostPerJob = 5, PaymentPerJob = new Fraction(125, 10), HonestFaultRate = new Fraction(1, 100), Participants = 100 };

        string condition = AlignmentChecker.Check(mechanism, economics).On(AlignmentProperty.HonestSafety).Condition;
        double stated = double.Parse(Regex.Match(condition, "penalties take [a-z ]*([0-9.]+)").Groups[1].Value, CultureInfo.InvariantCulture);

        double expected = 0, chance = Math.Pow(0.99, 600);
        for (int earlier = 0; earlier <= 600; earlier++)
        {
            expected += 0.2 * chance * Math.Min(500, 50 * Math.Pow(2, Math.Min(10, earlier)));
            chance *= (600.0 - earlier) / (earlier + 1) * 0.01 / 0.99;
        }

        Assert.InRange(expected, 90, 100);
        Assert.InRange(stated, expected, 250);
    }

    /// <summary>k jobs earn 6.6 k * 0.955^k - 4 k less a unit for each verdict: five instead of ten gain 4.79. What the checker claims is what is played.</summary>
    [Fact]
    public void Working_fiveOfTenJobs_earnsMore()
    {
        Mechanism mechanism = Market(bond: 10, audit: 100, slash: 1, forfeits: true);
        Economics economics = Plain with { CostPerJob = 4, PaymentPerJob = new Fraction(66, 10), JobsPerEpoch = 10, HonestFaultRate = new Fraction(45, 1_000), Participants = 100 };

        double gain = new AdversaryPlayer(mechanism, economics).Gain(new AdversaryPlan([5], [0]));
        Assert.Equal(4.7924, gain, 3);
        Assert.Equal(gain, Assert.IsType<Finding.Fails>(AlignmentChecker.Check(mechanism, economics).On(AlignmentProperty.IncentiveCompatibility)).Attack.Profit.Low.ToDouble(), 3);
    }

    /// <summary>Six saved, ten slashed, five of them back as the friend's bounty.</summary>
    [Fact]
    public void Bounty_reportedByAFriend_gainsOne()
    {
        Mechanism mechanism = Mechanism.Create(m => m
            .Stake(s => s.MinimumBond(10).UnbondingPeriod(EpochSpan.Of(21)))
            .Verify(v => v.AuditRate(Proportion.One))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.One))
            .DividePenalties(bounty: Proportion.Percent(50)));

        Assert.Equal(1, new AdversaryPlayer(mechanism, Plain with { CostPerJob = 6, JobsPerEpoch = 1 }).Gain(new AdversaryPlan([1], [1], Reports: true)), 3);
    }

    /// <summary>One missed duty in a million takes everything.</summary>
    [Fact]
    public void Monotonicity_everythingForOneMissedDutyInAMillion_isACliff()
    {
        Mechanism mechanism = Mechanisms.Build(more: build => build.Slash(
            Offence.Downtime, SlashingCurve.Stepped(new CurveStep(Proportion.Zero, Proportion.Zero), new CurveStep(Proportion.FromParts(1_000_000_000_000), Proportion.One))));
        Assert.IsNotType<Finding.Holds>(AlignmentChecker.Check(mechanism, Mechanisms.Ordinary).On(AlignmentProperty.Monotonicity));
    }

    /// <summary>Correlated: alone at fault among two it loses three halves of a half, all of it; the attack is priced in the network it is played in.</summary>
    [Fact]
    public void Correlation_attackIsPricedAmongTheRealOthers()
    {
        Mechanism mechanism = Mechanism.Create(m => m
            .Stake(s => s.MinimumBond(50).UnbondingPeriod(EpochSpan.Of(21)))
            .Verify(v => v.AuditRate(Proportion.Percent(50)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Correlated(Ratio.Of(3))));
        Economics economics = Plain with { CostPerJob = 40, PaymentPerJob = 50, JobsPerEpoch = 1, Participants = 2 };

        double gain = new AdversaryPlayer(mechanism, economics).Gain(new AdversaryPlan([1], [1]));
        Assert.Equal(40 - 25, gain, 3);
        Finding.Fails fails = Assert.IsType<Finding.Fails>(AlignmentChecker.Check(mechanism, economics).On(AlignmentProperty.IncentiveCompatibility));
        Assert.InRange(fails.Attack.Profit.Low.ToDouble(), 0.1, gain + 0.001);
        Assert.Equal(fails.Attack.Profit, AttackReplay.Play(mechanism, economics, fails.Attack.Trace!));
    }

    /// <summary>Work pays 200 an epoch, the outside 100: leaving is no attack.</summary>
    [Fact]
    public void Leaving_whereWorkPaysMore_isNotClaimed()
    {
        Economics economics = Plain with { CostPerJob = 10, PaymentPerJob = 20, OutsideOption = 100 };
        Mechanism mechanism = Market(bond: 10_000, audit: 50, slash: 100);

        Assert.True(new AdversaryPlayer(mechanism, economics with { JobsPerEpoch = 4, OutsideOption = 20 }).Gain(new AdversaryPlan([], [], Leaves: true)) < 0);
        Assert.IsType<Finding.Holds>(AlignmentChecker.Check(mechanism, economics).On(AlignmentProperty.Participation));
        Assert.IsType<Finding.Holds>(AlignmentChecker.Check(mechanism, economics).On(AlignmentProperty.IncentiveCompatibility));
    }

    /// <summary>A thousand jobs at 20 each against a slash of one unit for each of some ten verdicts: all of them are cheated, not the first 64.</summary>
    [Fact]
    public void LongLadder_attackOnAllJobs_isClaimedWhole()
    {
        Mechanism mechanism = Market(bond: 100, audit: 1, slash: 1);
        Finding.Fails fails = Assert.IsType<Finding.Fails>(AlignmentChecker.Check(mechanism, Plain with { CostPerJob = 20, PaymentPerJob = 30, JobsPerEpoch = 1_000 }).On(AlignmentProperty.IncentiveCompatibility));

        Assert.Equal(1_000, fails.Attack.Trace!.Cheated);
        Assert.InRange(fails.Attack.Profit.Low.ToDouble(), 19_900, 20_000);
    }

    /// <summary>A beta prior of nothing cannot score a newcomer: the policy is refused by name.</summary>
    [Fact]
    public void EmptyBetaPrior_isRefusedByName()
    {
        PolicyRefusedException refused = Assert.Throws<PolicyRefusedException>(() =>
            Mechanisms.Build(more: build => build.Reputation(new BetaReputation { PriorFor = Ratio.Zero, PriorAgainst = Ratio.Zero })));
        Assert.Contains("reputation.model", refused.Message, StringComparison.Ordinal);
    }

    private static Mechanism Market(ulong bond, uint audit, uint slash, bool forfeits = false, IRewardSplitter? splitter = null, LostShareUse lost = LostShareUse.Penalty) => Mechanism.Create(m => m
        .Stake(s => s.MinimumBond(bond).UnbondingPeriod(EpochSpan.Of(21)))
        .Verify(v => v.AuditRate(Proportion.Percent(audit)))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(slash)), offence => offence with { ForfeitsReward = forfeits })
        .Reward(r => r.Split(splitter ?? new FloorSplitter()).LostShare(lost)));
}
