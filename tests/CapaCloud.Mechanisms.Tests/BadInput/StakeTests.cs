using System.Text.Json;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Tests.BadInput;

/// <summary>Stake accounts, pools, commissions and churn: each act out of order, without rules or beyond what there is.</summary>
public sealed class StakeTests
{
    private static readonly ParticipantId Alice = ParticipantId.Of("alice");

    private static readonly StakingRules Rules = new() { UnbondingPeriod = EpochSpan.Of(5), LiabilityWindow = EpochSpan.Of(5) };

    private static readonly StakeAccount Account = StakeAccount.Open(Alice).Deposit(Amount.Of(500), Epoch.Of(10), Rules).Account;

    private static readonly (OperatorPool Pool, PoolShare Share) Joined = OperatorPool.Open(Alice).Delegate(Amount.Of(1_000), Epoch.Of(10), Rules);

    private static readonly (OperatorPool Pool, PoolShare Left, PoolClaim Claim) Leaving = Joined.Pool.Undelegate(Joined.Share, Joined.Share.Shares / 2, Epoch.Of(12), Rules);

    private static readonly BadCase[] Cases =
    [
        new("slash: in an epoch before the last act", typeof(StakeRefusedException), () => Account.Slash(Alice, Epoch.Of(8), Amount.One, Epoch.Of(9), Rules), "9", "10"),
        new("slash: an amount without rules", typeof(ArgumentNullException), () => Account.Slash(Alice, Epoch.Of(10), Amount.One, Epoch.Of(10), null!), "rules"),
        new("slash: a part without rules", typeof(ArgumentNullException), () => Account.Slash(Epoch.Of(10), Proportion.Half, Epoch.Of(10), null!), "rules"),
        new("hold: without rules", typeof(ArgumentNullException), () => Account.Hold(Epoch.Of(10), Epoch.Of(10), null!), "rules"),
        new("pool: delegate in the past", typeof(StakeRefusedException), () => Joined.Pool.Delegate(Amount.Of(1_000), Epoch.Of(9), Rules), "Epoch 9 is before epoch 10", "alice"),
        new("pool: undelegate in the past", typeof(StakeRefusedException), () => Joined.Pool.Undelegate(Joined.Share, 1, Epoch.Of(9), Rules), "Epoch 9 is before epoch 10"),
        new("pool: reward in the past", typeof(StakeRefusedException), () => Joined.Pool.Reward(Amount.One, Epoch.Of(9), Rules), "Epoch 9 is before epoch 10"),
        new("pool: withdraw in the past", typeof(StakeRefusedException), () => Leaving.Pool.Reward(Amount.One, Epoch.Of(40), Rules).Pool.Withdraw(Leaving.Claim, Epoch.Of(20), Rules), "Epoch 20 is before epoch 40"),
        new("pool: withdraw too early", typeof(StakeRefusedException), () => Leaving.Pool.Withdraw(Leaving.Claim, Epoch.Of(16), Rules), "unbonded in epoch 12", "released in epoch 17", "it is epoch 16"),
        new("pool: withdraw before it was unbonded", typeof(StakeRefusedException), () => Joined.Pool.Withdraw(Leaving.Claim, Epoch.Of(11), Rules), "Claim 1 of 500 units", "unbonded in epoch 12"),
        new("pool: withdraw twice", typeof(StakeRefusedException), () => Leaving.Pool.Withdraw(Leaving.Claim, Epoch.Of(17), Rules).Pool.Withdraw(Leaving.Claim, Epoch.Of(17), Rules), "alice"),
        new("pool: no rules", typeof(ArgumentNullException), () => Joined.Pool.Delegate(Amount.One, Epoch.Of(10), null!), "rules"),
        new("pool: undelegate without rules", typeof(ArgumentNullException), () => Joined.Pool.Undelegate(Joined.Share, 1, Epoch.Of(10), null!), "rules"),
        new("pool: withdraw without rules", typeof(ArgumentNullException), () => Leaving.Pool.Withdraw(Leaving.Claim, Epoch.Of(17), null!), "rules"),
        new("pool: slash without rules", typeof(ArgumentNullException), () => Joined.Pool.Slash(Epoch.Of(10), Proportion.Half, Epoch.Of(10), null!), "rules"),
        new("pool: reward without rules", typeof(ArgumentNullException), () => Joined.Pool.Reward(Amount.One, Epoch.Of(10), null!), "rules"),
        new("pool: more shares than are held", typeof(StakeRefusedException), () => Joined.Pool.Undelegate(Joined.Share with { Shares = Joined.Share.Shares + 1 }, 1, Epoch.Of(10), Rules), "holding 0", "joined in epoch 10", "were asked for; the pool of alice knows"),
        new("pool: a holding that nobody has", typeof(StakeRefusedException), () => Joined.Pool.Undelegate(Joined.Share with { Number = 7 }, 1, Epoch.Of(10), Rules), "holding 7", "were asked for"),
        new("pool: joined after a slash of the same epoch", typeof(StakeRefusedException), () => Joined.Pool.Slash(Epoch.Of(10), Proportion.Half, Epoch.Of(10), Rules).Pool.Delegate(Amount.Of(1_000), Epoch.Of(10), Rules), "was slashed for a fault of epoch 10", "in epoch 11 or later"),
        new("pool: more than it can hold", typeof(StakeRefusedException), () => new DelegationPool(Amount.MaxValue, 1).Delegate(Amount.Of(7)), "A delegation of 7 units on top of 340,282,366,920,938,463,463,374,607,431,768,211,455"),
        new("commission: a change before the last one", typeof(StakeRefusedException), () => new Commission { ChangedAt = Epoch.Of(9) }.ChangeTo(Proportion.Zero, Epoch.Of(8)), "epoch 8 comes after one of epoch 9"),
        new("churn: a limit of nothing", typeof(ArgumentOutOfRangeException), () => default(ChurnSchedule).Enter(Amount.One, Amount.Zero, Epoch.Zero, EpochSpan.Zero), "0 units", "at least 1"),
        new("churn: out after the last epoch", typeof(StakeRefusedException), () => default(ChurnSchedule).Enter(Amount.MaxValue, Amount.Of(3), Epoch.Zero, EpochSpan.Zero), "at 3 units an epoch", "after the last epoch"),
        new("shares: a count that is none", typeof(JsonException), () => JsonSerializer.Deserialize<PoolShare>("{\"number\":\"0\",\"joined\":\"1\",\"shares\":\"x\"}", JsonSerializerOptions.Web), "count", "2^128 - 1"),
    ];

    public static TheoryData<string> Names => BadInputTable.Names(Cases);

    [Theory]
    [MemberData(nameof(Names))]
    public void RefusedByName(string name) => BadInputTable.Check(Cases, name);

    [Theory]
    [InlineData(100UL, 90UL, 100UL)]
    [InlineData(100UL, 89UL, 80UL)]
    [InlineData(100UL, 120UL, 100UL)]
    [InlineData(100UL, 121UL, 120UL)]
    [InlineData(100UL, 100UL, 100UL)]
    [InlineData(105UL, 105UL, 105UL)]
    [InlineData(100UL, 900UL, 300UL)]
    public void EffectiveStake_follows_beyondItsMargins(ulong effective, ulong stake, ulong follows) => Assert.Equal(
        Amount.Of(follows),
        new EffectiveStake { Increment = Amount.Of(20), DownwardMargin = Amount.Of(10), UpwardMargin = Amount.Of(20), Maximum = Amount.Of(300) }
            .Follow(Amount.Of(effective), Amount.Of(stake)));

    /// <summary>Two claims on one exit: the first takes its part, and the second the rest, to the last unit.</summary>
    [Fact]
    public void Withdraw_partOfAnExit_leavesTheRest()
    {
        (OperatorPool pool, PoolShare share) = OperatorPool.Open(Alice).Delegate(Amount.Of(1_000), Epoch.Of(10), Rules);
        (pool, PoolShare left, PoolClaim first) = pool.Undelegate(share, share.Shares / 4, Epoch.Of(12), Rules);
        (pool, _, PoolClaim second) = pool.Undelegate(left, left.Shares / 3, Epoch.Of(12), Rules);
        pool = pool.Slash(Epoch.Of(12), Proportion.Half, Epoch.Of(13), Rules).Pool;

        (pool, Amount one) = pool.Withdraw(first, Epoch.Of(17), Rules);
        (pool, Amount two) = pool.Withdraw(second, Epoch.Of(17), Rules);
        Assert.Equal((Amount.Of(125), Amount.Of(125)), (one, two));
        Assert.Equal((Amount.Of(250), Amount.Zero), (pool.Bonded, pool.Unbonding));
    }
}
