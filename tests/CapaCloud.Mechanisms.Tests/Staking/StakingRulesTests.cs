using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Tests.Json;

namespace CapaCloud.Mechanisms.Tests.Staking;

/// <summary>The edges of time, and the order of intervals.</summary>
public sealed class StakingRulesTests
{
    private static readonly StakingRules Rules = new() { UnbondingPeriod = EpochSpan.Of(7), LiabilityWindow = EpochSpan.Of(7) };

    /// <summary>More epochs than there are, however many: the refusal is one of time, never an overflow.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Churn_thatTakesLongerThanThereIsTime_isRefused(ulong now)
    {
        foreach (Amount amount in new[] { Amount.MaxValue, Amount.Of((UInt128)ulong.MaxValue + 1), Amount.Of((UInt128)ulong.MaxValue + 2) })
        {
            Assert.Equal(StakeRefusal.ReleaseBeyondTime, Assert.Throws<StakeRefusedException>(() => default(ChurnSchedule).Enter(amount, Amount.One, Epoch.Of(now), EpochSpan.Zero)).Refusal);
        }

        ChurnSchedule last = default(ChurnSchedule).Enter(Amount.Of(ulong.MaxValue - now), Amount.One, Epoch.Of(now), EpochSpan.Zero);
        Assert.Equal((Epoch.MaxValue, Amount.Zero), (last.Earliest, last.Left));
    }

    [Fact]
    public void Exit_beyondTime_isRefusedWithWhenItWouldEnd()
    {
        (OperatorPool pool, PoolShare share) = OperatorPool.Open(ParticipantId.Of("bob")).Delegate(Amount.Of(100), Epoch.Zero, Rules);
        Assert.Contains("7 epochs later", Assert.Throws<StakeRefusedException>(() => pool.Undelegate(share, 1, Epoch.Of(ulong.MaxValue - 6), Rules)).Message, StringComparison.Ordinal);
    }

    /// <summary>Who joins and leaves in one epoch keeps that epoch; who joined long ago is counted from the beginning of the layer.</summary>
    [Fact]
    public void Exit_ofThisEpochsStake_saysThisEpoch()
    {
        (OperatorPool pool, PoolShare share) = OperatorPool.Open(ParticipantId.Of("bob")).Delegate(Amount.Of(100), Epoch.Of(20), Rules);
        Assert.Equal(Epoch.Of(20), pool.Undelegate(share, share.Shares, Epoch.Of(20), Rules).Claim.Joined);
        Assert.Equal(Epoch.Of(20), pool.Undelegate(share, share.Shares, Epoch.Of(21), Rules).Claim.Joined);
        Assert.Equal(Epoch.Zero, pool.Undelegate(share, share.Shares, Epoch.Of(40), Rules).Claim.Joined);
    }

    [Fact]
    public void Intervals_areInOrderOfBeginning_thenEnd_thenOperator()
    {
        ParticipantId alice = ParticipantId.Of("alice"), bob = ParticipantId.Of("bob");
        StandingInterval[] ordered =
        [
            new(bob, Epoch.Of(1), Epoch.Of(9)),
            new(bob, Epoch.Of(2), Epoch.Of(5)),
            new(alice, Epoch.Of(2), Epoch.Of(6)),
            new(bob, Epoch.Of(2), Epoch.Of(6)),
        ];
        Assert.Equal(ordered, ordered.Reverse().Order());
        ValueLaw.Check(ordered);
    }
}
