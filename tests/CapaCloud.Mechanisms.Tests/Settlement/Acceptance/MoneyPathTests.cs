using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Tests.Settlement.Acceptance;

/// <summary>Where each unit of a penalty, a bounty and a reward goes, to the last unit.</summary>
public sealed class MoneyPathTests
{
    private static readonly ParticipantId Carol = ParticipantId.Of("carol");

    private static readonly ParticipantId Dave = ParticipantId.Of("dave");

    /// <summary>301 of 1,003 units are lost, three reporters share 30, 120 are the treasury's; what no share takes is burned.</summary>
    [Fact]
    public void Bounty_ofThreeReporters_isSharedInEqualParts_andTheRestIsBurned()
    {
        Mechanism mechanism = Mechanism.Create(build => build
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(30)))
            .DividePenalties(bounty: Proportion.Percent(11), treasury: Proportion.Percent(40)));
        NetworkState state = Trial.Open(mechanism, (Trial.Alice, 1_003), (Trial.Bob, 1_000), (Carol, 1_000), (Dave, 1_000));
        EpochSettlement settled = Trial.Settle(mechanism, state, report => report with
        {
            Evidence = [.. new[] { Trial.Bob, Carol, Dave }.Select(reporter => Trial.WrongEvidence(Trial.Alice, "t", Epoch.Zero, Proportion.One, reporter))],
        });

        Assert.Equal((Amount.Of(301), Amount.Of(33)), (settled.OutcomeOf(Trial.Alice).Slashed, settled.OutcomeOf(Trial.Alice).Bounties));
        Assert.Equal(
            [
                (LedgerAccount.Treasury, 120),
                (LedgerAccount.Wallet(Trial.Bob), 11),
                (LedgerAccount.Wallet(Carol), 11),
                (LedgerAccount.Wallet(Dave), 11),
                (LedgerAccount.Burned, 148),
            ],
            settled.Postings.Select(posting => (posting.To, (int)posting.Amount.Units)));
    }

    /// <summary>33 units do not divide by two: one is burned, nobody gets it twice.</summary>
    [Fact]
    public void Bounty_oddUnits_areBurned()
    {
        Mechanism mechanism = Mechanism.Create(build => build
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(30)))
            .DividePenalties(bounty: Proportion.Percent(11)));
        NetworkState state = Trial.Open(mechanism, (Trial.Alice, 1_003), (Trial.Bob, 1_000), (Carol, 1_000));
        EpochSettlement settled = Trial.Settle(mechanism, state, report => report with
        {
            Evidence = [.. new[] { Trial.Bob, Carol }.Select(reporter => Trial.WrongEvidence(Trial.Alice, "t", Epoch.Zero, Proportion.One, reporter))],
        });

        Assert.Equal((Amount.Of(16), Amount.Of(16)), (Trial.ToWallet(Trial.Bob, settled), Trial.ToWallet(Carol, settled)));
        Assert.Equal(Amount.Of(301 - 32), settled.After.Books.Burned);
    }

    /// <summary>A reporter who sends the same evidence again is one reporter: the copy is set aside, and the bounty of 31 stays whole.</summary>
    [Fact]
    public void Bounty_ofACopiedReport_isPaidOnce()
    {
        Mechanism mechanism = Mechanism.Create(build => build
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(31)))
            .DividePenalties(bounty: Proportion.Percent(10)));
        Evidence evidence = Trial.WrongEvidence(Trial.Alice, "t", Epoch.Zero, Proportion.One, Trial.Bob);
        EpochSettlement settled = Trial.Settle(mechanism, Trial.Open(mechanism, (Trial.Alice, 1_000), (Trial.Bob, 1_000)), report => report with { Evidence = [evidence, evidence] });

        Assert.Equal(SetAsideReason.Duplicate, Assert.Single(settled.SetAside).Reason);
        Assert.Equal(Amount.Of(31), Trial.ToWallet(Trial.Bob, settled));
        Assert.Single(settled.Postings, posting => posting.Reason == PostingReason.Bounty);
    }

    [Fact]
    public void Returned_isNamedInTheOutcome_andPaid()
    {
        Mechanism court = Court();
        EpochSettlement accused = Trial.Settle(court, Trial.Open(court, (Trial.Alice, 1_000), (Trial.Bob, 1_000)), report => report with
        {
            Payments = Amount.Of(100),
            Participants = [new ParticipantReport { Participant = Trial.Alice, Work = 1 }],
            Evidence = [Trial.WrongEvidence(Trial.Alice, "t", Epoch.Zero, Proportion.One, Trial.Bob)],
        });
        Assert.Equal((Amount.Of(100), Amount.Zero), (accused.OutcomeOf(Trial.Alice).Withheld, accused.OutcomeOf(Trial.Alice).Paid));

        ParticipantOutcome cleared = Trial.Settle(court, accused.After, report => report with { Rulings = [.. Trial.RuleAll(accused.After, RulingOutcome.Overturned)] }).OutcomeOf(Trial.Alice);
        Assert.Equal((Amount.Of(100), Amount.Of(100), Amount.Zero), (cleared.Returned, cleared.Paid, cleared.Forfeited));
    }

    /// <summary>Three reports of one fault, each dearer: together they cost what the last one alone would have cost.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(10, 50)]
    [InlineData(10, 50, 100)]
    [InlineData(1, 2, 3, 100)]
    public void Revisions_payTheDifference_howeverMany(params int[] percents)
    {
        Mechanism mechanism = Mechanism.Create(build => build.Slash(Offence.IncorrectResult, SlashingCurve.Linear(Proportion.Percent(30))));
        NetworkState state = Trial.Open(mechanism, (Trial.Alice, 1_000), (Trial.Bob, 1_000));
        Amount lost = Amount.Zero;
        foreach (int percent in percents)
        {
            EpochSettlement settled = Trial.Settle(mechanism, state, report => report with
            {
                Evidence = [Trial.WrongEvidence(Trial.Alice, "t", Epoch.Zero, Proportion.Percent((uint)percent), Trial.Bob)],
            });
            lost += settled.OutcomeOf(Trial.Alice).Slashed;
            state = settled.After;
        }

        Assert.Equal(Amount.Of(3 * (ulong)percents[^1]), lost);
    }

    /// <summary>Of the faults of one epoch the lighter one comes first, whichever of them was told first and whichever key is smaller: 50 for it, and 200 for the other as its repetition.</summary>
    [Theory]
    [InlineData("t", "u")]
    [InlineData("u", "t")]
    public void FaultsOfOneEpoch_areChargedByTheirSeverity(string lighter, string heavier)
    {
        Mechanism mechanism = Mechanism.Create(build => build.Slash(
            Offence.IncorrectResult, SlashingCurve.Linear(Proportion.Percent(10)).EscalatingBy(2), offence => offence with { RepetitionWindow = EpochSpan.Of(5) }));
        NetworkState state = Trial.Open(mechanism, (Trial.Alice, 1_000), (Trial.Bob, 1_000));
        EpochSettlement settled = Trial.Settle(mechanism, state, report => report with
        {
            Evidence = [Trial.WrongEvidence(Trial.Alice, heavier, Epoch.Zero, Proportion.One), Trial.WrongEvidence(Trial.Alice, lighter, Epoch.Zero, Proportion.Half)],
        });
        Assert.Equal(Amount.Of(250), settled.OutcomeOf(Trial.Alice).Slashed);
    }

    /// <summary>A dearer report of a fault is the same fault: it is not its own repetition.</summary>
    [Fact]
    public void Revision_doesNotEscalateItself()
    {
        Mechanism mechanism = Mechanism.Create(build => build.Slash(
            Offence.IncorrectResult,
            SlashingCurve.Linear(Proportion.Percent(30)).EscalatingBy(2).Capped(Proportion.One),
            offence => offence with { RepetitionWindow = EpochSpan.Of(30) }));
        NetworkState state = Trial.Open(mechanism, (Trial.Alice, 1_000), (Trial.Bob, 1_000));
        EpochSettlement first = Trial.Settle(mechanism, state, report => report with { Evidence = [Trial.WrongEvidence(Trial.Alice, "t", Epoch.Zero, Proportion.Half)] });
        EpochSettlement second = Trial.Settle(mechanism, first.After, report => report with { Evidence = [Trial.WrongEvidence(Trial.Alice, "t", Epoch.Zero, Proportion.One)] });
        EpochSettlement third = Trial.Settle(mechanism, second.After, report => report with { Evidence = [Trial.WrongEvidence(Trial.Alice, "u", Epoch.Zero, Proportion.One)] });

        Assert.Equal(
            [Amount.Of(150), Amount.Of(150), Amount.Of(600)],
            new[] { first, second, third }.Select(epoch => epoch.OutcomeOf(Trial.Alice).Slashed));
    }

    /// <summary>
    /// One fault, reported three times under different epochs. The second report puts more stake at fault and yet is due less than the first cost; it gives nothing
    /// back, and the third pays the difference to the dearest of both.
    /// </summary>
    [Fact]
    public void Revisions_chargedTogether_payTheDifferenceToTheDearest()
    {
        Mechanism mechanism = Mechanism.Create(build => build.Slash(
            Offence.IncorrectResult, SlashingCurve.Power(Proportion.Percent(30), 3), offence => offence with { AppealWindow = EpochSpan.Of(4) }));
        NetworkState state = Trial.Idle(mechanism, Trial.Open(mechanism, (Trial.Alice, 1_000), (Trial.Bob, 1_000)), 1);
        state = mechanism.Deposit(state, Trial.Alice, Amount.Of(3_000)).State;
        EpochSettlement first = Trial.Settle(mechanism, state, report => report with { Evidence = [Evidence(0, 100)] });
        EpochSettlement charged = Rule(first);
        Assert.Equal(Amount.Of(300), charged.OutcomeOf(Trial.Alice).Slashed);

        // The second is confirmed in the epoch that brings the third, so that both are charged at once.
        EpochSettlement second = Trial.Settle(mechanism, charged.After, report => report with { Evidence = [Evidence(1, 30)] });
        EpochSettlement third = Trial.Settle(mechanism, second.After, report => report with
        {
            Evidence = [Evidence(2, 100)],
            Rulings = [.. Trial.RuleAll(second.After, RulingOutcome.Confirmed)],
        });
        Assert.Equal(Amount.Zero, third.OutcomeOf(Trial.Alice).Slashed);
        EpochSettlement last = Rule(third);

        Amount stood = last.Before.StateOf(Trial.Alice).Stake.StandingAt(Epoch.Of(2));
        Assert.Equal(Amount.Of(4_000), stood);
        Assert.Equal(Amount.Of(1_200 - 300), last.OutcomeOf(Trial.Alice).Slashed);

        static Evidence Evidence(ulong epoch, uint percent) => Trial.WrongEvidence(Trial.Alice, "t", Epoch.Of(epoch), Proportion.Percent(percent), Trial.Bob);

        EpochSettlement Rule(EpochSettlement before) =>
            Trial.Settle(mechanism, before.After, report => report with { Rulings = [.. Trial.RuleAll(before.After, RulingOutcome.Confirmed)] });
    }

    /// <summary>An accomplice reports the fault as a light one; the true report takes the open case over, with its severity and its reporter.</summary>
    [Fact]
    public void DearerReport_ofAnOpenCase_takesItOver()
    {
        ParticipantId accomplice = ParticipantId.Of("zoe");
        Mechanism court = Court();
        NetworkState state = Trial.Idle(court, Trial.Open(court, (Trial.Alice, 100), (Trial.Bob, 1_000), (accomplice, 1_000)), 3);
        state = court.Deposit(state, Trial.Alice, Amount.Of(900)).State;
        EpochSettlement early = Trial.Settle(court, state, report => report with { Evidence = [Trial.WrongEvidence(Trial.Alice, "t", Epoch.Of(3), Proportion.Percent(10), accomplice)] });
        EpochSettlement taken = Trial.Settle(court, early.After, report => report with { Evidence = [Trial.WrongEvidence(Trial.Alice, "t", Epoch.Of(3), Proportion.One, Trial.Bob)] });

        FaultCase item = Assert.Single(taken.After.StateOf(Trial.Alice).Cases);
        Assert.Equal((Epoch.Of(3), Epoch.Of(3), Amount.Of(1_000)), (item.FaultEpoch, item.Accused, item.StakeAtFault));
        Assert.Equal(Trial.Bob, Assert.Single(item.Reporters));
        EpochSettlement ruled = Trial.Settle(court, taken.After, report => report with { Rulings = [.. Trial.RuleAll(taken.After, RulingOutcome.Confirmed)] });
        Assert.Equal(Amount.Of(300), ruled.OutcomeOf(Trial.Alice).Slashed);
        Assert.Equal((Amount.Of(30), Amount.Zero), (Trial.ToWallet(Trial.Bob, ruled), Trial.ToWallet(accomplice, ruled)));
    }

    /// <summary>Dearer by less than one unit is dearer: stake at fault rounds up, in the intake as in the case.</summary>
    [Fact]
    public void Report_dearerByLessThanAUnit_isNoDuplicate()
    {
        Mechanism mechanism = Mechanism.Create(build => build.Slash(Offence.IncorrectResult, SlashingCurve.Linear(Proportion.One)));
        NetworkState state = Trial.Open(mechanism, (Trial.Alice, 1_000), (Trial.Bob, 1_000));
        EpochSettlement first = Trial.Settle(mechanism, state, report => report with { Evidence = [Trial.WrongEvidence(Trial.Alice, "t", Epoch.Zero, Proportion.Percent(10))] });
        Proportion more = Proportion.FromParts(Proportion.Percent(10).Parts + 1);
        EpochSettlement second = Trial.Settle(mechanism, first.After, report => report with { Evidence = [Trial.WrongEvidence(Trial.Alice, "t", Epoch.Zero, more)] });
        EpochSettlement third = Trial.Settle(mechanism, second.After, report => report with { Evidence = [Trial.WrongEvidence(Trial.Alice, "t", Epoch.Zero, more)] });

        Assert.Empty(second.SetAside);
        Assert.Equal((Amount.Of(100), Amount.One), (first.OutcomeOf(Trial.Alice).Slashed, second.OutcomeOf(Trial.Alice).Slashed));
        Assert.Equal(SetAsideReason.Duplicate, Assert.Single(third.SetAside).Reason);
    }

    [Fact]
    public void Report_ofTheNextEpoch_isFromTheFuture()
    {
        Mechanism mechanism = Court();
        EpochSettlement settled = Trial.Settle(mechanism, Trial.Idle(mechanism, Trial.Open(mechanism, (Trial.Alice, 1_000), (Trial.Bob, 1_000)), 2), report => report with
        {
            Evidence = [Trial.WrongEvidence(Trial.Alice, "t", Epoch.Of(3), Proportion.One, Trial.Bob)],
            Verdicts = [Trial.Wrong(Trial.Alice, "u", Epoch.Of(3)), Trial.Right(Trial.Alice, "v", Epoch.Of(3))],
        });

        Assert.Equal(3, settled.SetAside.Length);
        Assert.All(settled.SetAside, item => Assert.Equal(SetAsideReason.FromTheFuture, item.Reason));
        Assert.Empty(settled.After.StateOf(Trial.Alice).Cases);
    }

    /// <summary>Whoever was cleared of a fault can be found right about the same task.</summary>
    [Fact]
    public void Pass_ofATaskWhoseAccusationWasOverturned_counts()
    {
        Mechanism court = Court();
        EpochSettlement accused = Trial.Settle(court, Trial.Open(court, (Trial.Alice, 1_000), (Trial.Bob, 1_000)), report => report with { Verdicts = [Trial.Wrong(Trial.Alice, "t", Epoch.Zero)] });
        EpochSettlement cleared = Trial.Settle(court, accused.After, report => report with { Rulings = [.. Trial.RuleAll(accused.After, RulingOutcome.Overturned)] });
        EpochSettlement passed = Trial.Settle(court, cleared.After, report => report with { Verdicts = [Trial.Right(Trial.Alice, "t", Epoch.Zero)] });

        Assert.Empty(passed.SetAside);
        Assert.Single(passed.After.StateOf(Trial.Alice).PassedAudits);
        EpochSettlement contradicted = Trial.Settle(court, accused.After, report => report with { Verdicts = [Trial.Right(Trial.Alice, "t", Epoch.Zero)] });
        Assert.Equal(SetAsideReason.Contradicted, Assert.Single(contradicted.SetAside).Reason);
    }

    [Fact]
    public void Row_twiceTheSame_isSetAside_andSettles()
    {
        Mechanism mechanism = Court();
        ParticipantReport row = new() { Participant = Trial.Alice, Work = 5 };
        NetworkState state = Trial.Open(mechanism, (Trial.Alice, 1_000), (Trial.Bob, 1_000));
        EpochSettlement settled = Trial.Settle(mechanism, state, report => report with { Payments = Amount.Of(10), Participants = [row, row] });

        SetAsideItem copy = Assert.Single(settled.SetAside);
        Assert.Equal((ReportItem.Row, SetAsideReason.Duplicate, Trial.Alice), (copy.Item, copy.Reason, copy.Participant));
        Assert.Equal(Amount.Of(10), settled.OutcomeOf(Trial.Alice).Reward);
        Assert.False(mechanism.TrySettle(state, new EpochReport { Epoch = Epoch.Zero, Participants = [row, row with { Work = 6 }] }, out _, out var refusals));
        Assert.Equal(RefusalReason.DuplicateReport, Assert.Single(refusals).Reason);
    }

    /// <summary>What began to leave in an epoch still stands in it, for the share at fault and the breaker.</summary>
    [Fact]
    public void Stake_thatBeganToLeave_standsInThatEpoch()
    {
        Mechanism mechanism = Court();
        NetworkState state = mechanism.Unbond(Trial.Open(mechanism, (Trial.Alice, 1_000), (Trial.Bob, 1_000)), Trial.Bob, Amount.Of(600)).State;
        state = Trial.Idle(mechanism, state, 2);

        Assert.Equal([Amount.Of(2_000), Amount.Of(1_400)], state.Stakes.Select(epoch => epoch.Stake));
    }

    /// <summary>One part in 10^18 of a weight, made visible by a large pool: the product of both multipliers rounds down.</summary>
    [Fact]
    public void Weight_productOfTheMultipliers_roundsDown()
    {
        Ratio third = Ratio.FromParts(333_333_333_333_333_333);
        Mechanism mechanism = Mechanism.Create(build => build.Reward(reward => reward
            .TimesReputation(new LinearMultiplier(third, third)).TimesUptime(new LinearMultiplier(third, third)).SplitByFloor()));
        NetworkState state = Trial.Open(mechanism, (Trial.Alice, 1_000));
        EpochReport report = new() { Epoch = Epoch.Zero, Payments = Amount.Of(1), Participants = [new ParticipantReport { Participant = Trial.Alice, Work = 1_000_000_000 }] };
        EpochSettlement settled = mechanism.Settle(state, report);

        string text = mechanism.Explain(settled, Trial.Alice).ToString();
        Assert.Contains("111111111111111110", text.Replace(",", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    /// <summary>memory = liability 3 + 4 * appeal 2 + the longer of repetition 5 and correlation 4: sixteen epochs back, and the one just settled.</summary>
    [Fact]
    public void Stakes_areRememberedForTheMemoryOfThePolicy()
    {
        Mechanism mechanism = Mechanism.Create(build => build
            .Stake(stake => stake.UnbondingPeriod(EpochSpan.Of(3)))
            .Slash(
                Offence.IncorrectResult,
                SlashingCurve.Sum(SlashingCurve.Correlated(Ratio.One), SlashingCurve.Constant(Proportion.Percent(1)).EscalatingBy(2)).Capped(Proportion.One),
                offence => offence with { AppealWindow = EpochSpan.Of(2), RepetitionWindow = EpochSpan.Of(5), CorrelationWindow = EpochSpan.Of(4) }));
        NetworkState state = Trial.Idle(mechanism, Trial.Open(mechanism, (Trial.Alice, 1_000)), 40);

        Assert.Equal(Enumerable.Range(24, 16).Select(epoch => Epoch.Of((ulong)epoch)), state.Stakes.Select(stake => stake.Epoch));
    }

    /// <summary>What left, and what was slashed, is forgotten when no fault can reach it any more, also in an account that nobody touches.</summary>
    [Fact]
    public void Stake_ofAnIdleAccount_isPrunedByTheSettlement()
    {
        Mechanism mechanism = Mechanism.Create(build => build
            .Stake(stake => stake.UnbondingPeriod(EpochSpan.Of(3)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(10))));
        NetworkState state = Trial.Open(mechanism, (Trial.Alice, 1_000), (Trial.Bob, 1_000));
        state = mechanism.Unbond(state, Trial.Alice, Amount.Of(100)).State;
        state = Trial.Settle(mechanism, state, report => report with { Verdicts = [Trial.Wrong(Trial.Alice, "t", Epoch.Zero)] }).After;
        Assert.Contains(state.StateOf(Trial.Alice).Stake.Tranches, lot => !lot.Departures.IsEmpty);

        StakeAccount idle = Trial.Idle(mechanism, state, 10).StateOf(Trial.Alice).Stake;
        Assert.All(idle.Tranches, lot => Assert.True(lot.Departures.IsEmpty && lot.Earlier.IsEmpty));
        Assert.Equal(idle, idle.Prune(Epoch.Of(11), mechanism.Policy.Stake));
    }

    /// <summary>The old window of 21 epochs reaches epoch 10 until epoch 30; so what begins to leave in epoch 11 is promised for epoch 31.</summary>
    [Fact]
    public void Release_afterAShorterWindow_isPromisedForWhenTheOldOneEnds()
    {
        Mechanism old = OfWindow(21), changed = OfWindow(5);
        NetworkState state = changed.Migrate(Trial.Idle(old, Trial.Open(old, (Trial.Alice, 1_000), (Trial.Bob, 1_000)), 10), old.Policy).State;
        state = changed.Unbond(Trial.Idle(changed, state, 1), Trial.Alice, Amount.Of(400)).State;
        Assert.Equal([Epoch.Of(31)], state.StateOf(Trial.Alice).Stake.Tranches.Where(lot => !lot.IsBonded).Select(lot => lot.Release!.Value));

        state = Trial.Idle(changed, state, 19);
        Assert.Equal(state.StateOf(Trial.Alice).Stake, changed.Withdraw(state, Trial.Alice).State.StateOf(Trial.Alice).Stake);
        state = Trial.Idle(changed, state, 1);
        Assert.Equal(Amount.Of(600), changed.Withdraw(state, Trial.Alice).State.StateOf(Trial.Alice).Stake.Total);
    }

    /// <summary>An offence that costs nothing any more holds nothing back, from the migration on.</summary>
    [Fact]
    public void Migration_thatFreesAnOffence_keepsTheHoldOfItsCase()
    {
        Mechanism court = Court(), free = Mechanism.FromPolicy(court.Policy with { Offences = [], Penalty = new() });
        EpochSettlement accused = Trial.Settle(court, Trial.Open(court, (Trial.Alice, 1_000), (Trial.Bob, 1_000)), report => report with { Verdicts = [Trial.Wrong(Trial.Alice, "t", Epoch.Zero)] });
        StakeHold held = Assert.Single(accused.After.StateOf(Trial.Alice).Stake.Holds);

        Assert.Equal(held, Assert.Single(free.Migrate(accused.After, court.Policy).State.StateOf(Trial.Alice).Stake.Holds));
    }

    private static Mechanism Court() => Mechanism.Create(build => build
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(30)), offence => offence with { AppealWindow = EpochSpan.Of(5), ForfeitsReward = true })
        .DividePenalties(bounty: Proportion.Percent(10)));

    private static Mechanism OfWindow(ulong window) => Mechanism.Create(build => build
        .Stake(stake => stake.UnbondingPeriod(EpochSpan.Of(window)))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(10))));
}
