using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Tests.Staking;

/// <summary>Staking at its edges: what is equal, what is refused, and what is enough to stand.</summary>
public sealed class StakingEdgesTests
{
    private static readonly StakingRules Rules = new() { UnbondingPeriod = EpochSpan.Of(7), LiabilityWindow = EpochSpan.Of(6), MinimumBond = U(100), MaximumTranches = 5 };
    private static readonly ParticipantId Alice = ParticipantId.Of("alice");
    private static readonly ParticipantId Bob = ParticipantId.Of("bob");

    [Fact]
    public void Accounts_thatHoldTheSame_areEqual_byEveryQuestion()
    {
        StakeAccount one = StakeAccount.Open(Alice).Deposit(U(100), E(5), Rules).Account, same = StakeAccount.Open(Alice).Deposit(U(100), E(5), Rules).Account;
        StakeAccount[] others =
        [
            StakeAccount.Open(Alice), StakeAccount.Open(Bob).Deposit(U(100), E(5), Rules).Account, StakeAccount.Open(Alice).Deposit(U(101), E(5), Rules).Account,
            StakeAccount.Open(Alice).Deposit(U(100), E(6), Rules).Account, one.Hold(E(5), E(6), Rules), one.Unbond(U(100), E(6), Rules).Account,
        ];
        Assert.True(one == same && !(one != same) && one.Equals(same) && one.Equals((object)same) && one.GetHashCode() == same.GetHashCode());
        Assert.All(others, other => Assert.True(one != other && !(one == other) && !one.Equals(other) && !one.Equals((object)other) && other != one));
        StakeAccount? nobody = null;
        Assert.True(nobody == null && null == nobody && one != nobody && nobody != one && !one.Equals(null) && !one.Equals(new object()));
        Assert.Equal("alice: 60 bonded, 40 unbonding", StakeAccount.Open(Alice).Deposit(U(100), E(5), Rules with { MinimumBond = U(1) }).Account.Unbond(U(40), E(6), Rules with { MinimumBond = U(1) }).Account.ToString());
    }

    /// <summary>What is left behind must be enough, whoever it stands behind and whichever way it goes.</summary>
    [Fact]
    public void Redelegate_thatLeavesTooLittle_isRefused_andAllOrEnoughIsNot()
    {
        StakeAccount account = StakeAccount.Open(Alice).Deposit(U(250), E(5), Rules).Account.Deposit(U(100), Bob, E(5), Rules).Account;
        StakeRefusedException refused = Assert.Throws<StakeRefusedException>(() => account.Redelegate(U(151), Alice, Bob, E(6), Rules));
        Assert.Equal(StakeRefusal.BelowMinimumBond, refused.Refusal);
        Assert.Contains("99 units of alice would stand behind alice; expected none or at least 100 units", refused.Message, StringComparison.Ordinal);
        Assert.Equal((U(100), U(250)), Behind(account.Redelegate(U(150), Alice, Bob, E(6), Rules)));
        Assert.Equal((U(0), U(350)), Behind(account.Redelegate(U(250), Alice, Bob, E(6), Rules)));
        Assert.Equal(StakeRefusal.MoreThanBonded, Assert.Throws<StakeRefusedException>(() => account.Redelegate(U(251), Alice, Bob, E(6), Rules)).Refusal);
    }

    /// <summary>Stake that comes back in several tranches behind one operator counts together.</summary>
    [Fact]
    public void CancelUnbonding_ofTranchesThatAreEnoughOnlyTogether_isTaken()
    {
        StakeAccount account = StakeAccount.Open(Alice).Deposit(U(60), E(5), Rules with { MinimumBond = U(1) }).Account.Deposit(U(60), E(6), Rules with { MinimumBond = U(1) }).Account;
        Assert.Equal(2, account.Tranches.Length);
        StakeAccount left = account.Unbond(U(120), E(7), Rules).Account;
        Assert.Equal(U(120), left.CancelUnbonding(U(120), E(8), Rules).Account.Bonded);
        Assert.Equal(U(100), left.CancelUnbonding(U(100), E(8), Rules).Account.Bonded);
        Assert.Equal(StakeRefusal.BelowMinimumBond, Assert.Throws<StakeRefusedException>(() => left.CancelUnbonding(U(99), E(8), Rules)).Refusal);
    }

    [Fact]
    public void SlashableTotal_countsWhatStandsAndWhatWaits() => Assert.Equal(U(7), new SlashableTotal(U(3), U(4)).Total);

    [Fact]
    public void EffectiveStake_withoutAnIncrement_isRefusedInWords()
    {
        Assert.Contains("is 0 units; expected at least 1", Assert.Throws<ArgumentOutOfRangeException>(() => new EffectiveStake { Increment = Amount.Zero }).Message, StringComparison.Ordinal);
        Assert.Equal(Amount.One, new EffectiveStake { Increment = Amount.One }.Increment);
    }

    private static (Amount Alice, Amount Bob) Behind(StakeChange change) => (change.Account.BondedWith(Alice), change.Account.BondedWith(Bob));

    private static Amount U(ulong units) => Amount.Of(units);

    private static Epoch E(ulong epoch) => Epoch.Of(epoch);
}
