using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Alignment.Properties;
using CapaCloud.Mechanisms.Verification;
using Fractions;
using Answer = CapaCloud.Mechanisms.Verification.Answer;

namespace CapaCloud.Mechanisms.Alignment.Tests.Checking;

/// <summary>What the answers about panels count is what the settlement takes and pays: a wrong check, a sold vote and silence are played, and compared to the unit.</summary>
public sealed class PanelCheckTests
{
    private static readonly ParticipantId Alice = ParticipantId.Of("alice");

    /// <summary>Checks cost 2. A hundredth of the results are planted errors. Negligence is dear and a wrong result cheap, so that whoever reads the wrong one is found out.</summary>
    private static readonly Economics Figures = new()
    {
        CostPerJob = 5,
        PaymentPerJob = 10,
        JobsPerEpoch = 20,
        Participants = 6,
        DetectionDelay = 0,
        DetectionAccuracy = 1,
        HonestFaultRate = 0,
        IdentityPrice = 0,
        CheckingCost = 2,
        CheckingReward = 40,
        PlantedErrorRate = new Fraction(1, 100),
        ReviewRate = new Fraction(1, 10),
        OutsideOption = 0,
        ColludingShare = 0,
        SidePaymentLimit = 1_000,
        DisputeCost = 0,
    };

    [Fact]
    public void VerifierDiligence_wrongCheck_costsWhatSettleTakesOfAMember()
    {
        Mechanism network = Network(percent: 20, pay: 30);
        (NetworkState state, AuditedResult audit, AssignedPanel panel, Digest right, Digest wrong) = Drawn(network);
        EpochSettlement settled = Settle(network, state, panel, audit.Answered([Answer.Of(Alice, right), Answer.Of(panel.Checkers[0], right), Answer.Of(panel.Checkers[1], right), Answer.Of(panel.Checkers[2], wrong)]));
        ParticipantOutcome careful = settled.OutcomeOf(panel.Checkers[0]), careless = settled.OutcomeOf(panel.Checkers[2]);

        // A wrong result costs a fifth of the bond of 1,000; negligence would cost half of it.
        Assert.Equal((Amount.Of(200), Amount.Of(0)), (careless.Slashed, careless.CheckPay));
        Assert.Equal((Amount.Zero, Amount.Of(30)), (careful.Slashed, careful.CheckPay));
        Fraction lost = (careless.Slashed + careful.CheckPay).ToFraction();
        Finding.Holds holds = Assert.IsType<Finding.Holds>(AlignmentChecker.Check(network, Figures).On(AlignmentProperty.VerifierDiligence));
        Assert.Equal((lost / new Fraction(100)) - new Fraction(2), holds.Margin);
        Assert.Contains("a penalty of 200 as a wrong result and the reward of 30", holds.Condition, StringComparison.Ordinal);
    }

    /// <summary>Where a wrong result is cheap, dear negligence deters nobody: 1 % of (10 + 30) is less than the 2 that a check costs.</summary>
    [Fact]
    public void VerifierDiligence_negligenceIsDearAndWrongResultsAreCheap_fails()
    {
        Mechanism network = Network(percent: 1, pay: 30);
        Finding.Fails fails = Assert.IsType<Finding.Fails>(AlignmentChecker.Check(network, Figures).On(AlignmentProperty.VerifierDiligence));
        Assert.Equal(new Fraction(2) - new Fraction(40, 100), fails.Attack.Profit.Low);
        Finding validator = ValidatorChecker.Check(network, Figures with { SidePaymentLimit = 0 }, new ValidationEconomics()).On(AlignmentProperty.VerifierDiligence);
        Assert.IsNotType<Finding.Holds>(validator);

        // Without panels a validator is charged with negligence, from evidence.
        Assert.IsType<Finding.Holds>(AlignmentChecker.Check(Network(percent: 1, pay: null), Figures).On(AlignmentProperty.VerifierDiligence));
    }

    /// <summary>The members that sold their votes are a majority and are paid. The review charges them with a wrong result, and takes no pay back.</summary>
    [Fact]
    public void CheckTerms_soldVoteThatAReviewFindsOut_losesWhatSettleTakes()
    {
        Mechanism network = Network(percent: 20, pay: 30);
        (NetworkState state, AuditedResult audit, AssignedPanel panel, Digest right, Digest wrong) = Drawn(network);
        EpochSettlement sold = Settle(network, state, panel, audit.Answered([Answer.Of(Alice, wrong), .. panel.Checkers.Select(member => Answer.Of(member, wrong))]));
        Assert.All(panel.Checkers, member => Assert.Equal((Amount.Of(30), Amount.Zero), (sold.OutcomeOf(member).CheckPay, sold.OutcomeOf(member).Slashed)));

        EpochReport review = new()
        {
            Epoch = sold.After.Epoch,
            Verdicts = [.. network.Adjudicate([audit.Answered([Answer.Of(Alice, wrong), .. panel.Checkers.Select(member => Answer.Of(member, wrong)), .. Jury(panel).Select(name => Answer.Of(name, right))])]).Where(verdict => verdict.Outcome == VerdictOutcome.Incorrect)],
        };
        EpochSettlement reviewed = network.Settle(sold.After, review);
        ParticipantOutcome seller = reviewed.OutcomeOf(panel.Checkers[0]);
        Assert.Equal(Amount.Of(200), seller.Slashed);
        Assert.DoesNotContain(reviewed.Postings, posting => posting.Reason == PostingReason.CheckPay);

        MechanismIncentives incentives = MechanismIncentives.Of(network, Figures);
        Assert.Equal(seller.Slashed.ToFraction(), CheckTerms.Of(incentives).Sold);
        Assert.Equal(seller.Slashed.ToFraction() / new Fraction(10), SidePayments.Of(incentives)!.Price);
    }

    [Theory]
    [InlineData(40UL, false, typeof(Finding.Holds))]
    [InlineData(1UL, true, typeof(Finding.Fails))]
    [InlineData(1UL, false, typeof(Finding.Inconclusive))]
    public void VerifierDiligence_silence_isAMissedDutyThatPaysNothing(ulong pay, bool isExcused, Type verdict)
    {
        Mechanism network = Network(percent: 40, pay, build => build.Slash(Offence.Downtime, SlashingCurve.Linear(Proportion.Percent(1))).Excuse(isExcused ? [Settlement.CheckDuty.Cause] : []));
        (NetworkState state, AuditedResult audit, AssignedPanel panel, Digest right, _) = Drawn(network);
        ParticipantOutcome silent = Settle(network, state, panel, audit.Answered([Answer.Of(Alice, right), Answer.Of(panel.Checkers[0], right), Answer.Of(panel.Checkers[1], right)])).OutcomeOf(panel.Checkers[2]);
        Assert.Equal((Amount.Zero, isExcused ? Amount.Zero : Amount.Of(10)), (silent.CheckPay, silent.Slashed));

        // A check costs 2: at 1 it is better to keep silent, unless the missed duty costs more, which depends on how many duties there are.
        Finding finding = AlignmentChecker.Check(network, Figures).On(AlignmentProperty.VerifierDiligence);
        Assert.IsType(verdict, finding);
        Assert.True(finding is not Finding.Fails fails || fails.Attack.Profit.Low == Fraction.One);
    }

    /// <summary>Members know who sits beside them: a coalition of a third condemns only where it has two seats of three, and no try of it fails.</summary>
    [Fact]
    public void GriefingBound_coalitionThatSeesThePanel_spendsNothing()
    {
        Economics together = Figures with { ColludingShare = new Fraction(1, 3), GriefingLimit = 1_000_000 };
        Assert.IsType<Finding.Fails>(AlignmentChecker.Check(Network(percent: 20, pay: 30), together).On(AlignmentProperty.GriefingBound));
        Assert.IsType<Finding.Holds>(AlignmentChecker.Check(Network(percent: 20, pay: null), together).On(AlignmentProperty.GriefingBound));
    }

    /// <summary>The errors that a policy promises to plant are those that deter: alone, where the economics say nothing, and no more than they where the economics say more.</summary>
    [Theory]
    [InlineData(0, 100)]
    [InlineData(1, 100)]
    [InlineData(5, 100)]
    [InlineData(1, 200)]
    public void VerifierDiligence_plantedErrors_areThoseOfThePolicy(int stated, int of)
    {
        Mechanism promised = Network(percent: 20, pay: 30, build => build.Verify(verify => verify.PlantedErrors(Proportion.Percent(1)))), silent = Network(percent: 20, pay: 30);
        Fraction rate = new(stated, of), counted = stated == 0 || rate > new Fraction(1, 100) ? new Fraction(1, 100) : rate;
        Fraction expected = (counted * new Fraction(230)) - new Fraction(2);
        Finding finding = AlignmentChecker.Check(promised, Figures with { PlantedErrorRate = rate }).On(AlignmentProperty.VerifierDiligence);
        Assert.Equal(expected, finding is Finding.Holds holds ? holds.Margin : -Assert.IsType<Finding.Fails>(finding).Attack.Profit.High);
        Finding without = AlignmentChecker.Check(silent, Figures with { PlantedErrorRate = 0 }).On(AlignmentProperty.VerifierDiligence);
        Assert.Equal(new Fraction(2), Assert.IsType<Finding.Fails>(without).Attack.Profit.Low);

        ValidationEconomics validators = new();
        Economics free = Figures with { SidePaymentLimit = 0 };
        Finding asked = ValidatorChecker.Check(promised, free with { PlantedErrorRate = 0 }, validators).On(AlignmentProperty.VerifierDiligence);
        Assert.Equal(ValidatorChecker.Check(silent, free, validators).On(AlignmentProperty.VerifierDiligence).GetType(), asked.GetType());
    }

    /// <summary>Who vouches unseen and is found out sits on fewer panels where checks have a record of their own: what that costs is not counted, so nothing is said to fail.</summary>
    [Fact]
    public void VerifierDiligence_recordOfChecks_mayDeterAsWell()
    {
        Mechanism plain = Network(percent: 1, pay: 30), recorded = Network(percent: 1, pay: 30, build => build.Verify(verify => verify.RecordChecks(new BetaReputation())));
        Assert.IsType<Finding.Fails>(AlignmentChecker.Check(plain, Figures).On(AlignmentProperty.VerifierDiligence));
        Finding.Inconclusive open = Assert.IsType<Finding.Inconclusive>(AlignmentChecker.Check(recorded, Figures).On(AlignmentProperty.VerifierDiligence));
        Assert.Contains("a worse record as a checker is drawn to fewer panels may", open.WhatWouldClose, StringComparison.Ordinal);

        // The validator's questions say the same: what would be lost is the same.
        Economics free = Figures with { SidePaymentLimit = 0 };
        Assert.IsType<Finding.Fails>(ValidatorChecker.Check(plain, free, new ValidationEconomics()).On(AlignmentProperty.IncentiveCompatibility));
        AlignmentReport validator = ValidatorChecker.Check(recorded, free, new ValidationEconomics());
        foreach (AlignmentProperty property in (AlignmentProperty[])[AlignmentProperty.IncentiveCompatibility, AlignmentProperty.ParallelSafety, AlignmentProperty.VerifierDiligence])
        {
            Assert.Contains("a worse record as a checker", Assert.IsType<Finding.Inconclusive>(validator.On(property)).WhatWouldClose, StringComparison.Ordinal);
        }

        // A check that pays less than it costs is no loss: there silence and vouching are asked about as before.
        Assert.IsType<Finding.Fails>(AlignmentChecker.Check(Network(percent: 1, pay: 1, build => build.Verify(verify => verify.RecordChecks(new BetaReputation()))), Figures).On(AlignmentProperty.VerifierDiligence));
    }

    /// <summary>A member is not paid for a wrong check: 0.16 * (40 + 36) is more than the 10 that a check costs, and the penalty alone, 0.16 * 40, is not.</summary>
    [Fact]
    public void ValidatorChecker_wrongCheckOfAMember_losesItsPay()
    {
        Mechanism network = Network(percent: 4, pay: 36);
        Economics figures = Figures with { CheckingCost = 10, PlantedErrorRate = new Fraction(16, 100), SidePaymentLimit = 0, IdentityPrice = 100 };
        AlignmentReport report = ValidatorChecker.Check(network, figures, new ValidationEconomics());
        Fraction expected = (new Fraction(16, 100) * new Fraction(40 + 36)) - new Fraction(10);
        Assert.Equal(expected, Assert.IsType<Finding.Holds>(report.On(AlignmentProperty.IncentiveCompatibility)).Margin);
        Assert.Equal(expected, Assert.IsType<Finding.Holds>(AlignmentChecker.Check(network, figures).On(AlignmentProperty.VerifierDiligence)).Margin);

        // Who is told of half of the planted errors loses half as much.
        Finding.Fails told = Assert.IsType<Finding.Fails>(ValidatorChecker.Check(network, figures, new ValidationEconomics { LeakRate = Fraction.One / 2 }).On(AlignmentProperty.IncentiveCompatibility));
        Assert.InRange(told.Attack.Profit.Low.ToDouble(), 3.9199, 3.92);

        // Found out an epoch later, the pay is lost all the same: a check is paid with its verdict.
        Assert.IsType<Finding.Holds>(ValidatorChecker.Check(network, figures with { DetectionDelay = 1 }, new ValidationEconomics()).On(AlignmentProperty.IncentiveCompatibility));

        // Who overlooks a planted error of ten is not paid for it either, and pays the penalty.
        Fraction missed = new Fraction(16, 1_000) * new Fraction(36 + 40);
        Finding.Holds taken = Assert.IsType<Finding.Holds>(ValidatorChecker.Check(network, figures, new ValidationEconomics { MissRate = new Fraction(1, 10) }).On(AlignmentProperty.Participation));
        Assert.Equal(new Fraction(36 - 10) - missed, taken.Margin);
    }

    private static Mechanism Network(uint percent, ulong? pay, Action<MechanismBuilder>? more = null) => Mechanism.Create(build =>
    {
        build
            .Stake(stake => stake.MinimumBond(1_000).UnbondingPeriod(EpochSpan.Of(5)))
            .Verify(verify =>
            {
                verify.AuditRate(Proportion.One);
                _ = pay is { } units ? verify.ByPanelOf(3, pay: units) : verify;
            })
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(percent)))
            .Slash(Offence.NegligentVerification, SlashingCurve.Constant(Proportion.Half))
            .Slash(Offence.FalseAccusation, SlashingCurve.Constant(Proportion.Half))
            .Reward(reward => reward.TreasuryFee(Proportion.Percent(10)));
        more?.Invoke(build);
    });

    /// <summary>An epoch fills the treasury; then the result of alice is audited by a panel of three.</summary>
    private static (NetworkState State, AuditedResult Audit, AssignedPanel Panel, Digest Right, Digest Wrong) Drawn(Mechanism network)
    {
        NetworkState state = network.Open(Epoch.Zero, [.. Names().Append(Alice).Select(name => KeyValuePair.Create(name, Amount.Of(1_000)))]).State;
        state = network.Settle(state, new EpochReport { Epoch = state.Epoch, Payments = Amount.Of(10_000) }).After;
        Digest right = ResultHash.OfChoice(1), wrong = ResultHash.OfChoice(2);
        CommitmentWindow window = network.Policy.Verification.Schedule.WindowOf(state.Epoch);
        Commitment committed = Commitment.Of(Alice, TaskId.Of("render"), window, right, ResultHash.OfChoice(3));
        Beacon beacon = new(window.DrawRound, Digest.Parse(new string('5', 64)));
        AuditedResult audit = network.SelectAudits(state, [committed], beacon).Audits[0];
        return (state, audit, network.AssignPanels(state, [audit], beacon)[0], right, wrong);
    }

    private static EpochSettlement Settle(Mechanism network, NetworkState state, AssignedPanel panel, TaskAnswers answered) => network.Settle(state, new EpochReport
    {
        Epoch = state.Epoch,
        Verdicts = network.Adjudicate([answered]),
        Checks = panel.ToDuties(),
    });

    private static IEnumerable<ParticipantId> Jury(AssignedPanel panel) => Names().Where(name => !panel.Checkers.Contains(name)).Concat(Enumerable.Range(0, 5).Select(number => ParticipantId.Of($"reviewer-{number}")));

    private static IEnumerable<ParticipantId> Names() => new[] { "bob", "carol", "dave", "erin", "frank" }.Select(ParticipantId.Of);
}
