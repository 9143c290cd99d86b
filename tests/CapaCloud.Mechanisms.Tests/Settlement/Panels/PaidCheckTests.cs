using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.Settlement.Panels;

/// <summary>What a check pays, when it pays nothing, and what silence costs.</summary>
public sealed class PaidCheckTests
{
    private static readonly ParticipantId Alice = ParticipantId.Of("alice"), Bob = ParticipantId.Of("bob"), Carol = ParticipantId.Of("carol");

    private static readonly TaskId Render = TaskId.Of("render");

    private static readonly Mechanism Paying = Mechanism.Create(build => build
        .Stake(stake => stake.MinimumBond(100))
        .Verify(verify => verify.ByPanelOf(3, pay: 30))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Half))
        .Slash(Offence.Downtime, SlashingCurve.Linear(Proportion.Percent(1)))
        .Reward(reward => reward.TreasuryFee(Proportion.Percent(10))));

    [Fact]
    public void Settle_checksThatAreRight_arePaidAlikeByTheTreasury()
    {
        EpochSettlement settled = Settle(Paying, Funded(Paying, 1_000), [Right(Bob), Right(Carol)], [Duty(Bob), Duty(Carol)]);

        Assert.Equal([Amount.Of(30), Amount.Of(30)], new[] { Bob, Carol }.Select(name => settled.OutcomeOf(name).CheckPay));
        Assert.Contains(new Posting(LedgerAccount.Treasury, LedgerAccount.Wallet(Bob), Amount.Of(30), PostingReason.CheckPay), settled.Postings);
        Assert.Equal(settled.Before.Treasury - Amount.Of(60), settled.After.Treasury);
        Explanation told = Paying.Explain(settled, Bob);
        Assert.Equal(Amount.Of(30), told.CheckPay);
        Assert.Contains("pay for checks", told.ToString(), StringComparison.Ordinal);
        Assert.Empty(told.FindInconsistencies());
    }

    /// <summary>50 units for 3 checks at 30: each gets 16, and the treasury keeps 2.</summary>
    [Fact]
    public void Settle_treasuryWithLess_paysEqualParts_roundedDown()
    {
        NetworkState state = Funded(Paying, 500);
        EpochSettlement settled = Settle(Paying, state, [Right(Alice), Right(Bob), Right(Carol)], [Duty(Alice, Bob), Duty(Bob), Duty(Carol)]);
        Assert.Equal(Amount.Of(50), state.Treasury);
        Assert.All(settled.Outcomes, outcome => Assert.Equal(Amount.Of(16), outcome.CheckPay));
        Assert.Equal(Amount.Of(2), settled.After.Treasury);
    }

    [Theory]
    [InlineData(VerdictReason.ContradictsAccepted)]
    [InlineData(VerdictReason.NoConsensus)]
    [InlineData(VerdictReason.NotRevealed)]
    public void Settle_checkThatIsNotRight_paysNothing(VerdictReason reason)
    {
        EpochSettlement settled = Settle(Paying, Funded(Paying, 1_000), [Verdict.Because(Bob, Render, Epoch.Of(1), reason), Right(Carol)], [Duty(Bob), Duty(Carol)]);
        Assert.Equal((Amount.Zero, Amount.Of(30)), (settled.OutcomeOf(Bob).CheckPay, settled.OutcomeOf(Carol).CheckPay));
    }

    /// <summary>One verdict reported twice, in one epoch or in the next one, is one check.</summary>
    [Fact]
    public void Settle_checkThatIsReportedAgain_isPaidOnce()
    {
        EpochSettlement first = Settle(Paying, Funded(Paying, 1_000), [Right(Bob), Right(Bob)], [Duty(Bob), Duty(Bob)]);
        EpochSettlement second = Settle(Paying, first.After, [Right(Bob)], [Duty(Bob)]);
        Assert.Equal((Amount.Of(30), Amount.Zero), (first.OutcomeOf(Bob).CheckPay, second.OutcomeOf(Bob).CheckPay));
    }

    /// <summary>Whoever looks at several results of one task has looked once.</summary>
    [Fact]
    public void Settle_severalAuthorsOfOneTask_areOneCheck()
    {
        EpochSettlement settled = Settle(Paying, Funded(Paying, 1_000), [Right(Bob)], [Duty(Bob), Duty(Bob, Carol)]);
        Assert.Equal(Amount.Of(30), settled.OutcomeOf(Bob).CheckPay);
    }

    /// <summary>A member of whom no verdict speaks was silent: of four duties due three were kept, and the excuse of the disk is not one of silence.</summary>
    [Fact]
    public void Settle_silence_isAMissedDuty()
    {
        NetworkState state = Funded(Paying, 1_000);
        ParticipantReport row = new() { Participant = Bob, Work = 1, DutiesDue = 3 };
        EpochSettlement settled = Paying.Settle(state, new EpochReport { Epoch = state.Epoch, Participants = [row], Verdicts = [Right(Carol)], Checks = [Duty(Bob), Duty(Carol)] });
        Assert.Equal(EpochSpan.One, settled.OutcomeOf(Bob).After.AbsentFor);
        Assert.Equal(EpochSpan.Zero, settled.OutcomeOf(Carol).After.AbsentFor);
        Assert.Contains("duties kept / duties due and not excused", Paying.Explain(settled, Bob).ToString(), StringComparison.Ordinal);
        Assert.Equal(Amount.Zero, settled.OutcomeOf(Bob).CheckPay);

        // Downtime costs one percent here, in proportion to what was missed: a quarter of it, 2.5 of 1,000 units, is 3.
        Assert.Equal(Amount.Of(3), settled.OutcomeOf(Bob).Slashed);
    }

    /// <summary>Where a sealed answer that never came has a price, its own or that of a wrong result, it is not a missed duty as well.</summary>
    [Theory]
    [InlineData(true, true, 500, 0)]
    [InlineData(false, true, 100, 0)]
    [InlineData(false, false, 10, 1)]
    public void Settle_sealedAnswerThatNeverCame_countsOnce(bool isPriced, bool isWrongPriced, ulong loss, ulong absent)
    {
        Mechanism network = Mechanism.Create(build =>
        {
            build.Verify(verify => verify.ByPanelOf(3, pay: 30)).Slash(Offence.Downtime, SlashingCurve.Linear(Proportion.Percent(1))).Reward(reward => reward.TreasuryFee(Proportion.Percent(1)));
            _ = isPriced ? build.Slash(Offence.UnrevealedResult, SlashingCurve.Constant(Proportion.Half)) : build;
            _ = isWrongPriced ? build.Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(10))) : build;
        });
        EpochSettlement settled = Settle(network, Funded(network, 1_000), [Verdict.Because(Bob, Render, Epoch.Of(1), VerdictReason.NotRevealed)], [Duty(Bob)]);
        Assert.Equal((Amount.Of(loss), EpochSpan.Of(absent)), (settled.OutcomeOf(Bob).Slashed, settled.OutcomeOf(Bob).After.AbsentFor));
    }

    /// <summary>A verdict that is set aside for its epoch changes nothing: the check is missed as without it, and pays nothing.</summary>
    [Theory]
    [InlineData(0UL, VerdictReason.NotRevealed)]
    [InlineData(0UL, VerdictReason.MatchesAccepted)]
    [InlineData(0UL, VerdictReason.ContradictsAccepted)]
    [InlineData(99UL, VerdictReason.NotRevealed)]
    [InlineData(99UL, VerdictReason.MatchesAccepted)]
    public void Settle_verdictThatIsSetAside_isNoAnswer(ulong dated, VerdictReason reason)
    {
        NetworkState state = Funded(Paying, 1_000);
        for (int epoch = 0; epoch < 30; epoch++)
        {
            state = Paying.Settle(state, new EpochReport { Epoch = state.Epoch }).After;
        }

        EpochSettlement without = Settle(Paying, state, [], [Duty(Bob)]), with = Settle(Paying, state, [Verdict.Because(Bob, Render, Epoch.Of(dated), reason)], [Duty(Bob)]);
        Assert.Single(with.SetAside);
        Assert.Equal(without.After, with.After);
        Assert.Equal((Amount.Of(10), EpochSpan.One), (with.OutcomeOf(Bob).Slashed, with.OutcomeOf(Bob).After.AbsentFor));
    }

    [Fact]
    public void Settle_dutiesThatCannotBe_areSetAside_andTheRestIsPaid()
    {
        CheckDuty[] bad = [default, Duty(Bob, Bob), Duty(ParticipantId.Of("eve")), Duty(Carol) with { Task = default }];
        EpochSettlement settled = Settle(Paying, Funded(Paying, 1_000), [Right(Bob), Right(Carol)], [.. bad, Duty(Carol)]);
        Assert.Equal([SetAsideReason.Incomplete, SetAsideReason.OwnWork, SetAsideReason.Incomplete, SetAsideReason.UnknownParticipant], settled.SetAside.Select(item => item.Reason));
        Assert.Equal("The check of 'render' by 'bob' was set aside: the result is its own, and nobody checks its own work (OwnWork).", settled.SetAside[1].ToString());
        Assert.Equal((Amount.Zero, Amount.Of(30)), (settled.OutcomeOf(Bob).CheckPay, settled.OutcomeOf(Carol).CheckPay));

        Mechanism without = Mechanism.Create(build => build.Name("without panels"));
        NetworkState other = without.Open(Epoch.Zero, [KeyValuePair.Create(Bob, Amount.Of(1_000))]).State;
        Assert.Equal(SetAsideReason.NoPanels, without.Settle(other, new EpochReport { Epoch = other.Epoch, Checks = [Duty(Bob)] }).SetAside.Single().Reason);
    }

    /// <summary>Former names are names of their holder: bob's check is paid to bobby, and nobody looks at what it did under another name.</summary>
    [Fact]
    public void Settle_underAFormerName_isAsUnderThePresentOne()
    {
        ParticipantId bobby = ParticipantId.Of("bobby");
        NetworkState state = Repairs.ExchangeKey(Paying, Funded(Paying, 1_000), Bob, bobby, new RepairOrder("court", "stolen")).After;
        EpochSettlement settled = Settle(Paying, state, [Right(Bob)], [Duty(Bob), Duty(bobby)]);
        Assert.Equal(Amount.Of(30), settled.OutcomeOf(bobby).CheckPay);
        Assert.Equal(SetAsideReason.OwnWork, Settle(Paying, state, [Right(bobby)], [Duty(bobby, Bob)]).SetAside.Single().Reason);
    }

    [Fact]
    public void Settle_moreDutiesThanCanBeCounted_isRefused()
    {
        NetworkState state = Funded(Paying, 1_000);
        ParticipantReport row = new() { Participant = Bob, DutiesDue = ulong.MaxValue };
        Assert.False(Paying.TrySettle(state, new EpochReport { Epoch = state.Epoch, Participants = [row], Checks = [Duty(Bob)] }, out _, out var refusals));
        Assert.Equal(RefusalReason.Overflow, refusals.Single().Reason);
        Assert.Contains("18,446,744,073,709,551,615 duties due and 1 check", refusals[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ToDuties_ofAPanel_areThoseOfItsMembers()
    {
        AssignedPanel panel = new() { Author = Alice, Task = Render, Checkers = [Bob, Carol] };
        Assert.Equal([Duty(Bob), Duty(Carol)], [.. panel.ToDuties()]);
        Assert.Equal("bob looks at render of alice", panel.ToDuties()[0].ToString());
    }


    /// <summary>Three of 1,000 units in epoch 1, after requesters paid in epoch 0; a tenth of that is in the treasury.</summary>
    private static NetworkState Funded(Mechanism mechanism, ulong payments)
    {
        NetworkState state = mechanism.Open(Epoch.Zero, new[] { Alice, Bob, Carol }.Select(name => KeyValuePair.Create(name, Amount.Of(1_000)))).State;
        return mechanism.Settle(state, new EpochReport { Epoch = state.Epoch, Payments = Amount.Of(payments) }).After;
    }

    private static EpochSettlement Settle(Mechanism mechanism, NetworkState state, Verdict[] verdicts, CheckDuty[] checks) =>
        mechanism.Settle(state, new EpochReport { Epoch = state.Epoch, Verdicts = [.. verdicts], Checks = [.. checks] });

    private static Verdict Right(ParticipantId checker) => Verdict.Because(checker, Render, Epoch.Of(1), VerdictReason.MatchesAccepted);

    private static CheckDuty Duty(ParticipantId checker, ParticipantId? author = null) => new() { Checker = checker, Author = author ?? Alice, Task = Render };
}
