using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Staking;
using static CapaCloud.Mechanisms.Tests.Settlement.Delegations.DelegationTrial;

namespace CapaCloud.Mechanisms.Tests.Settlement.Delegations;

/// <summary>What delegators earn, lose and get back, to the unit.</summary>
public sealed class DelegationLifeTests
{
    [Fact]
    public void Reward_isDividedByStake_afterCommission()
    {
        EpochSettlement settled = Work(Delegated, Open(Delegated));

        // 1,000 units: 30,000 of 40,000 units of stake are delegated, so 750 are the delegators'; 10 % of them are the commission.
        ParticipantOutcome alice = settled.OutcomeOf(Alice);
        Assert.Equal((Amount.Of(1_000), Amount.Of(325)), (alice.Reward, alice.Paid));
        Assert.Equal(new DelegatorsOutcome { Rewards = Amount.Of(675), Commission = Amount.Of(75), Slashed = Amount.Zero, Dust = Amount.Zero }, alice.Delegators);
        Assert.Equal((Amount.Of(450), Amount.Of(225)), (Pool(settled.After).RewardsOf(Dora), Pool(settled.After).RewardsOf(Dan)));
    }

    [Fact]
    public void Penalty_isTakenInProportion()
    {
        EpochSettlement settled = Work(Delegated, Open(Delegated), report => report with { Verdicts = [Wrong(1)] });

        // 30 % of 40,000 units are due; a quarter of them by alice, who also forfeits her reward and with it the delegators'.
        Assert.Equal((Amount.Of(3_000), Amount.Of(9_000)), (settled.OutcomeOf(Alice).Slashed, settled.OutcomeOf(Alice).Delegators!.Slashed));
        Assert.Equal((Amount.Of(14_000), Amount.Of(7_000)), (Pool(settled.After).StakeOf(Dora), Pool(settled.After).StakeOf(Dan)));
        Assert.Equal(Amount.Zero, Pool(settled.After).RewardsOf(Dora));
    }

    [Fact]
    public void Penalty_ownStakeFirst_reachesDelegatorsWithTheRest()
    {
        EpochSettlement settled = Work(OwnStakeFirst, Open(OwnStakeFirst), report => report with { Verdicts = [Wrong(1)] });
        Assert.Equal((Amount.Of(10_000), Amount.Of(2_000)), (settled.OutcomeOf(Alice).Slashed, settled.OutcomeOf(Alice).Delegators!.Slashed));
    }

    [Fact]
    public void Bounty_isAPartOfTheOperatorsOwnLoss()
    {
        NetworkState state = Open(Delegated);
        Evidence evidence = new() { Offence = Offence.IncorrectResult, Offender = Alice, Task = TaskId.Of("t"), FaultEpoch = state.Epoch, Severity = Proportion.One, Reporter = Bob };
        EpochSettlement settled = Settle(Delegated, state, report => report with { Evidence = [evidence] });
        Assert.Equal(Amount.Of(300), settled.OutcomeOf(Alice).Bounties);
    }

    [Fact]
    public void LateFault_reachesWhoStood_notWhoCameLater()
    {
        NetworkState state = Open(Delegated);
        state = Delegated.UndelegateStake(state, Dan, Alice, Amount.Of(10_000));
        state = Settle(Delegated, state).After;
        state = Delegated.DelegateStake(state, ParticipantId.Of("late"), Alice, Amount.Of(50_000)).State;
        EpochSettlement settled = Settle(Delegated, state, report => report with { Verdicts = [Wrong(1)] });
        Assert.Equal(
            (Amount.Of(14_000), Amount.Of(7_000), Amount.Of(50_000)),
            (Pool(settled.After).StakeOf(Dora), Pool(settled.After).LeavingOf(Dan), Pool(settled.After).StakeOf(ParticipantId.Of("late"))));
    }

    [Fact]
    public void ClaimAndCompound_payOnce()
    {
        NetworkState state = Work(Delegated, Open(Delegated)).After;
        StateChange claimed = Delegated.ClaimRewards(state, Dora, Alice);
        Assert.Equal(new Posting(LedgerAccount.DelegationPool(Alice), LedgerAccount.Wallet(Dora), Amount.Of(450), PostingReason.Reward), claimed.Postings.Single());
        Assert.Empty(Delegated.ClaimRewards(claimed.State, Dora, Alice).Postings);
        NetworkState compounded = Delegated.CompoundRewards(claimed.State, Dan, Alice);
        Assert.Equal(Amount.Of(10_225), Pool(compounded).StakeOf(Dan));
        Assert.Equal(state.Books.Held - Amount.Of(450), compounded.Books.Held);
        Assert.Empty(compounded.Inconsistencies());
    }

    [Fact]
    public void Exit_waitsForLiability_thenPaysAll()
    {
        NetworkState state = Delegated.UndelegateStake(Open(Delegated), Dora, Alice, Amount.Of(5_000));
        Assert.Empty(Delegated.WithdrawDelegation(state, Dora, Alice).Postings);
        for (int epoch = 0; epoch < 5; epoch++)
        {
            state = Settle(Delegated, state).After;
        }

        StateChange paid = Delegated.WithdrawDelegation(state, Dora, Alice);
        Assert.Equal(new Posting(LedgerAccount.DelegationPool(Alice), LedgerAccount.Wallet(Dora), Amount.Of(5_000), PostingReason.Withdrawal), paid.Postings.Single());
        Assert.Empty(Delegated.WithdrawDelegation(paid.State, Dora, Alice).Postings);
        Assert.Equal(Amount.Of(15_000), Pool(paid.State).StakeOf(Dora));
    }

    [Fact]
    public void Redelegation_movesWhatIsReleased()
    {
        NetworkState state = Delegated.SetCommission(Delegated.UndelegateStake(Open(Delegated), Dora, Alice, Amount.Of(5_000)), Bob, Proportion.Zero);
        Assert.Equal(StakeRefusal.DelegationTooSmall, Refusal(() => Delegated.Redelegate(state, Dora, Alice, Bob)));
        Assert.Contains("to the same operator", Assert.Throws<ArgumentException>(() => Delegated.Redelegate(state, Dora, Alice, Alice)).Message, StringComparison.Ordinal);
        NetworkState later = state;
        for (int epoch = 0; epoch < 5; epoch++)
        {
            later = Settle(Delegated, later).After;
        }

        StateChange moved = Delegated.Redelegate(later, Dora, Alice, Bob);
        Assert.Equal(new Posting(LedgerAccount.DelegationPool(Alice), LedgerAccount.DelegationPool(Bob), Amount.Of(5_000), PostingReason.Redelegation), moved.Postings.Single());
        Assert.Equal(Amount.Of(5_000), moved.State.StateOf(Bob).Delegated!.StakeOf(Dora));
        Assert.Empty(moved.State.Inconsistencies());
    }

    [Fact]
    public void Appeal_holdsWhatStood_andTheRewardsOfTheEpochs()
    {
        NetworkState state = Open(WithAppeals);
        state = WithAppeals.UndelegateStake(state, Dan, Alice, Amount.Of(10_000));
        EpochSettlement accused = Work(WithAppeals, state, report => report with { Verdicts = [Wrong(1)] });
        Digest key = accused.After.StateOf(Alice).Cases.Single().Key;
        Assert.Equal((Amount.Of(1_000), Amount.Zero), (accused.OutcomeOf(Alice).Withheld, accused.OutcomeOf(Alice).Delegators!.Rewards));

        // The next epoch's reward is moved, and waits with the earlier one: each is divided among those who stood in its epoch.
        EpochSettlement next = Work(WithAppeals, accused.After);
        Assert.Equal(2, Pool(next.After).Waiting.Length);
        Assert.Equal(Amount.Zero, Pool(next.After).RewardsOf(Dora));

        EpochSettlement overturned = Settle(WithAppeals, next.After, report => report with { Rulings = [new Ruling(Alice, key, RulingOutcome.Overturned)] });
        EpochSettlement never = Settle(WithAppeals, Work(WithAppeals, Work(WithAppeals, state).After).After);
        Assert.Equal(Pool(never.After), Pool(overturned.After));
        Assert.Equal(Amount.Of(450 + 600), Pool(overturned.After).RewardsOf(Dora));

        EpochSettlement confirmed = Settle(WithAppeals, next.After, report => report with { Rulings = [new Ruling(Alice, key, RulingOutcome.Confirmed)] });
        Assert.Equal(Amount.Of(600), Pool(confirmed.After).RewardsOf(Dora));
        Assert.Equal(Amount.Of(2_000), confirmed.OutcomeOf(Alice).Delegators!.Slashed);
    }

    [Fact]
    public void Appeal_longerThanTheWindow_stillHolds()
    {
        Mechanism mechanism = Compose(EpochSpan.Of(12), ownStakeFirst: false);
        NetworkState state = mechanism.UndelegateStake(Open(mechanism), Dan, Alice, Amount.Of(10_000));
        state = Settle(mechanism, state, report => report with { Verdicts = [Wrong(1)] }).After;
        state = mechanism.DelegateStake(state, ParticipantId.Of("late"), Alice, Amount.Of(1_000)).State;
        state = mechanism.UndelegateStake(state, ParticipantId.Of("late"), Alice, Amount.Of(1_000));
        for (int epoch = 0; epoch < 9; epoch++)
        {
            state = Settle(mechanism, state).After;
        }

        Assert.Empty(mechanism.WithdrawDelegation(state, Dan, Alice).Postings);
        StateChange late = mechanism.WithdrawDelegation(state, ParticipantId.Of("late"), Alice);
        Assert.Equal(Amount.Of(1_000), late.Postings.Single().Amount);
        for (int epoch = 0; epoch < 5; epoch++)
        {
            state = Settle(mechanism, state).After;
        }

        Assert.Equal(Amount.Of(7_000), mechanism.WithdrawDelegation(state, Dan, Alice).Postings.Single().Amount);
    }

    [Fact]
    public void DelegatedStake_countsForCoverAndShareAtFault()
    {
        NetworkState state = Open(Delegated);
        Assert.Equal(Amount.Of(50_000), Settle(Delegated, state).Faults.Stake);
        EpochSettlement faulty = Settle(Delegated, state, report => report with { Verdicts = [Wrong(1)] });
        Assert.Equal(Amount.Of(40_000), faulty.After.StateOf(Alice).Cases.Single().StakeAtFault);
    }

    [Fact]
    public void Commission_isRaisedAfterItsNotice_andLoweredAtOnce()
    {
        NetworkState raised = Delegated.SetCommission(Open(Delegated), Alice, Proportion.Percent(20));
        NetworkState lowered = Delegated.SetCommission(Open(Delegated), Alice, Proportion.Zero);
        Assert.Equal(Amount.Of(75), Work(Delegated, raised).OutcomeOf(Alice).Delegators!.Commission);
        Assert.Equal(Amount.Of(75), Work(Delegated, lowered).OutcomeOf(Alice).Delegators!.Commission);
        lowered = Work(Delegated, lowered).After;
        Assert.Equal(Amount.Zero, Work(Delegated, lowered).OutcomeOf(Alice).Delegators!.Commission);
        for (int epoch = 0; epoch < 6; epoch++)
        {
            raised = Work(Delegated, raised).After;
        }

        Assert.Equal(Amount.Of(150), Work(Delegated, raised).OutcomeOf(Alice).Delegators!.Commission);
    }

    [Fact]
    public void Refusals_sayWhich()
    {
        NetworkState state = Open(Delegated);
        NetworkState without = SmallNetwork.Open();
        Assert.Equal(StakeRefusal.NoDelegation, Refusal(() => SmallNetwork.Mechanism.SetCommission(without, SmallNetwork.Alice, Proportion.Zero)));
        Assert.Equal(StakeRefusal.NoDelegation, Refusal(() => Delegated.DelegateStake(state, Dora, Bob, Amount.Of(100))));
        Assert.Equal(StakeRefusal.OwnDelegation, Refusal(() => Delegated.DelegateStake(state, Alice, Alice, Amount.Of(100))));
        Assert.Equal(StakeRefusal.OwnDelegation, Refusal(() => Delegated.DelegateStake(state, default, Alice, Amount.Of(100))));
        Assert.Equal(StakeRefusal.DelegationTooSmall, Refusal(() => Delegated.DelegateStake(state, Dora, Alice, Amount.Of(9))));
        Assert.Equal(StakeRefusal.MoreThanHeld, Refusal(() => Delegated.UndelegateStake(state, Dora, Alice, Amount.Of(20_001))));
        Assert.Equal(StakeRefusal.NothingToMove, Refusal(() => Delegated.UndelegateStake(state, Dora, Alice, Amount.Zero)));
        Assert.Equal(StakeRefusal.NothingToMove, Refusal(() => Delegated.UndelegateStake(state, Bob, Alice, Amount.Zero)));
        Assert.Equal(StakeRefusal.DelegationTooSmall, Refusal(() => Delegated.UndelegateStake(state, Dora, Alice, Amount.Of(19_995))));
        Assert.Equal(StakeRefusal.ChangeTooLarge, Refusal(() => Delegated.SetCommission(state, Bob, Proportion.Percent(21))));
        Assert.Equal(StakeRefusal.ChangeTooLarge, Refusal(() => Delegated.SetCommission(state, Alice, Proportion.Percent(21))));
        Assert.Throws<KeyNotFoundException>(() => Delegated.DelegateStake(state, Dora, ParticipantId.Of("nobody"), Amount.Of(100)));
        Assert.Throws<ForeignStateException>(() => Delegated.DelegateStake(without, Dora, Alice, Amount.Of(100)));
    }

    [Fact]
    public void ManySmallMoves_areBounded_andAllMayLeave()
    {
        NetworkState state = Open(Delegated);
        for (int number = 1; number < StakingRules.DefaultMaximumTranches; number++)
        {
            state = Delegated.DelegateStake(state, Dora, Alice, Amount.Of(100)).State;
        }

        Assert.Equal(StakeRefusal.TooManyTranches, Refusal(() => Delegated.DelegateStake(state, Dora, Alice, Amount.Of(100))));
        state = Delegated.UndelegateStake(state, Dora, Alice, Pool(state).StakeOf(Dora));
        Assert.Equal((Amount.Zero, Amount.Of(26_300)), (Pool(state).StakeOf(Dora), Pool(state).LeavingOf(Dora)));
        Assert.Empty(Settle(Delegated, state).After.Inconsistencies());
    }

    [Fact]
    public void LostPool_canBeLeftAndJoinedAgain()
    {
        Mechanism mechanism = Mechanism.FromPolicy(Delegated.Policy with { Offences = [Delegated.Policy.Offences[0] with { Curve = SlashingCurve.Constant(Proportion.One) }] });
        NetworkState state = Settle(mechanism, Open(mechanism), report => report with { Verdicts = [Wrong(1)] }).After;
        Assert.Equal(Amount.Zero, Pool(state).StakeOf(Dora));
        state = mechanism.UndelegateStake(state, Dora, Alice, Amount.Zero);
        state = mechanism.Deposit(state, Alice, Amount.Of(5_000)).State;
        state = mechanism.DelegateStake(state, Dan, Alice, Amount.Of(1_000)).State;
        for (int epoch = 0; epoch < 60; epoch++)
        {
            state = Work(mechanism, state).After;
        }

        Assert.Equal(Amount.Of(1_000), Pool(state).StakeOf(Dan));
        Assert.Empty(mechanism.WithdrawDelegation(state, Dora, Alice).Postings);
        state = mechanism.WithdrawDelegation(state, Dora, Alice).State;
        Assert.DoesNotContain(Pool(state).Leaving, one => one.Delegator == Dora);
    }
}
