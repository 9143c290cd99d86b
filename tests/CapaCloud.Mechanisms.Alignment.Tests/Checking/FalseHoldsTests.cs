using CapaCloud.Mechanisms.Alignment.Dynamics;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Verification;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Checking;

/// <summary>Answers that were once "holds" and were wrong, each with what is true of the network that settles.</summary>
public sealed class FalseHoldsTests
{
    private static Economics Plain { get; } = Mechanisms.Ordinary with { Participants = 100 };

    /// <summary>One bond pays for all epochs in flight: three epochs of 50,000 (discounted 142,625) against one bond of 100,000, taken two epochs later with 0.936.</summary>
    [Fact]
    public void Delay_oneBondPaysForAllEpochsInFlight_fails()
    {
        Mechanism mechanism = Market(bond: 100_000, audit: 60, slash: 100);
        Economics economics = Plain with { CostPerJob = 50_000, PaymentPerJob = 100_000, JobsPerEpoch = 1, Participants = 200, DetectionDelay = 2, Discount = new Fraction(95, 100) };

        Finding.Fails fails = Fails(AlignmentChecker.Check(mechanism, economics, DynamicEffort.Quick));

        Assert.InRange(fails.Attack.Profit.Low.ToDouble(), 55_000, 60_100);
        Assert.Equal(fails.Attack.Profit, AttackReplay.Play(mechanism, economics, fails.Attack.Trace!));
        Assert.IsNotType<DynamicOutcome.Holds>(DynamicEngine.Check(mechanism, economics, DynamicEffort.Quick));
        Assert.Null(CertificateIssuer.TryIssue(mechanism, economics));
    }

    /// <summary>70 + 0.9 * 70 - 0.9 * 100 = 43.</summary>
    [Fact]
    public void Delay_cheatTwoEpochsPayOneBond_gains43()
    {
        Mechanism mechanism = Market(bond: 100, audit: 100, slash: 100);
        Economics economics = Plain with { CostPerJob = 70, PaymentPerJob = 100, JobsPerEpoch = 1, DetectionDelay = 1, Discount = new Fraction(9, 10) };

        Finding.Fails fails = Fails(AlignmentChecker.Check(mechanism, economics, DynamicEffort.Quick));

        Assert.Equal(43, fails.Attack.Profit.Low.ToDouble(), 6);
        Assert.Equal(2, fails.Attack.Epochs);
    }

    /// <summary>One participant is everybody: the breaker lets it off, for ever.</summary>
    [Fact]
    public void Breaker_oneParticipant_fails()
    {
        Mechanism mechanism = Breaking();
        Finding.Fails fails = Fails(AlignmentChecker.Check(mechanism, Plain with { Participants = 1, JobsPerEpoch = 1 }));
        Assert.Equal(5, fails.Attack.ProfitPerEpoch.ToDouble(), 6);
    }

    /// <summary>A holder of more than the breaker's share is let off too: its interest of 1 % on 13,500 is 135 against 100 at a discount of 0.99, and 13.5 at 0.999.</summary>
    [Fact]
    public void Breaker_oneHolderOfMostStake_paysWhenCapitalIsCheap()
    {
        Finding dear = AlignmentChecker.Check(Breaking(), Plain with { Participants = 10 }).On(AlignmentProperty.IncentiveCompatibility);
        Finding cheap = AlignmentChecker.Check(Breaking(), Plain with { Participants = 10, Discount = new Fraction(999, 1_000) }).On(AlignmentProperty.IncentiveCompatibility);

        Finding.Fails fails = Assert.IsType<Finding.Fails>(cheap);
        Assert.Contains("circuit breaker", fails.Attack.Strategy, StringComparison.Ordinal);
        Assert.Equal(86.5, fails.Attack.Profit.Low.ToDouble(), 1);
        Assert.IsNotType<Finding.Inconclusive>(dear);
    }

    /// <summary>At the newcomers' rate an honest participant of 60 jobs is condemned with 95 % anyway; cheating on all adds 5 %, and gains 180.</summary>
    [Fact]
    public void AdaptiveAudits_bothEndsOfTheRate_fails()
    {
        Mechanism mechanism = Mechanism.Create(m => m
            .Stake(s => s.MinimumBond(1_000).UnbondingPeriod(EpochSpan.Of(21)))
            .Verify(v => v.AuditRate(Proportion.Percent(10), Proportion.Percent(50)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.One))
            .Reputation(new StreakReputation()));
        Economics economics = Plain with { CostPerJob = 3, PaymentPerJob = 60, JobsPerEpoch = 60, HonestFaultRate = new Fraction(1, 10) };

        Assert.IsNotType<Finding.Holds>(AlignmentChecker.Check(mechanism, economics).On(AlignmentProperty.ParallelSafety));
        Assert.IsNotType<Finding.Holds>(AlignmentChecker.Check(mechanism, economics).On(AlignmentProperty.IncentiveCompatibility));
        Assert.Null(CertificateIssuer.TryIssue(mechanism, economics));
    }

    /// <summary>Shares capped at 100 of 10,000: what is forfeited is 100, not 1,000.</summary>
    [Fact]
    public void CappedSplitter_forfeitsOnlyItsCap_andEightNamesArePaidEightTimes()
    {
        Mechanism mechanism = Mechanism.Create(m => m
            .Stake(s => s.MinimumBond(100).UnbondingPeriod(EpochSpan.Of(21)))
            .Verify(v => v.AuditRate(Proportion.Percent(10)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(10)), offence => offence with { ForfeitsReward = true })
            .Reward(r => r.Split(new CappedSplitter(Proportion.Percent(1)))));
        Economics economics = Plain with { CostPerJob = 1, PaymentPerJob = 125, JobsPerEpoch = 8, Participants = 10 };

        AlignmentReport report = AlignmentChecker.Check(mechanism, economics);

        Assert.IsNotType<Finding.Holds>(report.On(AlignmentProperty.IncentiveCompatibility));
        Finding.Fails names = Assert.IsType<Finding.Fails>(report.On(AlignmentProperty.SybilNeutrality));
        Assert.Contains("8 names", names.Attack.Strategy, StringComparison.Ordinal);
        Assert.Equal(("800", "100"), (names.Attack.Epoch!.Rewards.ToString(), names.Attack.HonestEpoch!.Rewards.ToString()));
    }

    /// <summary>Alone in the network: what is issued waits for the next epoch, so that idling in turn loses nothing but the work, which costs 5 and brings 4 after the fee.</summary>
    [Fact]
    public void Issuance_waitsForTheOnlyParticipant_isNotHeld()
    {
        Mechanism mechanism = Mechanism.Create(m => m
            .Stake(s => s.MinimumBond(1_000).UnbondingPeriod(EpochSpan.Of(21)))
            .Verify(v => v.AuditRate(Proportion.One))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.One))
            .Reward(r => r.IssuePerEpoch(1_000).TreasuryFee(Proportion.Percent(60)).Split(new FloorSplitter())));
        Economics economics = Plain with { Participants = 1, JobsPerEpoch = 2, Discount = new Fraction(9_999, 10_000) };

        // Two jobs: 10 of cost spared, 8 of pay and a ten thousandth of 1,000 lost.
        Assert.Equal(1.9, new Adversary.AdversaryPlayer(mechanism, economics).Gain(new Adversary.AdversaryPlan([0], [0])), 3);
        Assert.IsNotType<Finding.Holds>(AlignmentChecker.Check(mechanism, economics).On(AlignmentProperty.IncentiveCompatibility));
    }

    /// <summary>A cap of a tenth pays a tenth of the pool at first, and all of it once as much waits as comes in: the first epoch is no reason to stay away.</summary>
    [Fact]
    public void CappedSplitter_firstEpochPaysLess_isNoAttackByWorkingLess()
    {
        Mechanism mechanism = Mechanism.Create(m => m
            .Stake(s => s.MinimumBond(1_000).UnbondingPeriod(EpochSpan.Of(21)))
            .Verify(v => v.AuditRate(Proportion.One))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.One))
            .Reward(r => r.Split(new CappedSplitter(Proportion.Percent(10)))));
        Economics economics = Plain with { Participants = 1, JobsPerEpoch = 2 };

        Assert.True(new Adversary.AdversaryPlayer(mechanism, economics).Gain(new Adversary.AdversaryPlan([0, 0, 0], [0, 0, 0])) < 0);
        Assert.IsType<Finding.Inconclusive>(AlignmentChecker.Check(mechanism, economics).On(AlignmentProperty.IncentiveCompatibility));
    }

    [Fact]
    public void Jail_aNewNameAfterEachWrongfulVerdict_fails()
    {
        Mechanism mechanism = Market(bond: 1_000, audit: 100, slash: 50, jail: 100);
        Economics economics = Plain with { CostPerJob = 5, PaymentPerJob = 100, HonestFaultRate = new Fraction(1, 100) };

        AlignmentReport report = AlignmentChecker.Check(mechanism, economics);

        Finding.Fails fails = Assert.IsType<Finding.Fails>(report.On(AlignmentProperty.WhitewashResistance));
        // Net income 1,900 less wrongful slashes of at most 100; an epoch is struck with 1 - 0.99^20; who stays waits 101 epochs, who returns leaves a bond of 1,000 locked for 21.
        double struck = 1 - Math.Pow(0.99, 20), income = 1_800, price = (1 - Math.Pow(0.99, 21)) * 1_000;
        double stays = income / (1 - ((1 - struck) * 0.99) - (struck * Math.Pow(0.99, 101))), returns = (income - (0.99 * struck * price)) / 0.01;
        Assert.InRange(fails.Attack.Profit.Low.ToDouble(), 0.99 * (returns - stays), 1.01 * (returns - stays));
        Fails(report);
    }

    /// <summary>Escalation over many epochs of honest faults: 20 jobs, audited always, one in a hundred condemned; six earlier ones within thirty epochs double the tenth to all.</summary>
    [Fact]
    public void Escalation_withHonestFaults_isCountedOverTheRepetitionWindow()
    {
        Mechanism mechanism = Mechanism.Create(m => m
            .Stake(s => s.MinimumBond(500).UnbondingPeriod(EpochSpan.Of(40)))
            .Verify(v => v.AuditRate(Proportion.One))
            .Slash(
                Offence.IncorrectResult,
                SlashingCurve.Constant(Proportion.Percent(10)).EscalatingBy(2).Capped(Proportion.One),
                offence => offence with { RepetitionWindow = EpochSpan.Of(30) }));
        Economics economics = Plain with { CostPerJob = 5, PaymentPerJob = new Fraction(125, 10), HonestFaultRate = new Fraction(1, 100), WrongfulLossLimit = new Fraction(1, 10) };

        AlignmentReport report = AlignmentChecker.Check(mechanism, economics);

        Assert.IsNotType<Finding.Holds>(report.On(AlignmentProperty.HonestSafety));
        Assert.IsNotType<Finding.Holds>(report.On(AlignmentProperty.Participation));
    }

    /// <summary>Ten jobs, cost 4, a reward of 66: a wrongful verdict forfeits the epoch, so that five jobs earn more than ten.</summary>
    [Fact]
    public void Working_partOfTheJobs_earnsMore()
    {
        Mechanism mechanism = Market(bond: 10, audit: 100, slash: 1, forfeits: true);
        Economics economics = Plain with { CostPerJob = 4, PaymentPerJob = new Fraction(66, 10), JobsPerEpoch = 10, HonestFaultRate = new Fraction(45, 1_000) };

        AlignmentReport report = AlignmentChecker.Check(mechanism, economics);

        Finding.Fails fails = Fails(report);
        Assert.Contains("of the 10 offered jobs", fails.Attack.Strategy, StringComparison.Ordinal);

        Assert.Contains("take 5 of the 10", fails.Attack.Strategy, StringComparison.Ordinal);
        Assert.Equal(4.7924, fails.Attack.Profit.Low.ToDouble(), 3);
    }

    [Fact]
    public void OutsideOption_isPartOfIncentiveCompatibility()
    {
        AlignmentReport report = AlignmentChecker.Check(Market(bond: 10_000, audit: 50, slash: 50), Plain with { CostPerJob = 9, PaymentPerJob = 10, JobsPerEpoch = 10, OutsideOption = 100 });

        Finding.Fails fails = Fails(report);
        Assert.Equal(90, fails.Attack.Profit.Low.ToDouble(), 0);
    }

    /// <summary>A newcomer that is paid nothing until its score has grown may never get its costs back.</summary>
    [Fact]
    public void Newcomer_unpaidAtFirst_isNotHeldToJoin()
    {
        Mechanism mechanism = Mechanism.Create(m => m
            .Stake(s => s.MinimumBond(10_000).UnbondingPeriod(EpochSpan.Of(21)))
            .Verify(v => v.AuditRate(Proportion.Percent(10)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(50)))
            .Reputation(new HalfLifeReputation { Prior = Proportion.Zero })
            .Reward(r => r.TimesReputation()));
        AlignmentReport report = AlignmentChecker.Check(mechanism, Plain with { Discount = new Fraction(95, 100) });

        Assert.IsNotType<Finding.Holds>(report.On(AlignmentProperty.IncentiveCompatibility));
        Assert.IsNotType<Finding.Holds>(report.On(AlignmentProperty.Participation));
    }

    /// <summary>Of two auditors beside the accused one friend is a majority with it: 1 - 0.7^2 = 51 % of the lies get through, not 30 %.</summary>
    [Fact]
    public void Collusion_theAccusedVotesToo()
    {
        Mechanism mechanism = Mechanism.Create(m => m
            .Stake(s => s.MinimumBond(10_000).UnbondingPeriod(EpochSpan.Of(21)))
            .Verify(v => v.AuditRate(Proportion.One).Decide(new MajorityRule(3)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.One)));
        Economics economics = Plain with { CostPerJob = 6_000, PaymentPerJob = 20_000, JobsPerEpoch = 1, ColludingShare = new Fraction(3, 10) };

        // 6,000 against 0.49 * 10,000; with 0.7 it would lose 1,000.
        Finding.Fails fails = Fails(AlignmentChecker.Check(mechanism, economics));
        Assert.Equal(1_100, fails.Attack.Profit.Low.ToDouble(), 0);
    }

    /// <summary>Half of a slash comes back to who reports oneself: 6 are saved against 5 that are lost for good.</summary>
    [Fact]
    public void Bounty_reportingOneself_halvesTheDeterrent()
    {
        Mechanism mechanism = Mechanism.Create(m => m
            .Stake(s => s.MinimumBond(10).UnbondingPeriod(EpochSpan.Of(21)))
            .Verify(v => v.AuditRate(Proportion.One))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.One))
            .DividePenalties(bounty: Proportion.Percent(50)));

        AlignmentReport report = AlignmentChecker.Check(mechanism, Plain with { CostPerJob = 6, JobsPerEpoch = 1 });

        Assert.IsNotType<Finding.Holds>(report.On(AlignmentProperty.IncentiveCompatibility));
        Assert.Null(CertificateIssuer.TryIssue(mechanism, Plain with { CostPerJob = 6, JobsPerEpoch = 1 }));
    }

    [Fact]
    public void SelfDealing_withABetterScoreThanTheRest_failsWhereTheOthersShareWhatScoresLose()
    {
        Mechanism shared = Mechanisms.Build(more: build => build.Reward(reward => reward.TimesReputation().LostShare(LostShareUse.Others)));
        Assert.IsType<Finding.Fails>(AlignmentChecker.Check(shared, Plain).On(AlignmentProperty.RequesterFairness));
        Assert.IsType<Finding.Holds>(AlignmentChecker.Check(Mechanisms.Build(), Plain).On(AlignmentProperty.RequesterFairness));
    }

    /// <summary>What the scores of others lose is nobody's gain: a job that one pays for oneself brings its price less the fee, whoever stands how well.</summary>
    [Theory]
    [InlineData(LostShareUse.Penalty, false)]
    [InlineData(LostShareUse.Treasury, false)]
    [InlineData(LostShareUse.Burned, false)]
    [InlineData(LostShareUse.Others, true)]
    public void SelfDealing_withABetterScoreThanTheRest_gainsOnlyWhereTheOthersShare(LostShareUse lost, bool gains)
    {
        Mechanism mechanism = Mechanism.Create(m => m
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(1)))
            .Reward(reward => reward.TimesReputation().LostShare(lost).TreasuryFee(Proportion.Percent(5)).SplitByFloor()));
        ParticipantId[] names = [.. Enumerable.Range(0, 10).Select(number => ParticipantId.Of($"n{number}"))];
        NetworkState state = mechanism.Open(Epoch.Zero, [.. names.Select(name => KeyValuePair.Create(name, Amount.Of(1_000)))]).State;
        state = mechanism.Settle(state, new EpochReport
        {
            Epoch = Epoch.Zero,
            Verdicts = [.. names[1..].Select(name => Verdict.Because(name, TaskId.Of($"{name}"), Epoch.Zero, VerdictReason.ContradictsAccepted))],
        }).After;

        decimal Earned(ulong own) => (decimal)(ulong)mechanism.Settle(state, new EpochReport
        {
            Epoch = state.Epoch,
            Payments = Amount.Of((180 + own) * 100_000),
            Participants = [.. names.Select((name, index) => new ParticipantReport { Participant = name, Work = index == 0 ? own : 20 })],
        }).OutcomeOf(names[0]).Reward.Units;

        decimal gain = Earned(21) - Earned(20) - 100_000;
        Assert.Equal(gains, gain > 0);
        Finding finding = AlignmentChecker.Check(mechanism, Plain).On(AlignmentProperty.RequesterFairness);
        Assert.Equal(gains, finding is Finding.Fails);
    }

    [Fact]
    public void FalseAccusations_thatCostNothingWhenTheyFail_fail()
    {
        Mechanism mechanism = Mechanism.Create(m => m
            .Stake(s => s.MinimumBond(1_000).UnbondingPeriod(EpochSpan.Of(21)))
            .Verify(v => v.AuditRate(Proportion.Percent(50)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.One))
            .DividePenalties(bounty: Proportion.Percent(45)));

        Finding finding = AlignmentChecker.Check(mechanism, Plain with { HonestFaultRate = new Fraction(1, 1_000) }).On(AlignmentProperty.VerifierDiligence);

        // Once in a thousand the audit errs and 45 % of the bond of 1,000 is the bounty; failing costs nothing.
        Assert.Equal(0.45, Assert.IsType<Finding.Fails>(finding).Attack.Profit.Low.ToDouble(), 6);
    }

    [Fact]
    public void Griefing_countsJailAndTheHighEndOfPayments()
    {
        Mechanism Judged(ulong jail) => Mechanism.Create(m => m
            .Stake(s => s.MinimumBond(1_000).UnbondingPeriod(EpochSpan.Of(21)))
            .Verify(v => v.AuditRate(Proportion.Percent(50)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(10)), offence => offence with { Jail = EpochSpan.Of(jail) })
            .Slash(Offence.FalseAccusation, SlashingCurve.Constant(Proportion.Percent(10))));
        Economics economics = Plain with { ColludingShare = new Fraction(1, 10), HonestFaultRate = new Fraction(1, 1_000) };
        Economics interval = economics with { PaymentPerJob = Intervals.RationalInterval.Between(10, 1_000) };

        Assert.IsType<Finding.Holds>(AlignmentChecker.Check(Judged(0), economics).On(AlignmentProperty.GriefingBound));
        Assert.IsType<Finding.Fails>(AlignmentChecker.Check(Judged(20), economics).On(AlignmentProperty.GriefingBound));
        Assert.IsType<Finding.Fails>(AlignmentChecker.Check(Judged(1), interval).On(AlignmentProperty.GriefingBound));
    }

    [Fact]
    public void Monotonicity_aMultiplierThatJumps_isACliff()
    {
        Mechanism mechanism = Mechanism.Create(m => m
            .Stake(s => s.MinimumBond(1_000).UnbondingPeriod(EpochSpan.Of(21)))
            .Verify(v => v.AuditRate(Proportion.Percent(50)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.One))
            .Reward(r => r.TimesReputation(new PiecewiseLinearMultiplier(
                [
                    new MultiplierPoint(Proportion.Zero, Ratio.Zero),
                    new MultiplierPoint(Proportion.FromParts(500_000_000_000_000_000), Ratio.Zero),
                    new MultiplierPoint(Proportion.FromParts(500_000_000_000_000_001), Ratio.One),
                    new MultiplierPoint(Proportion.One, Ratio.One),
                ]))));

        Assert.IsNotType<Finding.Holds>(AlignmentChecker.Check(mechanism, Plain).On(AlignmentProperty.Monotonicity));
    }

    /// <summary>What left an economy out was taken for nothing: now it is not asked, by name.</summary>
    [Fact]
    public void FiguresLeftOut_areNotAsked()
    {
        Economics bare = new()
        {
            CostPerJob = 5,
            PaymentPerJob = 10,
            JobsPerEpoch = 20,
            Participants = 100,
            DetectionDelay = 0,
            DetectionAccuracy = 1,
            HonestFaultRate = 0,
            IdentityPrice = 0,
        };
        AlignmentReport report = AlignmentChecker.Check(Market(bond: 10_000, audit: 50, slash: 50, fee: 5), bare);

        Assert.Equal(AlignmentConclusion.NotAsked, report.Conclusion);
        Assert.Equal(
            ["CheckingCost", "ColludingShare", "DisputeCost", "OutsideOption"],
            report.Findings.OfType<Finding.NotAsked>().Select(finding => finding.Missing).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains("Cheating loses at least", report.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(260, 2)]
    [InlineData(0, 2)]
    public void OddNumbers_areAnswered(long delay, int halves)
    {
        Mechanism unpriced = Mechanism.Create(m => m.Stake(s => s.MinimumBond(100).UnbondingPeriod(EpochSpan.Of(21))).Verify(v => v.AuditRate(Proportion.Percent(50))));
        foreach (Mechanism mechanism in new[] { unpriced, Market(bond: 100, audit: 50, slash: 50) })
        {
            AlignmentReport report = AlignmentChecker.Check(mechanism, Plain with { DetectionDelay = delay, Discount = new Fraction(1, halves) });
            Assert.Equal(13, report.Findings.Length);
        }
    }

    [Fact]
    public void PaymentsBeyondAllBounds_areRefusedByName()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() =>
            AlignmentChecker.Check(Market(bond: 100, audit: 50, slash: 50), Plain with { PaymentPerJob = Fraction.Pow(new Fraction(10), 40) }));
        Assert.Contains(nameof(Economics.PaymentPerJob), refused.Message, StringComparison.Ordinal);
    }

    private static Finding.Fails Fails(AlignmentReport report) => Assert.IsType<Finding.Fails>(report.On(AlignmentProperty.IncentiveCompatibility));

    private static Mechanism Breaking() => Mechanism.Create(m => m
        .Stake(s => s.MinimumBond(1_000).UnbondingPeriod(EpochSpan.Of(21)))
        .Verify(v => v.AuditRate(Proportion.Percent(50)))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.One), offence => offence with { CircuitBreaker = Proportion.Percent(60) }));

    private static Mechanism Market(ulong bond, uint audit, uint slash, bool forfeits = false, ulong jail = 0, uint fee = 0) => Mechanism.Create(m => m
        .Stake(s => s.MinimumBond(bond).UnbondingPeriod(EpochSpan.Of(21)))
        .Verify(v => v.AuditRate(Proportion.Percent(audit)))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(slash)), offence => offence with { ForfeitsReward = forfeits, Jail = EpochSpan.Of(jail) })
        .Reward(r => r.TreasuryFee(Proportion.Percent(fee)).SplitByFloor()));
}
