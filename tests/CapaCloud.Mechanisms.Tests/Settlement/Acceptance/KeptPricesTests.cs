using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Tests.Settlement.Acceptance;

/// <summary>A fault costs what it cost in its own epoch, whatever the price became.</summary>
public sealed class KeptPricesTests
{
    [Theory]
    [InlineData(1U, 100U)]
    [InlineData(100U, 1U)]
    [InlineData(30U, 31U)]
    public void Price_changes_eachFaultKeepsItsOwn(uint before, uint after)
    {
        Mechanism old = Of(before), changed = Of(after);
        NetworkState state = Trial.Idle(old, Trial.Open(old, (Trial.Alice, 1_000), (Trial.Bob, 1_000)), 3);
        Migration migration = changed.Migrate(state, old.Policy);
        Assert.Equal(MigrationEffect.OffenceRepriced, Assert.Single(migration.Changes).Effect);
        state = Stored(migration.State);

        // The current epoch still has the old price.
        foreach ((ulong fault, uint price) in new[] { (0UL, before), (2UL, before), (3UL, before), (4UL, after) })
        {
            NetworkState later = fault == 4 ? Trial.Idle(changed, state, 1) : state;
            EpochSettlement settled = Trial.Settle(changed, later, report => report with { Verdicts = [Trial.Wrong(Trial.Alice, "t", Epoch.Of(fault))] });
            Assert.Equal(Amount.Of(price * 10), settled.OutcomeOf(Trial.Alice).Slashed);
            Assert.Empty(changed.Explain(settled, Trial.Alice).FindInconsistencies());
        }

        // With the last fault of its time that can be charged, the price is forgotten.
        Assert.NotEmpty(Trial.Idle(changed, state, 20).FormerOffences);
        Assert.Empty(Trial.Idle(changed, state, 21).FormerOffences);
    }

    [Fact]
    public void Offence_thatWasFree_staysFreeForItsTime()
    {
        Mechanism old = Mechanism.Create(static build => build.Stake(static stake => stake.UnbondingPeriod(EpochSpan.Of(21)))), changed = Of(50);
        NetworkState state = changed.Migrate(Trial.Idle(old, Trial.Open(old, (Trial.Alice, 1_000)), 2), old.Policy).State;
        EpochSettlement settled = Trial.Settle(changed, state, report => report with { Verdicts = [Trial.Wrong(Trial.Alice, "t", Epoch.Of(1)), Trial.Wrong(Trial.Alice, "u", Epoch.Of(2))] });
        Assert.Equal([SetAsideReason.UnpricedOffence, SetAsideReason.UnpricedOffence], settled.SetAside.Select(item => item.Reason));
        Assert.Equal(Amount.Zero, settled.OutcomeOf(Trial.Alice).Slashed);
        settled = Trial.Settle(changed, settled.After, report => report with { Verdicts = [Trial.Wrong(Trial.Alice, "v", Epoch.Of(3))] });
        Assert.Equal(Amount.Of(500), settled.OutcomeOf(Trial.Alice).Slashed);
    }

    [Fact]
    public void Downtime_thatWasFreeInTheEpochOfTheChange_costsNothingInIt()
    {
        Mechanism old = Of(10), changed = Mechanism.FromPolicy(old.Policy with { Offences = [.. old.Policy.Offences, new OffencePolicy { Offence = Offence.Downtime, Curve = SlashingCurve.Constant(Proportion.Half), Jail = EpochSpan.Of(3) }] });
        NetworkState state = changed.Migrate(Trial.Open(old, (Trial.Alice, 1_000)), old.Policy).State;
        EpochSettlement first = Trial.Settle(changed, state, report => report with { Participants = [Trial.AbsentRow(Trial.Alice)] });
        Assert.Equal((Amount.Zero, Epoch.Zero), (first.OutcomeOf(Trial.Alice).Slashed, first.After.StateOf(Trial.Alice).JailedUntil));
        EpochSettlement second = Trial.Settle(changed, first.After, report => report with { Participants = [Trial.AbsentRow(Trial.Alice)] });
        Assert.Equal(Amount.Of(500), second.OutcomeOf(Trial.Alice).Slashed);
    }

    [Fact]
    public void Prices_thereAndBack_orChangedTwiceInOneEpoch_leaveNoTrace()
    {
        Mechanism old = Of(10), dear = Of(90), cheap = Of(1);
        NetworkState state = Trial.Idle(old, Trial.Open(old, (Trial.Alice, 1_000)), 5);
        Assert.Equal(state, old.Migrate(dear.Migrate(state, old.Policy).State, dear.Policy).State);
        NetworkState twice = cheap.Migrate(dear.Migrate(state, old.Policy).State, dear.Policy).State;
        Assert.Equal(cheap.Migrate(state, old.Policy).State, twice);
    }

    /// <summary>Partitions settle one participant at a time, with the prices of before at hand.</summary>
    [Fact]
    public void Scale_participantByParticipant_isTheSame()
    {
        Mechanism old = Of(10), changed = Of(90);
        NetworkState state = changed.Migrate(Trial.Idle(old, Trial.Open(old, (Trial.Alice, 1_000), (Trial.Bob, 500)), 3), old.Policy).State;
        EpochReport report = new() { Epoch = state.Epoch, Verdicts = [Trial.Wrong(Trial.Alice, "t", Epoch.Of(1))] };
        EpochSettlement whole = changed.Settle(state, report);
        EpochIntake intake = changed.Intake(state, report);
        Assert.Equal(whole.SetAside.AsEnumerable(), intake.SetAside.AsEnumerable());
        FaultTotalsBuilder faults = changed.CreateFaultTotals(state);
        CaseBatch batch = default;
        for (int index = 0; index < state.Participants.Length; index++)
        {
            batch = CaseBatch.Merge(batch, changed.BatchOf(state.Participants[index], intake.Inputs[index]));
        }

        for (int index = 0; index < state.Participants.Length; index++)
        {
            changed.Tally(state.Participants[index], intake.Inputs[index], batch, faults);
        }

        FaultClimate climate = changed.Climate(state, batch, faults.ToTotals());
        EpochTotalsBuilder totals = Mechanism.CreateTotals();
        for (int index = 0; index < state.Participants.Length; index++)
        {
            Assert.Equal(Amount.Of(index == 0 ? 100UL : 0), whole.Outcomes[index].Slashed);
            changed.Assess(state.Participants[index], intake.Inputs[index], climate, totals);
        }

        Assert.Equal(whole.Totals, totals.ToTotals());
    }

    /// <summary>Everybody is at fault together. Freeing the offence made it the fault of one alone: 1,000 became 300.</summary>
    [Fact]
    public void CorrelatedFault_thatIsFreed_costsWhatItCostWithAll()
    {
        Mechanism old = Together(static offence => offence with { CorrelationWindow = EpochSpan.Of(4) }), free = Mechanism.Create(static build => build.Stake(static stake => stake.UnbondingPeriod(EpochSpan.Of(21))));
        NetworkState state = Trial.Settle(old, Trial.OpenTen(old), static report => report with { Verdicts = [.. Trial.Ten().Select(static name => Trial.Wrong(name, "t", Epoch.Zero))] }).After;
        Assert.All(Charged(old, state), static slashed => Assert.Equal(Amount.Of(1_000), slashed));
        Assert.All(Charged(free, Stored(free.Migrate(state, old.Policy).State)), static slashed => Assert.Equal(Amount.Of(1_000), slashed));

        // One alone, for comparison.
        NetworkState alone = Trial.Settle(old, Trial.OpenTen(old), static report => report with { Verdicts = [Trial.Wrong(Trial.Ten()[0], "t", Epoch.Zero)] }).After;
        Assert.Equal(Amount.Of(300), Charged(free, free.Migrate(alone, old.Policy).State)[0]);
    }

    /// <summary>A breaker that would have spared everybody still does when it is taken away, and one that comes later spares nobody of before.</summary>
    [Fact]
    public void CircuitBreaker_thatComesOrGoes_isThatOfTheFault()
    {
        Mechanism spares = Together(static offence => offence with { CircuitBreaker = Proportion.Percent(80) }), charges = Together(static offence => offence);
        foreach ((Mechanism before, Mechanism after, Amount each) in new[] { (spares, charges, Amount.Zero), (charges, spares, Amount.Of(1_000)) })
        {
            NetworkState state = Trial.Settle(before, Trial.OpenTen(before), static report => report with { Verdicts = [.. Trial.Ten().Select(static name => Trial.Wrong(name, "t", Epoch.Zero))] }).After;
            Migration migration = after.Migrate(state, before.Policy);
            Assert.Equal(MigrationEffect.OffenceRepriced, Assert.Single(migration.Changes).Effect);
            Assert.All(Charged(after, Stored(migration.State)), slashed => Assert.Equal(each, slashed));
        }
    }

    /// <summary>Faults before and after a change of the window, in one epoch: each is counted by its own, on one machine and on many.</summary>
    [Fact]
    public void CorrelationWindow_thatGrows_countsForLaterFaultsOnly_onManyMachinesToo()
    {
        Mechanism narrow = Together(static offence => offence with { AppealWindow = EpochSpan.Zero }), wide = Together(static offence => offence with { CorrelationWindow = EpochSpan.Of(5), AppealWindow = EpochSpan.Zero });
        NetworkState state = Trial.Idle(narrow, Trial.OpenTen(narrow), 2);
        state = Trial.Idle(wide, wide.Migrate(state, narrow.Policy).State, 2);
        EpochReport report = new() { Epoch = state.Epoch, Verdicts = [.. new[] { 1UL, 2UL, 3UL, 4UL }.Select(static fault => Trial.Wrong(Trial.Ten()[(int)fault], "t", Epoch.Of(fault)))] };
        EpochSettlement whole = wide.Settle(state, report);
        Assert.Equal([300UL, 300UL, 900UL, 1_000UL], new[] { 1, 2, 3, 4 }.Select(index => (ulong)whole.Outcomes[index].Slashed.Units));
        Assert.Empty(wide.Explain(whole, Trial.Ten()[3]).FindInconsistencies());
        NetworkState[] parts = [state with { Participants = state.Participants[..3] }, state with { Participants = state.Participants[3..] }];
        FaultTotals faults = parts.Select(part =>
        {
            EpochIntake intake = wide.Intake(part, report with { Verdicts = [.. report.Verdicts.Where(verdict => part.TryGetState(verdict.Participant, out _))] });
            FaultTotalsBuilder builder = wide.CreateFaultTotals(part);
            for (int index = 0; index < part.Participants.Length; index++)
            {
                wide.Tally(part.Participants[index], intake.Inputs[index], default, builder);
            }

            return builder.ToTotals();
        }).Aggregate(FaultTotals.Merge);
        Assert.Equal(whole.Faults, faults);
        Assert.Equal(2, faults.Tallies.Length);
        FaultTotals foreign = faults with { Tallies = faults.Tallies[..1] };
        Assert.Contains("expected as many", Assert.Throws<ArgumentException>(() => FaultTotals.Merge(faults, foreign)).Message, StringComparison.Ordinal);
        Assert.Contains("expected 2", Assert.Throws<ArgumentException>(() => wide.Climate(state, default, foreign)).Message, StringComparison.Ordinal);
    }

    /// <summary>An excuse counts as it did when the epoch began, as a price does.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Excuse_thatComesOrGoes_countsFromTheNextEpochOn(bool goes)
    {
        Mechanism Build(bool excuses) => Mechanism.Create(build => (excuses ? build.Excuse("power") : build)
            .Stake(static stake => stake.UnbondingPeriod(EpochSpan.Of(21)))
            .Slash(Offence.Downtime, SlashingCurve.Constant(Proportion.Half)));
        Mechanism before = Build(goes), after = Build(!goes);
        NetworkState state = Trial.Idle(before, Trial.Open(before, (Trial.Alice, 1_000)), 2);
        Migration migration = after.Migrate(state, before.Policy);
        Assert.Equal(MigrationEffect.ExcusesChanged, Assert.Single(migration.Changes).Effect);
        Assert.Equal(state, before.Migrate(migration.State, after.Policy).State);
        ParticipantReport row = new() { Participant = Trial.Alice, Work = 10, DutiesDue = 10, Missed = [new MissedDuties("power", 10)] };
        EpochSettlement first = Trial.Settle(after, Stored(migration.State), report => report with { Participants = [row] });
        Assert.Equal(Amount.Of(goes ? 0UL : 500), first.OutcomeOf(Trial.Alice).Slashed);
        Assert.Empty(after.Explain(first, Trial.Alice).FindInconsistencies());
        EpochSettlement second = Trial.Settle(after, first.After, report => report with { Participants = [row] });
        Assert.Equal(Amount.Of(goes ? 500UL : 0), second.OutcomeOf(Trial.Alice).Slashed);
        NetworkState forged = migration.State with { FormerOffences = [migration.State.FormerOffences[0] with { Excuses = "power" }] };
        Assert.False(after.TrySettle(forged, new EpochReport { Epoch = forged.Epoch }, out _, out var refusals));
        Assert.Equal(RefusalReason.InconsistentState, Assert.Single(refusals).Reason);
    }

    private static Amount[] Charged(Mechanism mechanism, NetworkState state)
    {
        Amount[] slashed = new Amount[state.Participants.Length];
        for (int epoch = 0; epoch < 6; epoch++)
        {
            EpochSettlement settled = Trial.Settle(mechanism, state);
            slashed = [.. slashed.Select((sum, index) => sum + settled.Outcomes[index].Slashed)];
            state = settled.After;
        }

        Assert.All(state.Participants, static participant => Assert.DoesNotContain(participant.Cases, static item => item.IsOpen));
        return slashed;
    }

    private static Mechanism Together(Func<OffencePolicy, OffencePolicy> with) => Mechanism.Create(build => build
        .Stake(static stake => stake.UnbondingPeriod(EpochSpan.Of(21)))
        .Slash(Offence.IncorrectResult, SlashingCurve.Correlated(Ratio.Of(3)), offence => with(offence with { AppealWindow = EpochSpan.Of(3) })));

    [Fact]
    public void ForgedPrices_areRefusedByName()
    {
        Mechanism old = Of(10), changed = Of(90);
        NetworkState state = changed.Migrate(Trial.Open(old, (Trial.Alice, 1_000)), old.Policy).State;
        NetworkState forged = state with { FormerOffences = [state.FormerOffences[0] with { Rules = """[{"offence":"incorrect-result"}]""" }] };
        Assert.False(changed.TrySettle(forged, new EpochReport { Epoch = forged.Epoch, Verdicts = [Trial.Wrong(Trial.Alice, "t", Epoch.Zero)] }, out _, out var refusals));
        Assert.Equal(RefusalReason.InconsistentState, Assert.Single(refusals).Reason);
        Assert.Contains(StateValidator.Validate(state with { FormerOffences = [new FormerOffences(Epoch.Of(9), EpochSpan.Zero, "[]")] }), static item => item.Path == "$.formerOffences");
        Assert.Contains(StateValidator.Validate(state with { FormerOffences = [state.FormerOffences[0], state.FormerOffences[0]] }), static item => item.Path == "$.formerOffences[1]");
    }

    private static NetworkState Stored(NetworkState state)
    {
        Assert.Equal(state, StateJson.Read(StateJson.Write(state)));
        return StateBinary.Read(StateBinary.Write(state));
    }

    private static Mechanism Of(uint percent) => Mechanism.Create(build => build
        .Stake(static stake => stake.UnbondingPeriod(EpochSpan.Of(21)))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(percent))));
}
