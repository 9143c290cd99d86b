using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.Settlement.Panels;

/// <summary>What a checker does is remembered apart from its work, and says who is drawn.</summary>
public sealed class CheckRecordTests
{
    /// <summary>Nothing but checks moves a record of checks: who is not drawn as a newcomer never is. Where work is the same record, it can be done first.</summary>
    [Fact]
    public void Policy_leastScoreThatNoNewcomerHas_isRefused()
    {
        Assert.Contains("$.verification.panels.leastScore: is 0.51, and who has never checked has a score of 0.5", Assert.Throws<PolicyRefusedException>(() => Of(51, isRecorded: true)).Message, StringComparison.Ordinal);
        Assert.NotNull(Of(50, isRecorded: true));
        Assert.NotNull(Of(51, isRecorded: false));

        static Mechanism Of(uint percent, bool isRecorded) => Mechanism.Create(build => build.Verify(verify =>
        {
            verify.AuditRate(Proportion.One).ByPanelOf(3, leastScore: Proportion.Percent(percent));
            _ = isRecorded ? verify.RecordChecks(new BetaReputation()) : verify;
        }));
    }

    private static readonly ParticipantId Alice = ParticipantId.Of("alice"), Bob = ParticipantId.Of("bob"), Carol = ParticipantId.Of("carol");

    private static readonly TaskId Render = TaskId.Of("render");

    private static readonly RepairOrder Order = new("court", "a mistake");

    private static Mechanism Network => CheckTrial.Recorded;

    /// <summary>A prior of 3 and 1: a right check makes 4 of 5, a wrong one 3 of 5; work has a prior of 1 and 1.</summary>
    [Fact]
    public void Settle_checks_moveTheirOwnScore()
    {
        NetworkState state = Open(Network);
        EpochSettlement settled = Settle(Network, state, [Right(Bob), Wrong(Carol)], [Duty(Bob), Duty(Carol)]);
        Epoch next = settled.After.Epoch;
        ParticipantState bob = settled.After.StateOf(Bob), carol = settled.After.StateOf(Carol), alice = settled.After.StateOf(Alice);
        Assert.Equal(0.8, (double)Network.CheckScoreOf(bob, state.Epoch).Parts / 1e18, 0.07);
        Assert.True(Network.CheckScoreOf(carol, next) < Network.CheckScoreOf(alice, next));
        Assert.True(Network.CheckScoreOf(bob, next) > Network.CheckScoreOf(alice, next));
        Assert.Equal((null, Network.ScoreOf(alice, next), Network.ScoreOf(alice, next)), (alice.Checking, Network.ScoreOf(bob, next), Network.ScoreOf(carol, next)));
        Assert.Equal(Amount.Of(100), settled.OutcomeOf(Carol).Slashed);
        string told = Network.Explain(settled, Carol).ToString();
        Assert.Contains("score as a checker", told, StringComparison.Ordinal);
        Assert.Empty(Network.Explain(settled, Carol).FindInconsistencies());
    }

    /// <summary>Silence lowers the record of checks, costs what a missed duty costs, and is no bad work.</summary>
    [Fact]
    public void Settle_silence_isABadCheckerAndNoBadWorker()
    {
        NetworkState state = Open(Network);
        ParticipantReport row = new() { Participant = Bob, Work = 1, DutiesDue = 3 };
        EpochSettlement with = Network.Settle(state, new EpochReport { Epoch = state.Epoch, Participants = [row], Checks = [Duty(Bob)] });
        EpochSettlement without = Network.Settle(state, new EpochReport { Epoch = state.Epoch, Participants = [row] });
        Assert.Equal(without.OutcomeOf(Bob).After.Reputation, with.OutcomeOf(Bob).After.Reputation);
        Assert.Equal((EpochSpan.One, Amount.Of(3)), (with.OutcomeOf(Bob).After.AbsentFor, with.OutcomeOf(Bob).Slashed));
        Assert.Equal(3.0 / 5, (double)Network.CheckScoreOf(with.OutcomeOf(Bob).After, state.Epoch).Parts / 1e18, 0.01);
    }

    [Fact]
    public void Settle_negligenceByEvidence_isOfTheChecker()
    {
        NetworkState state = Open(Network);
        EpochSettlement settled = Network.Settle(state, new EpochReport
        {
            Epoch = state.Epoch,
            Evidence = [new Evidence { Offence = Offence.NegligentVerification, Offender = Bob, Task = Render, FaultEpoch = state.Epoch, Severity = Proportion.One }],
        });
        Assert.Equal(settled.OutcomeOf(Alice).After.Reputation, settled.OutcomeOf(Bob).After.Reputation);
        Assert.Equal(3.0 / 5, (double)Network.CheckScoreOf(settled.OutcomeOf(Bob).After, state.Epoch).Parts / 1e18, 0.01);
    }

    /// <summary>An accusation that waits for its ruling is still about a check when it is confirmed, epochs after the duty stood in a report.</summary>
    [Fact]
    public void Settle_wrongCheckThatWaited_isOfTheChecker()
    {
        Mechanism network = CheckTrial.WithAppeals;
        NetworkState state = Settle(network, Open(network), [Wrong(Bob)], [Duty(Bob)]).After;
        Assert.Single(state.StateOf(Bob).Checking!.Tasks);
        Assert.Empty(state.Inconsistencies());
        Assert.Equal(state, StateBinary.Read(StateBinary.Write(state)));
        Assert.Equal(state, StateJson.Read(StateJson.Write(state)));
        for (int epoch = 0; epoch < 4; epoch++)
        {
            state = network.Settle(state, new EpochReport { Epoch = state.Epoch }).After;
        }

        Assert.Equal(CaseStatus.Charged, state.StateOf(Bob).Cases.Single().Status);
        Assert.Equal(network.ScoreOf(state.StateOf(Alice), state.Epoch), network.ScoreOf(state.StateOf(Bob), state.Epoch));
        Assert.True(network.CheckScoreOf(state.StateOf(Bob), state.Epoch) < network.CheckScoreOf(state.StateOf(Alice), state.Epoch));
        for (int epoch = 0; epoch < 40; epoch++)
        {
            state = network.Settle(state, new EpochReport { Epoch = state.Epoch }).After;
        }

        Assert.Empty(state.StateOf(Bob).Cases);
        Assert.Empty(state.StateOf(Bob).Checking!.Tasks);
    }

    /// <summary>A check that was found right, and of which evidence says later that it was wrong, is a bad check and no bad work, also under another key.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Settle_evidenceAgainstACheckThatPassed_isOfTheChecker(bool renames)
    {
        NetworkState state = Settle(Network, Open(Network), [Right(Bob)], [Duty(Bob)]).After;
        ParticipantId name = renames ? ParticipantId.Of("bobby") : Bob;
        state = renames ? Repairs.ExchangeKey(Network, state, Bob, name, Order).After : state;
        EpochSettlement settled = Network.Settle(state, new EpochReport
        {
            Epoch = state.Epoch,
            Evidence = [new Evidence { Offence = Offence.IncorrectResult, Offender = name, Task = Render, FaultEpoch = Epoch.Of(1), Severity = Proportion.One }],
        });
        Assert.False(settled.OutcomeOf(name).Slashed.IsZero);
        Assert.Equal(Network.ScoreOf(settled.OutcomeOf(Alice).After, state.Epoch), Network.ScoreOf(settled.OutcomeOf(name).After, state.Epoch));
        Assert.True(Network.CheckScoreOf(settled.OutcomeOf(name).After, state.Epoch) < Network.CheckScoreOf(state.StateOf(name), state.Epoch));
    }

    /// <summary>Without a record of checks both are one score, as before.</summary>
    [Fact]
    public void Settle_withoutARecord_isOneScore()
    {
        Mechanism network = Mechanism.FromPolicy(Network.Policy with { Verification = Network.Policy.Verification with { Panels = Network.Policy.Verification.Panels! with { Record = null } } });
        EpochSettlement settled = Settle(network, Open(network), [Right(Bob), Wrong(Carol)], [Duty(Bob), Duty(Carol)]);
        Assert.All(settled.After.Participants, one => Assert.Null(one.Checking));
        Assert.True(network.ScoreOf(settled.After.StateOf(Bob), settled.After.Epoch) > network.ScoreOf(settled.After.StateOf(Carol), settled.After.Epoch));
        Assert.Equal(network.ScoreOf(settled.After.StateOf(Bob), settled.After.Epoch), network.CheckScoreOf(settled.After.StateOf(Bob), settled.After.Epoch));
    }

    [Fact]
    public void Migrate_toAPolicyWithoutARecord_endsIt_andSaysSo()
    {
        MechanismPolicy without = Network.Policy with { Verification = Network.Policy.Verification with { Panels = Network.Policy.Verification.Panels! with { Record = null } } };
        NetworkState state = Settle(Network, Open(Network), [Right(Bob), Wrong(Carol)], [Duty(Bob), Duty(Carol)]).After;
        Migration migrated = Mechanism.FromPolicy(without).Migrate(state, Network.Policy);
        Assert.All(migrated.State.Participants, one => Assert.Null(one.Checking));
        Assert.Equal([Bob, Carol], migrated.Changes.Where(change => change.Effect == MigrationEffect.CheckRecordDropped).Select(change => change.Participant));
        Assert.All(Network.Migrate(migrated.State, without).State.Participants, one => Assert.Null(one.Checking));
    }

    /// <summary>Two records that become one have the worse record of checks, and both lists of faults.</summary>
    [Fact]
    public void MergeRecords_keepsTheWorseCheckRecord()
    {
        NetworkState state = Settle(Network, Open(Network), [Right(Bob), Wrong(Carol)], [Duty(Bob), Duty(Carol)]).After;
        foreach ((ParticipantId from, ParticipantId into) in new[] { (Bob, Carol), (Carol, Bob) })
        {
            NetworkState merged = Repairs.MergeRecords(Network, state, from, into, Order).After;
            Assert.Equal(Network.CheckScoreOf(state.StateOf(Carol), state.Epoch), Network.CheckScoreOf(merged.StateOf(into), state.Epoch));
            Assert.Equal([Render], merged.StateOf(into).Checking!.Tasks.AsEnumerable());
            Assert.Empty(merged.Inconsistencies());
        }

        NetworkState newcomer = Repairs.MergeRecords(Network, state, Alice, Bob, Order).After;
        Assert.Equal(Network.CheckScoreOf(state.StateOf(Alice), state.Epoch), Network.CheckScoreOf(newcomer.StateOf(Bob), state.Epoch));
    }

    /// <summary>A slash that is undone gives the record back to which the fault belonged.</summary>
    [Fact]
    public void UndoSlash_ofACheck_restoresTheCheckRecord()
    {
        NetworkState before = Open(Network);
        EpochSettlement settled = Settle(Network, before, [Wrong(Carol)], [Duty(Carol)]);
        FaultCase fault = settled.After.StateOf(Carol).Cases.Single();
        ReputationRecord replayed = Network.Policy.Verification.Panels!.Record!.Newcomer(before.Epoch);
        NetworkState after = Repairs.UndoSlash(Network, settled.After, Carol, fault.Key, fault.Due, Order, replayed).After;
        Assert.Equal(replayed, after.StateOf(Carol).Checking!.Reputation);
        Assert.Equal(settled.After.StateOf(Carol).Reputation, after.StateOf(Carol).Reputation);
    }

    /// <summary>Who leaves for good with a bad record as a checker is remembered until that is no worse than a newcomer's.</summary>
    [Fact]
    public void Forgetting_waitsForTheCheckRecord()
    {
        NetworkState state = Settle(Network, Open(Network), [Wrong(Carol)], [Duty(Carol)]).After;
        state = Network.Unbond(state, Carol, state.StateOf(Carol).Stake.Bonded).State;
        for (int epoch = 0; epoch < 30; epoch++)
        {
            state = Network.Settle(state, new EpochReport { Epoch = state.Epoch }).After;
            state = state.StateOf(Carol).Stake.IsClosed ? state : Network.Withdraw(state, Carol).State;
        }

        Assert.True(state.StateOf(Carol).Stake.IsClosed);
        for (int epoch = 0; epoch < 700 && state.TryGetState(Carol, out _); epoch++)
        {
            state = Network.Settle(state, new EpochReport { Epoch = state.Epoch }).After;
        }

        Assert.False(state.TryGetState(Carol, out _));
    }

    [Fact]
    public void State_withAForgedCheckRecord_isNamed()
    {
        NetworkState state = Settle(Network, Open(Network), [Wrong(Carol)], [Duty(Carol)]).After;
        ParticipantState carol = state.StateOf(Carol);
        foreach (CheckingRecord forged in new[]
        {
            carol.Checking! with { Tasks = [default] },
            carol.Checking! with { Tasks = [Render, Render] },
            carol.Checking! with { Reputation = carol.Checking.Reputation with { AsOf = state.Epoch.Next } },
        })
        {
            NetworkState altered = state with { Participants = [.. state.Participants.Select(one => one.Participant == Carol ? one with { Checking = forged } : one)] };
            Assert.Contains(altered.Inconsistencies(), item => item.Path == "$.participants[2].checking");
        }
    }

    [Fact]
    public void Policy_withARecordThatNothingFeeds_orAPromiseOfAllOrNothing_isRefused()
    {
        PolicyRefusedException refused = Assert.Throws<PolicyRefusedException>(() => Mechanism.Create(build => build.Verify(verify => verify
            .ByPanelOf(3).RecordChecks(new BetaReputation { Reads = ConductKinds.Unexplained }).PlantedErrors(Proportion.One))));
        Assert.Equal(["$.verification.panels.plantedErrors", "$.verification.panels.record"], refused.Errors.Select(error => error.Path).Order(StringComparer.Ordinal));
        PolicyRefusedException closed = Assert.Throws<PolicyRefusedException>(() => Mechanism.Create(build => build.Verify(verify => verify.ByPanelOf(3, leastScore: Proportion.Percent(51)).RecordChecks(new BetaReputation()))));
        Assert.Equal("$.verification.panels.leastScore", closed.Errors.Single().Path);
        Assert.NotNull(Mechanism.Create(build => build.Verify(verify => verify.ByPanelOf(3, leastScore: Proportion.Half).RecordChecks(new BetaReputation())).Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Half))));
        Assert.Contains("expected ByPanelOf before it", Assert.Throws<InvalidOperationException>(() => Mechanism.Create(build => build.Verify(verify => verify.PlantedErrors(Proportion.Half)))).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Mechanism.Create(build => build.Verify(verify => verify.RecordChecks(new BetaReputation()))));
    }

    private static NetworkState Open(Mechanism mechanism)
    {
        NetworkState state = mechanism.Open(Epoch.Zero, new[] { Alice, Bob, Carol }.Select(name => KeyValuePair.Create(name, Amount.Of(1_000)))).State;
        return mechanism.Settle(state, new EpochReport { Epoch = state.Epoch, Payments = Amount.Of(1_000) }).After;
    }

    private static EpochSettlement Settle(Mechanism mechanism, NetworkState state, Verdict[] verdicts, CheckDuty[] checks) =>
        mechanism.Settle(state, new EpochReport { Epoch = state.Epoch, Verdicts = [.. verdicts], Checks = [.. checks] });

    private static Verdict Right(ParticipantId checker) => Verdict.Because(checker, Render, Epoch.Of(1), VerdictReason.MatchesAccepted);

    private static Verdict Wrong(ParticipantId checker) => Verdict.Because(checker, Render, Epoch.Of(1), VerdictReason.ContradictsKnown);

    private static CheckDuty Duty(ParticipantId checker) => new() { Checker = checker, Author = Alice, Task = Render };
}
