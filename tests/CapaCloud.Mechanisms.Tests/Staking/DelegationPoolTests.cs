using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Tests.Staking;

/// <summary>Pools, commission, the exit queue, effective stake and the total.</summary>
public sealed class DelegationPoolTests
{
    [Property(MaxTest = 500)]
    public bool Pool_anySequence_conservesAndTheLastOutTakesAll(uint[] moves)
    {
        DelegationPool pool = default;
        Dictionary<int, UInt128> members = [];
        UInt128 inside = 0;
        foreach (uint move in moves)
        {
            int who = (int)(move % 4);
            UInt128 amount = (UInt128)(move / 16) * 1_000_003;
            switch (move / 4 % 4)
            {
                case 0 or 1 when !amount.Equals(UInt128.Zero) && !pool.IsFullySlashed:
                    try
                    {
                        (pool, UInt128 issued) = pool.Delegate(Amount.Of(amount));
                        members[who] = members.GetValueOrDefault(who) + issued;
                        inside += amount;
                    }
                    catch (StakeRefusedException)
                    {
                        // Too small for the pool: named, and nothing changed.
                    }

                    break;
                case 2:
                    (pool, Amount refused) = pool.Reward(Amount.Of(amount));
                    inside += amount - refused.Units;
                    break;
                default:
                    (pool, Amount taken) = pool.Slash(Proportion.Percent(move % 7));
                    inside -= taken.Units;
                    break;
            }

            UInt128 worth = members.Values.Aggregate(UInt128.Zero, (sum, shares) => sum + pool.WorthOf(shares).Units);
            if (worth > pool.Assets.Units || pool.Assets.Units != inside)
            {
                return false;
            }
        }

        foreach (UInt128 shares in members.Values)
        {
            (pool, Amount paid) = pool.Redeem(shares);
            inside -= paid.Units;
        }

        return pool.Assets.IsZero && inside == UInt128.Zero && pool.Shares == UInt128.Zero;
    }

    [Property(Arbitrary = [typeof(MechanismArbitraries)])]
    public bool Delegate_undoneAtOnce_neverGains(ulong before, ulong rewarded, ulong amount)
    {
        DelegationPool pool = new DelegationPool().Delegate(Amount.Of((UInt128)before + 1)).Pool.Reward(Amount.Of(rewarded)).Pool;
        try
        {
            (DelegationPool joined, UInt128 shares) = pool.Delegate(Amount.Of((UInt128)amount + 1));
            Amount back = joined.WorthOf(shares);
            return back.Units <= (UInt128)amount + 1 && back.Units + 1 >= ((UInt128)amount + 1) - (((UInt128)amount + 1) / 1_000_000) - 1;
        }
        catch (StakeRefusedException refused)
        {
            return refused.Refusal == StakeRefusal.TooSmallForAShare;
        }
    }

    [Fact]
    public void Reward_emptyPool_isHandedBack()
    {
        (DelegationPool pool, Amount refused) = default(DelegationPool).Reward(Amount.Of(100));
        Assert.Equal(Amount.Of(100), refused);
        (pool, UInt128 shares) = pool.Delegate(Amount.Of(10));
        Assert.Equal(Amount.Of(10), pool.WorthOf(shares));
    }

    [Fact]
    public void Redeem_fullySlashedPool_paysZeroAndNeverThrows()
    {
        (DelegationPool pool, UInt128 shares) = default(DelegationPool).Delegate(Amount.Of(1_000));
        (pool, _) = pool.Slash(Proportion.One);
        Assert.True(pool.IsFullySlashed);
        (pool, Amount paid) = pool.Redeem(shares);
        Assert.Equal(Amount.Zero, paid);
        Assert.Equal(default, pool);
    }

    [Fact]
    public void Divide_commission_roundsTowardTheDelegators()
    {
        Commission commission = new() { Rate = Proportion.Percent(10), Ceiling = Proportion.Percent(20), LargestStep = Proportion.Percent(1), Pause = EpochSpan.Of(7) };
        Assert.Equal((Amount.Of(1), Amount.Of(18)), commission.Divide(Amount.Of(19), Epoch.Zero));
        Commission changed = commission.ChangeTo(Proportion.Percent(11), Epoch.Of(7));
        Assert.Equal(Proportion.Percent(11), changed.RateIn(Epoch.Of(8)));
        Assert.Contains("expected 7 epochs or more", Assert.Throws<StakeRefusedException>(() => changed.ChangeTo(Proportion.Percent(12), Epoch.Of(13))).Message, StringComparison.Ordinal);
    }

    [Property(Arbitrary = [typeof(MechanismArbitraries)])]
    public bool Enter_splitExit_isNotEarlier(ulong amount, ulong limit, byte parts)
    {
        Amount perEpoch = Amount.Of((UInt128)limit + 1);
        UInt128 whole = (amount % 1_000_000_000_000) + 1;
        UInt128 piece = (whole / (UInt128)(parts + 1)) + 1;
        ChurnSchedule together = default(ChurnSchedule).Enter(Amount.Of(whole), perEpoch, Epoch.Of(3), EpochSpan.Of(4));
        ChurnSchedule split = default;
        for (UInt128 left = whole; left > UInt128.Zero; left -= UInt128.Min(left, piece))
        {
            split = split.Enter(Amount.Of(UInt128.Min(left, piece)), perEpoch, Epoch.Of(3), EpochSpan.Of(4));
        }

        return split == together;
    }

    [Fact]
    public void Enter_badLimits_areNamed()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => default(ChurnSchedule).Enter(Amount.One, Amount.Zero, Epoch.Zero, EpochSpan.Zero));
        Assert.Throws<StakeRefusedException>(() => default(ChurnSchedule).Enter(Amount.MaxValue, Amount.One, Epoch.Zero, EpochSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EffectiveStake { Increment = Amount.Zero });
    }

    [Fact]
    public void Of_oneStakeUnderTwoNames_isAnError()
    {
        StakingRules rules = new() { UnbondingPeriod = EpochSpan.Of(3), LiabilityWindow = EpochSpan.Of(3) };
        ParticipantId owner = ParticipantId.Of("owner");
        ParticipantId one = ParticipantId.Of("name-1");
        StakeAccount account = StakeAccount.Open(owner).Deposit(Amount.Of(100), one, Epoch.Of(1), rules).Account
            .Deposit(Amount.Of(50), Epoch.Of(1), rules).Account;
        Assert.Equal(Amount.Of(150), SlashableTotal.Of([account]).Total);
        Assert.Throws<ArgumentException>(() => SlashableTotal.Of([account, account]));
        Assert.Equal((Amount.Zero, Amount.Of(100)), SlashableTotal.Behind([account], one, Epoch.Of(1)));
        Assert.Equal((Amount.Of(50), Amount.Zero), SlashableTotal.Behind([account], owner, Epoch.Of(1)));
    }
}
