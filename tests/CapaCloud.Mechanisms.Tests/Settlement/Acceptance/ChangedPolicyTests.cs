using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Tests.Settlement.Acceptance;

/// <summary>A changed policy meets an old state: no exception, no escape, no double charge, and nothing that was forgotten is charged.</summary>
public sealed class ChangedPolicyTests
{
    public static TheoryData<ulong, ulong> Windows => new() { { 21, 5 }, { 5, 21 }, { 21, 60 }, { 3, 21 }, { 21, 1 }, { 1, 60 } };

    /// <summary>A fault of every epoch before and after the change, each brought anew in every epoch: it is charged once, and only while its own window is open.</summary>
    [Theory]
    [MemberData(nameof(Windows))]
    public void LiabilityWindow_changes_everyFaultKeepsItsOwn(ulong before, ulong after)
    {
        const ulong Change = 30;
        Mechanism old = Of(before), changed = Of(after);
        NetworkState state = Trial.Open(old, (Trial.Alice, 1_000_000_000), (Trial.Bob, 1_000));
        for (ulong epoch = 0; epoch < 100; epoch++)
        {
            if (epoch == Change)
            {
                Migration migration = changed.Migrate(state, old.Policy);
                Assert.Equal(MigrationEffect.LiabilityWindowChanged, Assert.Single(migration.Changes).Effect);
                Assert.Empty(StateValidator.Validate(migration.State));
                state = migration.State;
            }

            // Every seventh fault is brought at once, the others at the last moment or not at all.
            EpochSettlement settled = Trial.Settle(epoch < Change ? old : changed, state, report => report with
            {
                Verdicts = [.. Enumerable.Range(0, (int)epoch + 1).Where(fault => fault % 7 == 0 || IsLastMoment((ulong)fault)).Select(fault => Trial.Wrong(Trial.Alice, $"t{fault}", Epoch.Of((ulong)fault)))],
            });
            bool IsLastMoment(ulong fault) => epoch - fault + 1 >= (fault <= Change ? before : after);
            ulong expected = (epoch % 7 == 0 ? 1UL : 0) + (ulong)Enumerable.Range(0, (int)epoch + 1).Count(fault =>
                epoch - (ulong)fault + 1 == ((ulong)fault <= Change ? before : after) && fault % 7 != 0);
            Assert.Equal(expected, (ulong)(settled.Report.Verdicts.Length - settled.SetAside.Length));
            state = settled.After;
        }
    }

    /// <summary>Stake that begins to leave before or after the change stays as long as a fault of its time can be charged.</summary>
    [Theory]
    [MemberData(nameof(Windows))]
    public void LiabilityWindow_changes_noStakeEscapes(ulong before, ulong after)
    {
        Mechanism old = Of(before), changed = Of(after);
        for (ulong leaves = 25; leaves < 36; leaves++)
        {
            NetworkState state = Trial.Open(old, (Trial.Alice, 1_000), (Trial.Bob, 1_000));
            ulong last = leaves + (leaves <= 30 ? before : after) - 1;
            for (ulong epoch = 0; epoch <= last; epoch++)
            {
                state = epoch == 30 ? changed.Migrate(state, old.Policy).State : state;
                Mechanism mechanism = epoch < 30 ? old : changed;
                if (epoch == leaves)
                {
                    state = mechanism.Unbond(state, Trial.Alice, Amount.Of(1_000)).State;
                }

                if (epoch > leaves)
                {
                    state = mechanism.Withdraw(state, Trial.Alice).State;
                }

                EpochSettlement settled = Trial.Settle(mechanism, state, report => epoch == last ? report with { Verdicts = [Trial.Wrong(Trial.Alice, "t", Epoch.Of(leaves))] } : report);
                Assert.Equal(Amount.Of(epoch == last ? 100UL : 0), settled.Before.TryGetState(Trial.Alice, out _) ? settled.OutcomeOf(Trial.Alice).Slashed : Amount.MaxValue);
                state = settled.After;
            }
        }
    }

    [Theory]
    [InlineData(0UL, 7UL)]
    [InlineData(7UL, 0UL)]
    [InlineData(7UL, 2UL)]
    [InlineData(2UL, 7UL)]
    public void Appeal_changes_openCasesEndOnce(ulong before, ulong after)
    {
        Mechanism old = Of(10, before), changed = Of(10, after);
        NetworkState state = Trial.Open(old, (Trial.Alice, 1_000), (Trial.Bob, 1_000));
        Evidence fault = Trial.WrongEvidence(Trial.Alice, "t", Epoch.Zero, Proportion.One, Trial.Bob);
        Amount lost = Amount.Zero;
        for (ulong epoch = 0; epoch < 30; epoch++)
        {
            state = epoch == 1 ? changed.Migrate(state, old.Policy).State : state;
            EpochSettlement settled = Trial.Settle(epoch < 1 ? old : changed, state, report => report with { Evidence = [fault] });
            lost += settled.OutcomeOf(Trial.Alice).Slashed;
            state = settled.After;
        }

        Assert.Equal(Amount.Of(100), lost);
        Assert.Empty(state.StateOf(Trial.Alice).Stake.Holds);
    }

    [Fact]
    public void RepetitionBreakerBondAndOffences_change_withAReport()
    {
        Mechanism old = Of(10, 4), changed = Mechanism.FromPolicy(old.Policy with
        {
            Stake = old.Policy.Stake with { MinimumBond = Amount.Of(1_500) },
            Offences =
            [
                new OffencePolicy
                {
                    Offence = Offence.Equivocation,
                    Curve = SlashingCurve.Constant(Proportion.Percent(1)).EscalatingBy(3).Capped(Proportion.One),
                    RepetitionWindow = EpochSpan.Of(50),
                    CircuitBreaker = Proportion.Percent(70),
                },
            ],
        });
        NetworkState state = Trial.Settle(old, Trial.Open(old, (Trial.Alice, 1_000), (Trial.Bob, 2_000)), report => report with { Verdicts = [Trial.Wrong(Trial.Alice, "t", Epoch.Zero)] }).After;
        Migration migration = changed.Migrate(state, old.Policy);
        Assert.Equal(
            [MigrationEffect.OffencePriced, MigrationEffect.OffenceFreed, MigrationEffect.CaseKept, MigrationEffect.BelowMinimumBond],
            migration.Changes.Select(change => change.Effect));
        Assert.All(migration.Changes, change => Assert.Matches("\\d|'", change.Message));
        Assert.Equal(state.StateOf(Trial.Alice).Stake.Holds.AsEnumerable(), migration.State.StateOf(Trial.Alice).Stake.Holds.AsEnumerable());
        Assert.Equal(Trial.Idle(old, state, 40).StateOf(Trial.Alice).Stake.Bonded, Trial.Idle(changed, migration.State, 40).StateOf(Trial.Alice).Stake.Bonded);
    }

    [Fact]
    public void Migrate_thereAndBack_inOneEpoch_changesNothing_andUnderTheOwnPolicyNeither()
    {
        Mechanism old = Of(21), changed = Of(5);
        NetworkState state = Trial.Idle(old, Trial.Open(old, (Trial.Alice, 1_000)), 30);
        Assert.Equal(state, old.Migrate(changed.Migrate(state, old.Policy).State, changed.Policy).State);
        Assert.Equal(state, old.Migrate(state, old.Policy).State);
        Assert.Empty(old.Migrate(state, old.Policy).Changes);
    }

    [Fact]
    public void ForeignState_isRefusedByEveryActButMigrate()
    {
        Mechanism old = Of(21), other = Of(5);
        NetworkState state = Trial.Open(old, (Trial.Alice, 1_000));
        Assert.False(other.TrySettle(state, new EpochReport { Epoch = Epoch.Zero }, out _, out var refusals));
        Assert.Equal(RefusalReason.ForeignState, Assert.Single(refusals).Reason);
        Assert.Contains(old.PolicyHash.ToString(), refusals[0].Message, StringComparison.Ordinal);
        Assert.Throws<SettlementRefusedException>(() => other.Settle(state, new EpochReport { Epoch = Epoch.Zero }));
        Assert.Throws<SettlementRefusedException>(() => other.Intake(state, new EpochReport { Epoch = Epoch.Zero }));
        Action[] acts =
        [
            () => other.Deposit(state, Trial.Alice, Amount.One),
            () => other.Unbond(state, Trial.Alice, Amount.One),
            () => other.CancelUnbonding(state, Trial.Alice, Amount.One),
            () => other.Withdraw(state, Trial.Alice),
            () => other.SelectAudits(state, [], default),
            () => other.Climate(state, default, FaultTotals.None),
            () => other.Migrate(state, other.Policy),
        ];
        Assert.All(acts, act => Assert.Contains(old.PolicyHash.ToString(), Assert.Throws<ForeignStateException>(act).Message, StringComparison.Ordinal));
    }

    private static Mechanism Of(ulong window, ulong appeal = 0) => Mechanism.Create(build => build
        .Stake(stake => stake.UnbondingPeriod(EpochSpan.Of(window)))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(10)), offence => offence with { AppealWindow = EpochSpan.Of(appeal) }));
}
