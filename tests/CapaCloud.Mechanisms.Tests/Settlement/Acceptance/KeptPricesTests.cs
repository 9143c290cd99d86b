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
        FaultTotalsBuilder faults = changed.CreateFaultTotals();
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
