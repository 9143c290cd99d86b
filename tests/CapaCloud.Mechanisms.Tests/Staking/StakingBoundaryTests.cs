using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Tests.Staking;

/// <summary>Each limit, to the last unit and the last epoch: exactly there it holds, one further it does not.</summary>
public sealed class StakingBoundaryTests
{
    private static readonly StakingRules Rules = new() { UnbondingPeriod = EpochSpan.Of(7), LiabilityWindow = EpochSpan.Of(6), MinimumBond = U(100), MaximumTranches = 3 };
    private static readonly ParticipantId Alice = ParticipantId.Of("alice");
    private static readonly ParticipantId Bob = ParticipantId.Of("bob");

    [Fact]
    public void ChurnSchedule_exactlyTheRoom_staysInTheEpoch()
    {
        ChurnSchedule queue = new(E(1), U(3));
        Assert.Equal(new ChurnSchedule(E(1), U(1)), queue.Enter(U(2), U(10), E(0), EpochSpan.Zero));
        Assert.Equal(new ChurnSchedule(E(1), U(0)), queue.Enter(U(3), U(10), E(0), EpochSpan.Zero));
        Assert.Equal(new ChurnSchedule(E(2), U(9)), queue.Enter(U(4), U(10), E(0), EpochSpan.Zero));
        Assert.Equal(new ChurnSchedule(E(2), U(0)), queue.Enter(U(13), U(10), E(0), EpochSpan.Zero));
        Assert.Equal(new ChurnSchedule(E(3), U(9)), queue.Enter(U(14), U(10), E(0), EpochSpan.Zero));
        Assert.Equal(new ChurnSchedule(E(2), U(10)), queue.Enter(U(0), U(10), E(1), EpochSpan.Zero));
        Assert.Equal(new ChurnSchedule(E(ulong.MaxValue), U(9)), default(ChurnSchedule).Enter(U(1), U(10), E(ulong.MaxValue - 1), EpochSpan.Zero));
        Assert.Equal(StakeRefusal.ReleaseBeyondTime, Refusal(() => default(ChurnSchedule).Enter(U(11), U(10), E(ulong.MaxValue - 1), EpochSpan.Zero)));
    }

    [Fact]
    public void EffectiveStake_exactlyTheMargin_isNotFollowed()
    {
        EffectiveStake rule = new() { Increment = U(32), DownwardMargin = U(8), UpwardMargin = U(40), Maximum = U(128) };
        Assert.Equal(U(64), rule.Follow(U(64), U(56)));
        Assert.Equal(U(32), rule.Follow(U(64), U(55)));
        Assert.Equal(U(64), rule.Follow(U(64), U(104)));
        Assert.Equal(U(96), rule.Follow(U(64), U(105)));
        Assert.Equal(U(128), rule.Follow(U(64), U(1_000)));
    }

    [Fact]
    public void DelegationPool_exactlyTheLimits_roundsAgainstTheCaller()
    {
        Assert.Equal(U(6), new DelegationPool(U(101), 5).Slash(Proportion.Percent(5)).Taken);
        (DelegationPool pool, UInt128 issued) = default(DelegationPool).Delegate(U(1));
        Assert.Equal((UInt128)1_000_000, issued);
        Assert.Equal((Amount.MaxValue - U(1), U(1)), (pool.Reward(Amount.MaxValue - U(1)).Refused, pool.Reward(Amount.MaxValue - U(1)).Pool.Assets));
        Assert.Equal(Amount.MaxValue - U(1), pool.Reward(Amount.MaxValue - U(2)).Pool.Assets);

        // floor(7 * (3,000,000 + 10^6) / (5 + 1)).
        Assert.Equal((UInt128)4_666_666, new DelegationPool(U(5), 3_000_000).Delegate(U(7)).Issued);
        Assert.Equal(StakeRefusal.TooSmallForAShare, Refusal(() => new DelegationPool(U(4), 3_000_000).Delegate(U(1))));
        Assert.Equal((UInt128)1_000_000, new DelegationPool(U(3), 3_000_000).Delegate(U(1)).Issued);
    }

    [Fact]
    public void MinimumBond_exactly_isEnough()
    {
        StakeAccount account = StakeAccount.Open(Alice).Deposit(U(100), E(5), Rules).Account.Deposit(U(1), E(5), Rules).Account;
        Assert.Equal(U(100), account.Unbond(U(1), E(5), Rules).Account.Bonded);
        Assert.Equal(StakeRefusal.BelowMinimumBond, Refusal(() => account.Unbond(U(2), E(5), Rules)));
        StakeAccount both = account.Deposit(U(100), Bob, E(5), Rules).Account;
        Assert.Equal(U(101), both.Redelegate(U(1), Alice, Bob, E(5), Rules).Account.BondedWith(Bob));
        Assert.Equal(StakeRefusal.BelowMinimumBond, Refusal(() => account.Redelegate(U(99), Alice, Bob, E(5), Rules)));

        // What stands again must be enough again, and all of it is.
        StakeAccount left = account.Unbond(U(101), E(6), Rules).Account;
        Assert.Equal(StakeRefusal.BelowMinimumBond, Refusal(() => left.CancelUnbonding(U(99), E(6), Rules)));
        Assert.Equal(U(100), left.CancelUnbonding(U(100), E(6), Rules).Account.Bonded);
        Assert.Equal(U(101), left.CancelUnbonding(U(101), E(6), Rules).Account.Bonded);
        Assert.Equal(StakeRefusal.MoreThanUnbonding, Refusal(() => left.CancelUnbonding(U(102), E(6), Rules)));
    }

    [Fact]
    public void Deposit_toTheLargestAmount_andOneUnitMore()
    {
        StakeAccount account = StakeAccount.Open(Alice).Deposit(Amount.MaxValue - U(100), E(5), Rules).Account;
        Assert.Equal(Amount.MaxValue, account.Deposit(U(100), E(6), Rules).Account.Total);
        Assert.Equal(StakeRefusal.StakeOverflow, Refusal(() => account.Deposit(U(101), E(6), Rules)));
    }

    [Fact]
    public void Unbond_inTheLastEpochsOfTime_andOneLater()
    {
        StakeAccount account = StakeAccount.Open(Alice).Deposit(U(100), E(5), Rules).Account;
        Assert.Equal(Epoch.MaxValue, account.Unbond(U(100), E(ulong.MaxValue - 7), Rules).Account.Tranches[0].Release);
        Assert.Equal(StakeRefusal.ReleaseBeyondTime, Refusal(() => account.Unbond(U(100), E(ulong.MaxValue - 6), Rules)));
    }

    [Fact]
    public void Tranches_exactlyTheMost_andOneMore()
    {
        StakeAccount account = StakeAccount.Open(Alice).Deposit(U(100), E(5), Rules).Account.Deposit(U(1), E(6), Rules).Account.Deposit(U(1), E(7), Rules).Account;
        Assert.Equal(3, account.Tranches.Length);
        Assert.Equal(StakeRefusal.TooManyTranches, Refusal(() => account.Deposit(U(1), E(8), Rules)));
        // Who has more than the rules allow, because the rules have changed, can still do what adds none.
        Assert.Equal(3, account.Unbond(U(1), E(8), Rules with { MaximumTranches = 2 }).Account.Tranches.Length);

        // Each return behind another operator is a stretch to remember: 3 of them and the present one are more than 3.
        StakeAccount moving = StakeAccount.Open(Alice).Deposit(U(100), E(5), Rules).Account
            .Redelegate(U(100), Alice, Bob, E(6), Rules).Account.Redelegate(U(100), Bob, Alice, E(8), Rules).Account;
        Assert.Equal(2, moving.Tranches[0].Earlier.Length);
        Assert.Equal(StakeRefusal.TooManyTranches, Refusal(() => moving.Redelegate(U(100), Alice, Bob, E(10), Rules)));
    }

    [Fact]
    public void Epochs_sameIsForward_andOneBeforeIsNot()
    {
        StakeAccount account = StakeAccount.Open(Alice).Deposit(U(300), E(5), Rules).Account.Unbond(U(100), E(9), Rules).Account;
        Assert.Equal(U(201), account.Deposit(U(1), E(9), Rules).Account.Bonded);
        Assert.Equal(StakeRefusal.EpochInPast, Refusal(() => account.Deposit(U(1), E(8), Rules)));
        StakeAccount slashed = StakeAccount.Open(Alice).Deposit(U(300), E(5), Rules).Account.Slash(E(6), Proportion.Half, E(10), Rules).Account;
        Assert.Equal(StakeRefusal.EpochInPast, Refusal(() => slashed.Deposit(U(1), E(9), Rules)));
        Assert.Equal(U(151), slashed.Deposit(U(1), E(10), Rules).Account.Bonded);
    }

    [Fact]
    public void Release_isTheLongerWait_toTheEpoch()
    {
        StakingRules liable = Rules with { UnbondingPeriod = EpochSpan.Of(2), LiabilityWindow = EpochSpan.Of(6) };
        Assert.Equal(EpochSpan.Of(6), liable.ReleaseDelay);
        StakeAccount account = StakeAccount.Open(Alice).Deposit(U(100), E(5), liable).Account.Unbond(U(100), E(9), liable).Account;
        Assert.Equal((U(0), U(100)), (account.WithdrawableAt(E(14), liable), account.WithdrawableAt(E(15), liable)));
        Assert.Equal(U(1), account.Slash(E(9), Proportion.FromQuotient(1, 1_000, Rounding.Up), E(14), liable).Taken);
        Assert.Equal(StakeRefusal.FaultExpired, Refusal(() => account.Slash(E(9), Proportion.One, E(15), liable)));
        Assert.Equal((E(10), E(0), E(15)), (liable.EarliestChargeable(E(15)), liable.EarliestChargeable(E(5)), new StakingRules().EarliestChargeable(E(15))));

        // Rules that grew since: what was to be released in epoch 11 still answers for epoch 9, and waits.
        StakingRules shorter = liable with { LiabilityWindow = EpochSpan.Of(2) };
        StakeAccount early = StakeAccount.Open(Alice).Deposit(U(100), E(5), shorter).Account.Unbond(U(100), E(9), shorter).Account;
        Assert.Equal((U(100), U(0), U(100)), (early.WithdrawableAt(E(11), shorter), early.WithdrawableAt(E(14), liable), early.WithdrawableAt(E(15), liable)));
    }

    [Fact]
    public void Validate_exactlyTheLimits_isRight()
    {
        StakingRules longest = new() { UnbondingPeriod = EpochSpan.Of(uint.MaxValue), LiabilityWindow = EpochSpan.Of(uint.MaxValue), MaximumTranches = 2 };
        Assert.Empty(longest.Validate());
        Assert.Equal(
            ["LiabilityWindow is 4,294,967,296 epochs; expected at most 4,294,967,295.", "UnbondingPeriod is 4,294,967,296 epochs; expected at most 4,294,967,295."],
            (longest with { UnbondingPeriod = EpochSpan.Of(4_294_967_296), LiabilityWindow = EpochSpan.Of(4_294_967_296) }).Validate());
        Assert.Equal(
            ["MaximumTranches is 1; expected at least 2, one that stands and one that leaves.", "LiabilityWindow is 0 epochs: no fault could ever be charged; expected at least 1."],
            new StakingRules { MaximumTranches = 1 }.Validate());
        Assert.Equal(
            ["UnbondingPeriod is 5 epochs, shorter than the liability window of 6 epochs: stake could leave before a fault is found."],
            (Rules with { UnbondingPeriod = EpochSpan.Of(5) }).Validate());
    }

    /// <summary>Claims of a tenth of a unit less than all: the last one gets what is left, the others what they are worth.</summary>
    [Fact]
    public void Pool_exitThatWasSlashed_takesNoFurtherLeavers()
    {
        (OperatorPool pool, PoolShare share) = OperatorPool.Open(Bob).Delegate(U(1_000), E(1), Rules);
        (pool, share, PoolClaim first) = pool.Undelegate(share, share.Shares / 2, E(3), Rules);
        pool = pool.Slash(E(2), Proportion.Percent(10), E(3), Rules).Pool;
        (pool, share, PoolClaim second) = pool.Undelegate(share, share.Shares, E(3), Rules);
        Assert.Equal((0, 1), (first.Exit, second.Exit));
        Assert.Equal((U(450), U(450)), (pool.WorthOf(first), pool.WorthOf(second)));
        Assert.Equal(StakeRefusal.NotReleased, Refusal(() => pool.Withdraw(first, E(9), Rules)));
        Assert.Equal(U(450), pool.Withdraw(first, E(10), Rules).Paid);
    }

    [Fact]
    public void Ledger_accountsOfOneKind_areToldApartByOwner()
    {
        Assert.True(LedgerAccount.Stake(Alice).CompareTo(LedgerAccount.Stake(Bob)) < 0);
        NetworkLedger ledger = NetworkLedger.Of([new(LedgerAccount.Stake(Alice), U(1)), new(LedgerAccount.Stake(Bob), U(2)), new(LedgerAccount.Dust, U(4))]);
        Assert.Equal((U(1), U(2), U(3), U(4)), (ledger.BalanceOf(LedgerAccount.Stake(Alice)), ledger.BalanceOf(LedgerAccount.Stake(Bob)), ledger.Totals.Held, ledger.Totals.Dust));
    }

    private static void Refused(string message, Action act) => Assert.Contains(message, Assert.Throws<StakeRefusedException>(act).Message, StringComparison.Ordinal);

    private static StakeRefusal Refusal(Func<object?> act) => Assert.Throws<StakeRefusedException>(act).Refusal;

    private static Amount U(ulong units) => Amount.Of(units);

    private static Epoch E(ulong epoch) => Epoch.Of(epoch);
}
