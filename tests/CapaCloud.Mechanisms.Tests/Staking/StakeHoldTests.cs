using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Tests.Staking;

/// <summary>What is held for a fault: all that stood at it, nothing else, until it is released.</summary>
public sealed class StakeHoldTests
{
    private static readonly ParticipantId Alice = ParticipantId.Of("alice");
    private static readonly ParticipantId First = ParticipantId.Of("first");
    private static readonly ParticipantId Second = ParticipantId.Of("second");
    private static readonly StakingRules Rules = new() { UnbondingPeriod = EpochSpan.Of(7), LiabilityWindow = EpochSpan.Of(6) };
    private static readonly StakeAccount Staked = StakeAccount.Open(Alice).Deposit(U(1_000), E(5), Rules).Account;

    /// <summary>One unit deposited after the fault halted the settlement: it was never held, and was charged all the same.</summary>
    [Fact]
    public void Hold_nothingStoodAtTheFault_changesNothing_andLaterStakeIsNeverCharged()
    {
        StakeAccount late = StakeAccount.Open(Alice).Deposit(U(1), E(1), Rules).Account;
        Assert.Same(late, late.Hold(E(0), E(1), Rules));
        Assert.Equal(Amount.Zero, late.Slash(E(0), Proportion.One, E(5), Rules).Taken);

        StakeAccount touched = late.Deposit(U(1), E(40), Rules).Account;
        Assert.False(touched.IsHeld(E(0)));
        Assert.Equal(StakeRefusal.FaultExpired, Assert.Throws<StakeRefusedException>(() => touched.Slash(E(0), Proportion.One, E(40), Rules)).Refusal);
    }

    [Fact]
    public void Hold_stakeThatCameLater_isNeitherHeldNorCharged()
    {
        StakeAccount held = Staked.Hold(E(6), E(7), Rules);
        for (ulong epoch = 8; epoch < 60; epoch++)
        {
            held = held.Deposit(U(10), E(epoch), Rules with { MaximumTranches = 99 }).Account;
        }

        Assert.Equal(U(1_000), held.StandingAt(E(6)));
        StakeAccount leaving = held.Unbond(held.Bonded, E(60), Rules).Account;
        Assert.Equal(U(520), leaving.WithdrawableAt(E(70), Rules));
        StakeSlash slash = leaving.Slash(E(6), Proportion.Percent(30), E(70), Rules);
        Assert.Equal((U(1_000), U(300), U(300)), (slash.Standing, slash.Due, slash.Taken));
        Assert.Equal(U(520), slash.Account.Withdraw(E(70), Rules).Moved);
        Assert.Equal(U(1_220), slash.Account.Release(E(6), E(70), Rules).Withdraw(E(70), Rules).Moved);
    }

    [Fact]
    public void Hold_twice_isOnce_andReleaseEndsIt()
    {
        StakeAccount held = Staked.Hold(E(6), E(7), Rules);
        Assert.Same(held, held.Hold(E(6), E(7), Rules));
        Assert.Same(held, held.Hold(E(6), E(70), Rules));
        Assert.Equal([new StakeHold(Alice, E(6))], held.Holds.ToArray());
        Assert.True(held.IsHeld(E(6)));
        Assert.False(held.IsHeld(E(5)));
        Assert.False(held.IsHeld(First, E(6)));
        StakeAccount released = held.Release(E(6), E(7), Rules);
        Assert.Equal(Staked, released);
        Assert.Same(released, released.Release(E(6), E(7), Rules));
    }

    [Fact]
    public void Hold_ofAnOtherFault_isKeptWhenOneIsReleased()
    {
        StakeAccount held = Staked.Hold(E(7), E(8), Rules).Hold(E(6), E(8), Rules).Unbond(U(1_000), E(8), Rules).Account;
        Assert.Equal([new StakeHold(Alice, E(6)), new StakeHold(Alice, E(7))], held.Holds.ToArray());
        StakeAccount one = held.Release(E(6), E(30), Rules);
        Assert.Equal(Amount.Zero, one.WithdrawableAt(E(30), Rules));
        Assert.Equal(U(1_000), one.StandingAt(E(7)));
        Assert.Equal(U(1_000), one.Release(E(7), E(30), Rules).WithdrawableAt(E(30), Rules));
    }

    /// <summary>The first and the last epoch behind the accused operator are held, the ones before and after are not.</summary>
    [Theory]
    [InlineData(4UL, false)]
    [InlineData(5UL, true)]
    [InlineData(7UL, true)]
    [InlineData(8UL, false)]
    public void Hold_redelegatedStake_isHeldForTheEpochsInWhichItStood(ulong fault, bool isHeld)
    {
        StakeAccount moved = StakeAccount.Open(Alice).Deposit(U(100), First, E(5), Rules).Account
            .Redelegate(U(100), First, Second, E(7), Rules).Account.Hold(First, E(fault), E(8), Rules);
        Assert.Equal(isHeld, moved.IsHeld(First, E(fault)));
        StakeAccount leaving = moved.Unbond(U(100), Second, E(8), Rules).Account;
        Assert.Equal(isHeld ? Amount.Zero : U(100), leaving.WithdrawableAt(E(15), Rules));
        Assert.Equal(isHeld ? U(0) : U(100), leaving.Withdraw(E(15), Rules).Moved);
    }

    [Fact]
    public void Hold_partOfTheStakeStood_thatPartIsHeld()
    {
        StakeAccount both = Staked.Deposit(U(50), E(7), Rules).Account.Hold(E(6), E(8), Rules).Unbond(U(1_050), E(8), Rules).Account;
        StakeChange left = both.Withdraw(E(15), Rules);
        Assert.Equal((U(50), U(1_000)), (left.Moved, left.Account.Total));
    }

    [Fact]
    public void Hold_everythingTaken_isNotAnErrorAndEndsWithTheRelease()
    {
        StakeAccount held = Staked.Hold(E(6), E(7), Rules);
        StakeAccount empty = held.Slash(E(6), Proportion.One, E(7), Rules).Account;
        Assert.Equal(U(1_000), empty.StandingAt(E(6)));
        Assert.Equal(Amount.Zero, empty.Slash(E(6), Proportion.One, E(90), Rules).Taken);
        Assert.True(empty.Prune(E(90), Rules).IsHeld(E(6)));
        Assert.True(empty.Release(E(6), E(90), Rules).IsClosed);
    }

    [Fact]
    public void Slash_closedAccount_takesNothing()
    {
        StakeSlash slash = StakeAccount.Open(Alice).Slash(Alice, E(6), U(10), E(6), Rules);
        Assert.Equal((Amount.Zero, U(10), Amount.Zero, U(10)), (slash.Standing, slash.Due, slash.Taken, slash.Shortfall));
        Assert.Equal(Amount.Zero, StakeAccount.Open(Alice).Slash(E(6), Proportion.One, E(6), Rules).Due);
        Assert.True(StakeAccount.Open(Alice).Hold(E(6), E(6), Rules).IsClosed);
    }

    [Theory]
    [InlineData(8UL, 7UL, StakeRefusal.FaultInFuture)]
    [InlineData(5UL, 11UL, StakeRefusal.FaultExpired)]
    public void Hold_faultThatCannotBeCharged_isRefused(ulong fault, ulong now, StakeRefusal refusal)
    {
        Assert.Equal(refusal, Assert.Throws<StakeRefusedException>(() => Staked.Hold(E(fault), E(now), Rules)).Refusal);
        Assert.Equal(refusal, Assert.Throws<StakeRefusedException>(() => Staked.Slash(E(fault), Proportion.One, E(now), Rules)).Refusal);
        Assert.Equal(refusal, Assert.Throws<StakeRefusedException>(() => Staked.Slash(Alice, E(fault), U(1), E(now), Rules)).Refusal);
        Assert.Throws<StakeRefusedException>(() => StakeAccount.Open(Alice).Hold(E(fault), E(now), Rules));
    }

    /// <summary>The last epoch of the window is inside it.</summary>
    [Fact]
    public void Hold_lastEpochOfTheWindow_isHeld() => Assert.True(Staked.Hold(E(5), E(10), Rules).IsHeld(E(5)));

    /// <summary>Unbonded while faults could be charged for 6 epochs, and the window has grown to 20 since.</summary>
    [Fact]
    public void Withdraw_afterTheWindowGrew_waitsUntilNoFaultCanBeCharged()
    {
        StakingRules longer = Rules with { UnbondingPeriod = EpochSpan.Of(20), LiabilityWindow = EpochSpan.Of(20) };
        StakeAccount leaving = Staked.Unbond(U(1_000), E(8), Rules).Account;
        Assert.Equal(U(1_000), leaving.WithdrawableAt(E(15), Rules));
        Assert.Equal(Amount.Zero, leaving.WithdrawableAt(E(27), longer));
        Assert.Equal(U(1_000), leaving.WithdrawableAt(E(28), longer));
        Assert.Equal(Amount.Zero, leaving.WithdrawableAt(E(14), Rules));
    }

    private static Amount U(ulong units) => Amount.Of(units);

    private static Epoch E(ulong epoch) => Epoch.Of(epoch);
}
