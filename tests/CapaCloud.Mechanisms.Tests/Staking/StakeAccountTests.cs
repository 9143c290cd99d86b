using System.Text.Json;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Tests.Staking;

public sealed class StakeAccountTests
{
    private static readonly ParticipantId Alice = ParticipantId.Of("alice");
    private static readonly ParticipantId First = ParticipantId.Of("first");
    private static readonly ParticipantId Second = ParticipantId.Of("second");

    private static readonly StakingRules Rules = new()
    {
        MinimumBond = Amount.Of(100),
        UnbondingPeriod = EpochSpan.Of(21),
        LiabilityWindow = EpochSpan.Of(21),
    };

    private static readonly StakeAccount Staked = StakeAccount.Open(Alice).Deposit(Units(1_000), Epoch.Of(5), Rules).Account;

    [Fact]
    public void Deposit_money_comesFromTheWallet()
    {
        StakeChange change = StakeAccount.Open(Alice).Deposit(Units(1_000), Epoch.Of(5), Rules);
        Assert.Equal("1,000 units from Wallet(alice) to Stake(alice) (Deposit)", change.Posting.ToString());
        Assert.Equal(Units(1_000), change.Account.Bonded);
        Assert.Equal(Units(1_000), change.Account.StandingAt(Epoch.Of(5)));
        Assert.Equal(Amount.Zero, change.Account.StandingAt(Epoch.Of(4)));
    }

    [Fact]
    public void Withdraw_beforeAndAtTheRelease_isNothingAndAll()
    {
        StakeAccount leaving = Staked.Unbond(Units(400), Epoch.Of(9), Rules).Account;
        Assert.Same(leaving, leaving.Withdraw(Epoch.Of(29), Rules).Account);
        StakeChange change = leaving.Withdraw(Epoch.Of(30), Rules);
        Assert.Equal("400 units from Stake(alice) to Wallet(alice) (Withdrawal)", change.Posting.ToString());
        Assert.Equal(Units(600), change.Account.Total);
    }

    [Fact]
    public void Slash_unbondingStake_reachesWhatStoodThen()
    {
        StakeAccount leaving = Staked.Unbond(Units(1_000), Epoch.Of(9), Rules).Account;
        StakeSlash slash = leaving.Slash(Epoch.Of(9), Proportion.Percent(5), Epoch.Of(29), Rules);
        Assert.Equal(Units(50), slash.Taken);
        Assert.Equal(Units(950), slash.Account.Withdraw(Epoch.Of(30), Rules).Moved);
        Assert.Equal(Amount.Zero, leaving.Slash(Epoch.Of(10), Proportion.One, Epoch.Of(29), Rules).Taken);
    }

    [Fact]
    public void Slash_laterDeposit_isNotTouched()
    {
        StakeAccount more = Staked.Deposit(Units(5_000), Epoch.Of(7), Rules).Account;
        StakeSlash slash = more.Slash(Epoch.Of(6), Proportion.One, Epoch.Of(8), Rules);
        Assert.Equal(Units(1_000), slash.Taken);
        Assert.Equal(Units(5_000), slash.Account.Total);
    }

    [Fact]
    public void Slash_penaltyRoundsUp_neverToZero()
    {
        StakeAccount small = StakeAccount.Open(Alice).Deposit(Units(101), Epoch.Of(5), Rules).Account;
        Assert.Equal(Units(6), small.Slash(Epoch.Of(5), Proportion.Percent(5), Epoch.Of(5), Rules).Taken);
        Assert.Equal(Amount.One, small.Slash(Epoch.Of(5), Proportion.FromParts(1), Epoch.Of(5), Rules).Taken);
    }

    [Fact]
    public void Slash_moreThanThereIs_namesTheShortfall()
    {
        StakeSlash slash = Staked.Slash(Alice, Epoch.Of(5), Units(1_200), Epoch.Of(6), Rules);
        Assert.Equal(Units(1_000), slash.Taken);
        Assert.Equal(Units(200), slash.Shortfall);
    }

    [Fact]
    public void Slash_nothingDue_isTheSameInstance() =>
        Assert.Same(Staked, Staked.Slash(Epoch.Of(5), Proportion.Zero, Epoch.Of(5), Rules).Account);

    [Fact]
    public void Prune_nothingToForget_isTheSameInstance()
    {
        StakeAccount old = Staked.Prune(Epoch.Of(100), Rules);
        Assert.Equal(Epoch.Zero, Assert.Single(old.Tranches).Since);
        Assert.Same(old, old.Prune(Epoch.Of(101), Rules));
    }

    [Fact]
    public void Lots_equalHistories_areOne()
    {
        StakeAccount account = Staked;
        for (ulong epoch = 6; epoch < 200; epoch++)
        {
            account = account.Deposit(Units(1), Epoch.Of(epoch), Rules).Account;
        }

        Assert.InRange(account.Tranches.Length, 1, 21);
        Assert.Single(account.Prune(Epoch.Of(400), Rules).Tranches);
    }

    [Fact]
    public void Redelegate_andBack_staysLiableForBoth()
    {
        StakeAccount account = StakeAccount.Open(Alice).Deposit(Units(1_000), First, Epoch.Of(5), Rules).Account
            .Redelegate(Units(1_000), First, Second, Epoch.Of(7), Rules).Account
            .Redelegate(Units(1_000), Second, First, Epoch.Of(9), Rules).Account;
        Assert.Equal(Units(1_000), account.StandingAt(First, Epoch.Of(6)));
        Assert.Equal(Amount.Zero, account.StandingAt(First, Epoch.Of(8)));
        Assert.Equal(Units(1_000), account.StandingAt(Second, Epoch.Of(8)));
        Assert.Equal(Units(1_000), account.StandingAt(First, Epoch.Of(9)));
        Assert.Equal(Units(1_000), account.StandingAt(Second, Epoch.Of(9)));
    }

    [Fact]
    public void Json_stored_comesBackEqual()
    {
        StakeAccount account = Staked.Unbond(Units(400), Epoch.Of(9), Rules).Account
            .Slash(Epoch.Of(6), Proportion.Percent(5), Epoch.Of(10), Rules).Account
            .Hold(Epoch.Of(9), Epoch.Of(10), Rules);
        Assert.Equal(account, JsonSerializer.Deserialize<StakeAccount>(JsonSerializer.Serialize(account)));
    }

    public static TheoryData<StakeRefusal, string> Refusals => new()
    {
        { StakeRefusal.NothingToMove, "0 units of alice were to be deposited" },
        { StakeRefusal.BelowMinimumBond, "50 units of alice would stand behind alice; expected none or at least 100" },
        { StakeRefusal.MoreThanBonded, "1,001 units were to be unbonded, but alice has only 1,000 units bonded" },
        { StakeRefusal.MoreThanUnbonding, "1 unit was to be bonded again, but alice has only 0 units unbonding" },
        { StakeRefusal.TooManyTranches, "expected at most 2" },
        { StakeRefusal.FaultInFuture, "A fault of epoch 9 cannot be charged in epoch 8, before it happened" },
        { StakeRefusal.FaultExpired, "the liability window of 21 epochs has closed" },
        { StakeRefusal.ReleaseBeyondTime, "after the last epoch, 2^64 - 1" },
        { StakeRefusal.StakeOverflow, "exceeds the largest amount, 2^128 - 1" },
        { StakeRefusal.EpochInPast, "Epoch 4 is before epoch 5" },
        { StakeRefusal.PoolFullySlashed, "It takes no delegation" },
        { StakeRefusal.TooSmallForAShare, "worth less than 1,000,000 shares" },
        { StakeRefusal.MoreThanHeld, "2,000,000 shares were to leave a pool of 1,000,000" },
        { StakeRefusal.ChangeTooLarge, "is a step of 0.1; expected at most 0.01" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Operation_badInput_isNamedAndChangesNothing(StakeRefusal refusal, string message)
    {
        StakingRules tight = Rules with { MaximumTranches = 2 };
        DelegationPool pool = new DelegationPool().Delegate(Amount.One).Pool;
        Action act = refusal switch
        {
            StakeRefusal.NothingToMove => () => Staked.Deposit(Amount.Zero, Epoch.Of(6), Rules),
            StakeRefusal.BelowMinimumBond => () => Staked.Unbond(Units(950), Epoch.Of(6), Rules),
            StakeRefusal.MoreThanBonded => () => Staked.Unbond(Units(1_001), Epoch.Of(6), Rules),
            StakeRefusal.MoreThanUnbonding => () => Staked.CancelUnbonding(Amount.One, Epoch.Of(6), Rules),
            StakeRefusal.TooManyTranches => () => Staked.Unbond(Units(1), Epoch.Of(6), tight).Account.Unbond(Units(1), Epoch.Of(7), tight),
            StakeRefusal.FaultInFuture => () => Staked.Slash(Epoch.Of(9), Proportion.One, Epoch.Of(8), Rules),
            StakeRefusal.FaultExpired => () => Staked.Slash(Epoch.Of(9), Proportion.One, Epoch.Of(30), Rules),
            StakeRefusal.ReleaseBeyondTime => () => Staked.Unbond(Units(1_000), Epoch.MaxValue, Rules),
            StakeRefusal.StakeOverflow => () => Staked.Deposit(Amount.MaxValue, Epoch.Of(6), Rules),
            StakeRefusal.EpochInPast => () => Staked.Deposit(Units(100), Epoch.Of(4), Rules),
            StakeRefusal.PoolFullySlashed => () => pool.Slash(Proportion.One).Pool.Delegate(Units(10)),
            StakeRefusal.TooSmallForAShare => () => pool.Reward(Units(1_000)).Pool.Delegate(Units(10)),
            StakeRefusal.MoreThanHeld => () => pool.Redeem(2_000_000),
            _ => () => new Commission { Ceiling = Proportion.One, LargestStep = Proportion.Percent(1) }.ChangeTo(Proportion.Percent(10), Epoch.Of(9)),
        };
        string before = Staked.ToString();
        StakeRefusedException refused = Assert.Throws<StakeRefusedException>(act);
        Assert.Equal(refusal, refused.Refusal);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.Contains("expected", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, Staked.ToString());
    }

    [Fact]
    public void Unbond_everything_isNeverRefusedForTranches()
    {
        StakingRules tight = Rules with { MaximumTranches = 2 };
        StakeAccount account = Staked.Unbond(Units(100), Epoch.Of(6), tight).Account;
        Assert.Equal(Amount.Zero, account.Unbond(Units(900), Epoch.Of(7), tight).Account.Bonded);
    }

    [Fact]
    public void Validate_rulesThatCannotWork_listsAllErrors()
    {
        IReadOnlyList<string> errors = new StakingRules { MaximumTranches = 1 }.Validate();
        Assert.Equal(2, errors.Count);
        Assert.Contains(new StakingRules { LiabilityWindow = EpochSpan.Of(9) }.Validate(), error => error.Contains("shorter than", StringComparison.Ordinal));
        Assert.Empty(Rules.Validate());
    }

    private static Amount Units(uint units) => Amount.Of(units);
}
