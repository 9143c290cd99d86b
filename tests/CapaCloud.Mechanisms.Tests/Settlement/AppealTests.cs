namespace CapaCloud.Mechanisms.Tests.Settlement;

/// <summary>One accusation through every way it can end, with its figures.</summary>
public sealed class AppealTests
{
    private static readonly Mechanism Original = SmallNetwork.Mechanism;

    private static readonly Mechanism Appealable = Mechanism.FromPolicy(Original.Policy with
    {
        Offences = [.. Original.Policy.Offences.Select(offence => offence.Offence == Offence.IncorrectResult ? offence with { AppealWindow = EpochSpan.Of(3) } : offence)],
    });

    [Fact]
    public void Accused_keepsStakeScoreAndWork_andItsRewardWaits()
    {
        EpochSettlement accused = Accused();
        ParticipantOutcome outcome = accused.OutcomeOf(SmallNetwork.Alice);

        Assert.Equal(Amount.Zero, outcome.Slashed);
        Assert.Equal(Amount.Of(2_625), outcome.Reward);
        Assert.Equal(outcome.Reward, outcome.Withheld);
        Assert.DoesNotContain(accused.Postings, posting => posting.To == LedgerAccount.Wallet(SmallNetwork.Alice));
        Assert.Contains(accused.Postings, posting => posting.To == LedgerAccount.PendingPenalties(SmallNetwork.Alice) && posting.Amount == outcome.Reward && posting.Reason == PostingReason.Withheld);
        FaultCase penalty = Assert.Single(accused.After.StateOf(SmallNetwork.Alice).Cases);
        Assert.Equal((Epoch.Zero, Epoch.Of(3), false), (penalty.Accused, penalty.Deadline, penalty.IsAppealed));
        Assert.Equal(Original.Settle(SmallNetwork.Open(), Work()).After.StateOf(SmallNetwork.Alice).Reputation, accused.After.StateOf(SmallNetwork.Alice).Reputation);
    }

    [Fact]
    public void Overturned_paysWhatWaited()
    {
        EpochSettlement accused = Accused();
        EpochSettlement ruled = Rule(accused.After, RulingOutcome.Overturned);

        Assert.Equal(
            new Posting(LedgerAccount.PendingPenalties(SmallNetwork.Alice), LedgerAccount.Wallet(SmallNetwork.Alice), Amount.Of(2_625), PostingReason.Reversal),
            Assert.Single(ruled.Postings, posting => posting.To == LedgerAccount.Wallet(SmallNetwork.Alice)));
        Assert.Equal(CaseStatus.Overturned, Assert.Single(ruled.After.StateOf(SmallNetwork.Alice).Cases).Status);
        Assert.Equal(Amount.Of(10_000), ruled.After.StateOf(SmallNetwork.Alice).Stake.Bonded);
        Assert.Equal(Epoch.Zero, ruled.After.StateOf(SmallNetwork.Alice).JailedUntil);
    }

    [Fact]
    public void Confirmed_takesStakeRewardAndFreedom()
    {
        EpochSettlement ruled = Rule(Accused().After, RulingOutcome.Confirmed);

        Assert.Equal(Amount.Of(3_000), ruled.OutcomeOf(SmallNetwork.Alice).Slashed);
        Assert.Equal(Epoch.Of(5), ruled.After.StateOf(SmallNetwork.Alice).JailedUntil);
        FaultCase charged = Assert.Single(ruled.After.StateOf(SmallNetwork.Alice).Cases);
        Assert.Equal((CaseStatus.Charged, Epoch.Zero, true, Amount.Of(3_000)), (charged.Status, charged.FaultEpoch, charged.CountsAsEarlier, charged.Due));
        Amount burned = ruled.Postings.Where(posting => posting.From == LedgerAccount.PendingPenalties(SmallNetwork.Alice) && posting.To == LedgerAccount.Burned).Aggregate(Amount.Zero, (sum, posting) => sum + posting.Amount);
        Amount treasury = ruled.Postings.Where(posting => posting.From == LedgerAccount.PendingPenalties(SmallNetwork.Alice) && posting.To == LedgerAccount.Treasury).Aggregate(Amount.Zero, (sum, posting) => sum + posting.Amount);
        Assert.Equal((Amount.Of(1_575), Amount.Of(1_050)), (burned, treasury));
    }

    /// <summary>One offence forfeits one reward: that of the epoch in which it was brought.</summary>
    [Fact]
    public void Confirmed_theWorkOfTheRulingsEpochIsPaid()
    {
        NetworkState state = Accused().After;
        EpochSettlement ruled = Appealable.Settle(state, Work() with { Epoch = state.Epoch, Rulings = [new Ruling(SmallNetwork.Alice, Key(state), RulingOutcome.Confirmed)] });

        Amount reward = ruled.OutcomeOf(SmallNetwork.Alice).Reward;
        Assert.NotEqual(Amount.Zero, reward);
        Assert.Contains(new Posting(LedgerAccount.RewardPool, LedgerAccount.Wallet(SmallNetwork.Alice), reward, PostingReason.Reward), ruled.Postings);
    }

    [Fact]
    public void NobodyRules_confirmedAtTheDeadline_anAppealDoublesTheTime()
    {
        NetworkState silent = Accused().After, appealed = silent;
        appealed = Appealable.Settle(appealed, Report(appealed) with { Appeals = [new Appeal(SmallNetwork.Alice, Key(appealed))] }).After;
        Assert.Equal((Epoch.Of(4), true), (appealed.StateOf(SmallNetwork.Alice).Cases[0].Deadline, appealed.StateOf(SmallNetwork.Alice).Cases[0].IsAppealed));

        Assert.Equal(Epoch.Of(3), EpochOfSlash(silent));
        Assert.Equal(Epoch.Of(4), EpochOfSlash(appealed));
    }

    [Fact]
    public void Accused_cannotTakeItsStakeAway()
    {
        NetworkState state = Accused().After;
        state = Appealable.Unbond(state, SmallNetwork.Alice, Amount.Of(10_000)).State;

        Assert.Equal(Amount.Zero, state.StateOf(SmallNetwork.Alice).Stake.WithdrawableAt(Epoch.Of(1_000), Appealable.Policy.Stake));
    }

    [Fact]
    public void TwoAccusationsOfOneEpoch_theRewardWaitsForTheLast()
    {
        EpochSettlement accused = Appealable.Settle(SmallNetwork.Open(Appealable), Work() with { Verdicts = [SmallNetwork.Incorrect(SmallNetwork.Alice, "t1"), SmallNetwork.Incorrect(SmallNetwork.Alice, "t2")] });
        FaultCase[] pending = [.. accused.After.StateOf(SmallNetwork.Alice).Cases];
        EpochSettlement first = Appealable.Settle(accused.After, Report(accused.After) with { Rulings = [new Ruling(SmallNetwork.Alice, pending[0].Key, RulingOutcome.Overturned)] });
        Assert.DoesNotContain(first.Postings, posting => posting.To == LedgerAccount.Wallet(SmallNetwork.Alice));
        Assert.Equal(Amount.Of(2_625), first.After.StateOf(SmallNetwork.Alice).WithheldTotal());

        EpochSettlement second = Appealable.Settle(first.After, Report(first.After) with { Rulings = [new Ruling(SmallNetwork.Alice, pending[1].Key, RulingOutcome.Overturned)] });
        Assert.Equal(Amount.Of(2_625), Assert.Single(second.Postings, posting => posting.To == LedgerAccount.Wallet(SmallNetwork.Alice)).Amount);
    }

    /// <summary>A confirmed case that waits for another one, and a dearer report of its fault: together they cost what the dearer one costs.</summary>
    [Fact]
    public void DearerReport_whileTheLighterWaits_costsTheDifferenceOnly()
    {
        Mechanism mechanism = Mechanism.Create(build => build
            .Slash(Offence.Equivocation, SlashingCurve.Linear(Proportion.Half), offence => offence with { AppealWindow = EpochSpan.Of(5) }));
        Evidence light = new() { Offence = Offence.Equivocation, Offender = SmallNetwork.Alice, Subject = Digest.Parse(new string('1', 64)), Severity = Proportion.Percent(20) };
        Evidence other = light with { Subject = Digest.Parse(new string('2', 64)) };
        NetworkState state = mechanism.Settle(SmallNetwork.Open(mechanism), new EpochReport { Epoch = Epoch.Zero, Evidence = [light, other] }).After;
        state = mechanism.Settle(state, Report(state) with { Rulings = [new Ruling(SmallNetwork.Alice, light.Key, RulingOutcome.Confirmed)] }).After;
        state = mechanism.Settle(state, Report(state) with { Evidence = [light with { Severity = Proportion.One }] }).After;
        EpochSettlement ruled = mechanism.Settle(state, Report(state) with
        {
            Rulings = [new Ruling(SmallNetwork.Alice, light.Key, RulingOutcome.Confirmed), new Ruling(SmallNetwork.Alice, other.Key, RulingOutcome.Overturned)],
        });
        Amount slashed = ruled.OutcomeOf(SmallNetwork.Alice).Slashed;
        for (int epoch = 0; epoch < 12; epoch++)
        {
            ruled = mechanism.Settle(ruled.After, Report(ruled.After));
            slashed += ruled.OutcomeOf(SmallNetwork.Alice).Slashed;
        }

        Assert.Equal(Amount.Of(5_000), slashed);
        Assert.DoesNotContain(ruled.After.StateOf(SmallNetwork.Alice).Cases, one => one.IsOpen);
    }

    [Fact]
    public void Explanation_saysWhatIsPending()
    {
        EpochSettlement accused = Accused();

        string text = Appealable.Explain(accused, SmallNetwork.Alice).ToString();

        Assert.Contains("the accusation is pending: it can be appealed, and its penalty is taken in epoch 3 unless a ruling overturns it", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Proceedings_thatFitNothing_areSetAsideByName()
    {
        NetworkState state = Accused().After;
        Appeal appeal = new(SmallNetwork.Alice, Key(state));

        AssertSetAside(SetAsideReason.NotPending, state, Report(state) with { Appeals = [appeal with { Offender = SmallNetwork.Bob }] });
        AssertSetAside(SetAsideReason.NotPending, state, Report(state) with { Rulings = [new Ruling(ParticipantId.Of("nobody"), appeal.Key, RulingOutcome.Confirmed)] });
        AssertSetAside(SetAsideReason.AlreadyAppealed, state, Report(state) with { Appeals = [appeal, appeal] });
        AssertSetAside(SetAsideReason.UnclearRuling, state, Report(state) with { Rulings = [new Ruling(SmallNetwork.Alice, appeal.Key, RulingOutcome.None)] });
        AssertSetAside(SetAsideReason.UnclearRuling, state, Report(state) with { Rulings = [new Ruling(SmallNetwork.Alice, appeal.Key, RulingOutcome.Confirmed), new Ruling(SmallNetwork.Alice, appeal.Key, RulingOutcome.Overturned)] });
        NetworkState appealed = Appealable.Settle(state, Report(state) with { Appeals = [appeal] }).After;
        AssertSetAside(SetAsideReason.AlreadyAppealed, appealed, Report(appealed) with { Appeals = [appeal] });
        NetworkState ruled = Rule(state, RulingOutcome.Overturned).After;
        AssertSetAside(SetAsideReason.AlreadyOverturned, ruled, Report(ruled) with { Verdicts = [SmallNetwork.Incorrect(SmallNetwork.Alice)] });
    }

    [Fact]
    public void Downtime_cannotBeAppealed()
    {
        MechanismPolicy policy = Original.Policy;
        PolicyRefusedException refused = Assert.Throws<PolicyRefusedException>(() => Mechanism.FromPolicy(policy with
        {
            Offences = [.. policy.Offences.Select(offence => offence with { AppealWindow = EpochSpan.One })],
        }));

        Assert.Contains(refused.Errors, error => error.Path == "$.offences[1].appealWindow");
    }

    /// <summary>A policy that changes between accusation and ruling: what it no longer prices goes on, and is ruled on and taken as before.</summary>
    [Theory]
    [InlineData(RulingOutcome.Confirmed)]
    [InlineData(RulingOutcome.Overturned)]
    public void OffenceNoLongerPriced_theCaseGoesOn(RulingOutcome outcome)
    {
        NetworkState state = Accused().After;
        Mechanism changed = Mechanism.FromPolicy(Original.Policy with { Offences = [.. Original.Policy.Offences.Where(offence => offence.Offence != Offence.IncorrectResult)] });

        Assert.Throws<ForeignStateException>(() => changed.Unbond(state, SmallNetwork.Alice, Amount.One));
        Migration migration = changed.Migrate(state, Appealable.Policy);
        Assert.Equal([MigrationEffect.OffenceFreed, MigrationEffect.CaseKept], migration.Changes.Select(change => change.Effect));
        Assert.Equal(state.StateOf(SmallNetwork.Alice), migration.State.StateOf(SmallNetwork.Alice));
        EpochReport ruling = Report(state) with { Rulings = [new Ruling(SmallNetwork.Alice, Key(state), outcome)] };
        EpochSettlement settled = changed.Settle(migration.State, ruling), asBefore = Appealable.Settle(state, ruling);

        Assert.Equal(asBefore.OutcomeOf(SmallNetwork.Alice).Slashed, settled.OutcomeOf(SmallNetwork.Alice).Slashed);
        Assert.Equal(outcome == RulingOutcome.Confirmed, !settled.OutcomeOf(SmallNetwork.Alice).Slashed.IsZero);
        Assert.Equal(asBefore.After.StateOf(SmallNetwork.Alice).JailedUntil, settled.After.StateOf(SmallNetwork.Alice).JailedUntil);
        Assert.Equal(asBefore.Postings.Where(posting => posting.Reason == PostingReason.Reversal), settled.Postings.Where(posting => posting.Reason == PostingReason.Reversal));
        Assert.Empty(settled.After.StateOf(SmallNetwork.Alice).Stake.Holds);

        // Taken out and brought back at once: as if nobody had touched it.
        Assert.Equal(state, Appealable.Migrate(migration.State, changed.Policy).State);
    }

    /// <summary>A fault of before is brought after its offence was freed: it can be appealed as long as it could, and costs what it did.</summary>
    [Fact]
    public void OffenceNoLongerPriced_aFaultOfBefore_canBeAppealedAndIsCharged()
    {
        NetworkState state = Appealable.Settle(SmallNetwork.Open(Appealable), Work()).After;
        Mechanism freed = Mechanism.FromPolicy(Appealable.Policy with { Offences = [.. Appealable.Policy.Offences.Where(offence => offence.Offence != Offence.IncorrectResult)] });
        NetworkState migrated = freed.Migrate(state, Appealable.Policy).State;
        Verdict before = SmallNetwork.Incorrect(SmallNetwork.Alice), later = SmallNetwork.Incorrect(SmallNetwork.Alice, "later", migrated.Epoch.Next.Number);
        EpochSettlement brought = freed.Settle(migrated, Report(migrated) with { Verdicts = [before] }), asBefore = Appealable.Settle(state, Report(state) with { Verdicts = [before] });
        Assert.Equal(asBefore.After.StateOf(SmallNetwork.Alice).Cases.AsEnumerable(), brought.After.StateOf(SmallNetwork.Alice).Cases.AsEnumerable());
        EpochSettlement next = freed.Settle(brought.After, Report(brought.After) with { Verdicts = [later] });
        Assert.Equal(SetAsideReason.UnpricedOffence, Assert.Single(next.SetAside).Reason);
    }

    [Fact]
    public void AppealWindow_beyondAnyEpoch_isRefused()
    {
        PolicyRefusedException refused = Assert.Throws<PolicyRefusedException>(() => Mechanism.FromPolicy(Appealable.Policy with
        {
            Offences = [.. Appealable.Policy.Offences.Select(offence => offence.AppealWindow.IsZero ? offence : offence with { AppealWindow = EpochSpan.MaxValue })],
        }));

        Assert.Contains("expected at most 4,294,967,295", Assert.Single(refused.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Policy_keepsTheWindowInItsTextAndHash_andSaysSoWhenThereIsNone()
    {
        Assert.NotEqual(Original.PolicyHash, Appealable.PolicyHash);
        string text = PolicyJson.Write(Appealable.Policy);
        Assert.Contains("\"appealWindow\"", text, StringComparison.Ordinal);
        Assert.Contains("\"appealWindow\": \"0\"", PolicyJson.Write(Original.Policy), StringComparison.Ordinal);
        Assert.Equal(Appealable.PolicyHash, Mechanism.FromPolicy(PolicyJson.Read(text)).PolicyHash);
    }

    private static EpochReport Work() => SmallNetwork.Epoch0(SmallNetwork.Report(SmallNetwork.Alice), SmallNetwork.Report(SmallNetwork.Bob));

    private static EpochSettlement Accused() => Appealable.Settle(SmallNetwork.Open(Appealable), Work() with { Verdicts = [SmallNetwork.Incorrect(SmallNetwork.Alice)] });

    private static EpochReport Report(NetworkState state) => new() { Epoch = state.Epoch };

    private static Digest Key(NetworkState state) => state.StateOf(SmallNetwork.Alice).Cases[0].Key;

    private static EpochSettlement Rule(NetworkState state, RulingOutcome outcome) =>
        Appealable.Settle(state, Report(state) with { Rulings = [new Ruling(SmallNetwork.Alice, Key(state), outcome)] });

    private static Epoch EpochOfSlash(NetworkState state)
    {
        EpochSettlement settled = Appealable.Settle(state, Report(state));
        while (settled.OutcomeOf(SmallNetwork.Alice).Slashed.IsZero)
        {
            settled = Appealable.Settle(settled.After, Report(settled.After));
        }

        return settled.Epoch;
    }

    private static void AssertSetAside(SetAsideReason reason, NetworkState state, EpochReport report)
    {
        EpochSettlement settled = Appealable.Settle(state, report);
        Assert.All(settled.SetAside, item => Assert.Equal(reason, item.Reason));
        Assert.NotEmpty(settled.SetAside);
        Assert.Equal(report.Appeals.Length > 1 ? 1 : report.Appeals.Length + report.Rulings.Length + report.Verdicts.Length, settled.SetAside.Length);
    }
}
