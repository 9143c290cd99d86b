namespace CapaCloud.Mechanisms.Tests.Settlement.Acceptance;

/// <summary>No report, however early, light, mistaken or cleared, is a shield for another deed.</summary>
public sealed class NobodyShieldsTests
{
    private static readonly ParticipantId Carol = ParticipantId.Of("carol");

    /// <summary>The breaker of epoch 0 was open. Reporting a task of epoch 2 as one of epoch 0 makes nobody immune for what it does in epoch 2.</summary>
    [Theory]
    [InlineData(0UL)]
    [InlineData(1UL)]
    public void SuspendedEpoch_isNoImmunityForALaterDeed(ulong appeal)
    {
        Mechanism mechanism = Mechanism.Create(build => build.Slash(
            Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Half), offence => offence with { CircuitBreaker = Proportion.Percent(60), AppealWindow = EpochSpan.Of(appeal) }));
        NetworkState state = Trial.Open(mechanism, (Trial.Alice, 1_000), (Trial.Bob, 1_000), (Carol, 1_000));
        state = Trial.Settle(mechanism, state, report => report with { Verdicts = [Trial.Wrong(Trial.Bob, "x", Epoch.Zero), Trial.Wrong(Carol, "y", Epoch.Zero)] }).After;
        state = Trial.Settle(mechanism, state, report => report with
        {
            Evidence = [.. Tasks().Select(task => Trial.WrongEvidence(Trial.Alice, task, Epoch.Zero, Proportion.Percent(1), Trial.Alice))],
        }).After;
        state = Trial.Idle(mechanism, state, 1);
        Amount before = state.StateOf(Trial.Alice).Stake.Total;
        state = Trial.Settle(mechanism, state, report => report with { Verdicts = [.. Tasks().Select(task => Trial.Wrong(Trial.Alice, task, Epoch.Of(2)))] }).After;
        state = Trial.Idle(mechanism, state, 3);
        Assert.Equal(Amount.Of(1_000), before);
        Assert.Equal(Amount.Zero, state.StateOf(Trial.Alice).Stake.Total);
    }

    /// <summary>Cleared of something that had not happened, and then it happens.</summary>
    [Fact]
    public void OverturnedAccusation_isNoImmunityForALaterDeed()
    {
        Mechanism mechanism = Mechanism.Create(build => build.Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Half), offence => offence with { AppealWindow = EpochSpan.Of(2) }));
        NetworkState state = Trial.Settle(mechanism, Trial.Open(mechanism, (Trial.Alice, 1_000)), report => report with
        {
            Evidence = [Trial.WrongEvidence(Trial.Alice, "future", Epoch.Zero, Proportion.Percent(1), Trial.Alice)],
        }).After;
        state = Trial.Settle(mechanism, state, report => report with { Rulings = [.. Trial.RuleAll(state, RulingOutcome.Overturned)] }).After;
        state = Trial.Settle(mechanism, state, report => report with { Verdicts = [Trial.Wrong(Trial.Alice, "future", Epoch.Of(2))] }).After;
        state = Trial.Idle(mechanism, state, 3);
        Assert.Equal(Amount.Of(500), state.StateOf(Trial.Alice).Stake.Total);
    }

    /// <summary>The same fault for an epoch in which it is a first one: 10 %. In its own epoch it is the third: 90 % of 600. It costs the dearer of the two, in any order.</summary>
    [Theory]
    [InlineData("together")]
    [InlineData("cheap first")]
    [InlineData("dear first")]
    public void CheaperEpoch_isNoShield_theDearestCounts(string order)
    {
        Mechanism mechanism = Mechanism.Create(build => build.Slash(
            Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(10)).EscalatingBy(3), offence => offence with { RepetitionWindow = EpochSpan.Of(3) }));
        NetworkState state = Trial.Idle(mechanism, Trial.Open(mechanism, (Trial.Alice, 1_000), (Carol, 1_000)), 5);
        state = Trial.Settle(mechanism, state, report => report with { Verdicts = [Trial.Wrong(Trial.Alice, "t1", Epoch.Of(5)), Trial.Wrong(Trial.Alice, "t2", Epoch.Of(5))] }).After;
        Assert.Equal(Amount.Of(600), state.StateOf(Trial.Alice).Stake.Total);
        Evidence cheap = Trial.WrongEvidence(Trial.Alice, "t3", Epoch.Zero, Proportion.One, Carol);
        Verdict dear = Trial.Wrong(Trial.Alice, "t3", Epoch.Of(6));
        state = Trial.Settle(mechanism, state, report => report with
        {
            Evidence = order == "dear first" ? [] : [cheap],
            Verdicts = order == "cheap first" ? [] : [dear],
        }).After;
        state = Trial.Settle(mechanism, state, report => report with
        {
            Evidence = order == "dear first" ? [cheap] : [],
            Verdicts = order == "cheap first" ? [dear] : [],
        }).After;
        Assert.Equal(Amount.Of(60), state.StateOf(Trial.Alice).Stake.Total);
    }

    /// <summary>A result that was never shown is one act, whether the verdict or evidence says so.</summary>
    [Fact]
    public void UnrevealedResult_asVerdictAndAsEvidence_costsOnce()
    {
        Mechanism mechanism = Mechanism.Create(build => build
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(10)))
            .Slash(Offence.UnrevealedResult, SlashingCurve.Constant(Proportion.Percent(10))));
        EpochSettlement settled = Trial.Settle(mechanism, Trial.Open(mechanism, (Trial.Alice, 1_000)), report => report with
        {
            Verdicts = [Verdict.Because(Trial.Alice, TaskId.Of("t"), Epoch.Zero, VerdictReason.NotRevealed)],
            Evidence = [new Evidence { Offence = Offence.UnrevealedResult, Offender = Trial.Alice, Task = TaskId.Of("t"), FaultEpoch = Epoch.Zero, Severity = Proportion.One }],
        });
        Assert.Equal(Amount.Of(100), settled.OutcomeOf(Trial.Alice).Slashed);
    }

    /// <summary>An older, longer window still admits the task's epoch: the pass is known as long.</summary>
    [Fact]
    public void PassedAudit_afterAMigrationToAShorterWindow_countsOnce()
    {
        Mechanism longer = Windowed(9), shorter = Windowed(1);
        NetworkState state = shorter.Migrate(Trial.Open(longer, (Trial.Alice, 1_000)), longer.Policy).State;
        state = Trial.Idle(shorter, state, 1);
        int counted = 0;
        for (ulong epoch = 1; epoch <= 8; epoch++)
        {
            EpochSettlement settled = Trial.Settle(shorter, state, report => report with { Verdicts = [Trial.Right(Trial.Alice, "t", Epoch.Zero)] });
            counted += settled.SetAside.IsEmpty ? 1 : 0;
            state = settled.After;
        }

        Assert.Equal(1, counted);

        static Mechanism Windowed(ulong window) => Mechanism.Create(build => build
            .Stake(stake => stake.UnbondingPeriod(EpochSpan.Of(window)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(10))));
    }

    private static string[] Tasks() => ["t1", "t2", "t3"];
}
