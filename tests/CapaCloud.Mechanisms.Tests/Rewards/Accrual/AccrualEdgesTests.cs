using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Tests.Rewards.Accrual;

/// <summary>Accrued rewards at their edges: positions from elsewhere, cohorts that are forgotten, and what is kept no longer than it is needed.</summary>
public sealed class AccrualEdgesTests
{
    private static DelegatorRewards Empty => DelegatorRewards.Begin(Epoch.Of(1));

    /// <summary>Nobody is paid more than is held, nor with more stake than there is.</summary>
    [Fact]
    public void Claim_aPositionWithMoreStakeThanThereIs_isRefused()
    {
        (DelegatorRewards rewards, DelegatorPosition first) = Empty.Join(100, Epoch.Of(1));
        (rewards, DelegatorPosition second) = rewards.Join(100, Epoch.Of(1));
        (rewards, _) = rewards.Close(Epoch.Of(2), Amount.Of(1_000));
        Assert.Equal(RewardRefusal.PositionUnknown, Refusal(() => rewards.Claim(first with { Stake = 201 })).Refusal);
        (rewards, _, _) = rewards.Claim(second);

        // Two positions of one cohort look alike; the money that is held stops the second claim of all of it.
        RewardRefusedException refused = Refusal(() => rewards.Claim(first with { Stake = 200 }));
        Assert.Equal(RewardRefusal.PositionUnknown, refused.Refusal);
        Assert.Contains("is owed 1000 base units and 500 are held", refused.Message, StringComparison.Ordinal);
        Assert.Equal(Amount.Of(500), rewards.Claim(first).Paid);
    }

    [Fact]
    public void Claim_ofMoreThanCanBeCounted_isRefused()
    {
        (DelegatorRewards rewards, DelegatorPosition small) = Empty.Join(1, Epoch.Of(1));
        (rewards, _) = rewards.Close(Epoch.Of(2), Amount.MaxValue);
        (rewards, small, _) = rewards.Claim(small);
        (rewards, _) = rewards.Join(UInt128.MaxValue - 10, Epoch.Of(3));
        (rewards, _) = rewards.Close(Epoch.Of(3), Amount.MaxValue);
        DelegatorPosition forged = small with { Joined = Epoch.Of(1), Owed = new FractionalAmount(Amount.MaxValue, default) };
        RewardRefusedException refused = Refusal(() => rewards.Claim(forged));
        Assert.Equal(RewardRefusal.PositionUnknown, refused.Refusal);
        Assert.Contains("cannot have earned more than 2^128 - 1 base units", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Time only goes forward, for whatever happens.</summary>
    [Fact]
    public void Everything_inThePast_isRefused()
    {
        (DelegatorRewards rewards, DelegatorPosition position) = Empty.Join(100, Epoch.Of(5));
        Assert.All<Action>(
            [
                () => rewards.Join(1, Epoch.Of(4)),
                () => rewards.Leave(position, 1, Epoch.Of(4)),
                () => rewards.Transfer(position, 1, Epoch.Of(4)),
                () => rewards.Slash(Epoch.Of(4), Proportion.Half, Epoch.Of(4)),
                () => rewards.Reduce(Epoch.Zero, Epoch.Of(4), 1, 2, Epoch.Of(4)),
                () => rewards.Slash(Epoch.Of(4), Proportion.Half, Epoch.MaxValue),
            ],
            act => Assert.Equal(RewardRefusal.EpochInPast, Refusal(act).Refusal));
        Assert.Equal(Epoch.Of(5), rewards.Slash(Epoch.Of(4), Proportion.Half, Epoch.Of(5)).Latest);
    }

    /// <summary>Every range of a few cohorts, reduced: those who joined in it, both ends included, and nobody else.</summary>
    [Fact]
    public void Reduce_everyRange_takesFromThoseWhoJoinedInIt()
    {
        for (ulong from = 0; from <= 6; from++)
        {
            for (ulong through = from; through <= 6; through++)
            {
                DelegatorRewards rewards = Empty;
                List<DelegatorPosition> positions = [];
                for (ulong joins = 1; joins <= 5; joins++)
                {
                    (rewards, DelegatorPosition position) = rewards.Join(90, Epoch.Of(joins));
                    positions.Add(position);
                }

                rewards = rewards.Reduce(Epoch.Of(from), Epoch.Of(through), 1, 2, Epoch.Of(7));
                Assert.Equal(
                    positions.Select(position => position.Joined >= Epoch.Of(from) && position.Joined <= Epoch.Of(through) ? (UInt128)45 : 90),
                    positions.Select(rewards.StakeOf));
                (rewards, _) = rewards.Close(Epoch.Of(8), Amount.Of(5_040));
                Assert.InRange(rewards.Held.Units - positions.Aggregate(UInt128.Zero, (sum, position) => sum + rewards.Payable(position).Units), (UInt128)0, (UInt128)5);
            }
        }
    }

    /// <summary>Forgetting joins who came before, and leaves who came in that epoch or later apart.</summary>
    [Fact]
    public void Forget_joinsWhoCameBefore_andNobodyElse()
    {
        DelegatorRewards rewards = Empty;
        List<DelegatorPosition> positions = [];
        foreach (ulong joins in new ulong[] { 1, 3, 5, 7, 9 })
        {
            (rewards, DelegatorPosition position) = rewards.Join(joins, Epoch.Of(joins));
            positions.Add(position);
        }

        DelegatorRewards forgotten = rewards.Forget(Epoch.Of(7));
        Assert.Equal([(1UL, 9UL), (7UL, 7UL), (9UL, 9UL)], forgotten.Cohorts.Select(cohort => (cohort.Joined.Number, (ulong)cohort.Stake)));
        Assert.Equal((rewards.Stake, Epoch.Of(7)), (forgotten.Stake, forgotten.Forgotten));

        // Each leaves with what it brought, also who is told apart no longer; a position of an epoch in which nobody joined is nobody's.
        Assert.All(positions, position => Assert.Equal(forgotten.Stake - position.Stake, forgotten.Leave(position, position.Stake, Epoch.Of(9)).Rewards.Stake));
        Assert.Equal(RewardRefusal.PositionUnknown, Refusal(() => rewards.Leave(positions[1] with { Joined = Epoch.Of(2) }, 1, Epoch.Of(9))).Refusal);
        Assert.Equal(RewardRefusal.PositionUnknown, Refusal(() => forgotten.Leave(positions[4] with { Joined = Epoch.Of(8) }, 1, Epoch.Of(9))).Refusal);
        DelegatorRewards later = forgotten.Forget(Epoch.Of(8));
        Assert.Equal(RewardRefusal.PositionUnknown, Refusal(() => later.Leave(positions[4] with { Joined = Epoch.Of(8) }, 1, Epoch.Of(9))).Refusal);
    }

    /// <summary>What stood is remembered while an epoch of it is open, so the record stays small however long it lives.</summary>
    [Fact]
    public void Close_everyEpoch_keepsOnlyWhatIsOpen()
    {
        DelegatorRewards rewards = Empty;
        for (ulong epoch = 1; epoch < 60; epoch++)
        {
            (rewards, DelegatorPosition position) = rewards.Join(10, Epoch.Of(epoch));
            (rewards, _) = rewards.Close(Epoch.Of(epoch), Amount.Of(7));
            (rewards, _, _) = rewards.Claim(position);
            Assert.InRange(rewards.Standing.Length, 1, 2);
            rewards = rewards.Forget(Epoch.Of(epoch));
            Assert.InRange(rewards.Cohorts.Length, 1, 2);
        }
    }

    [Fact]
    public void Indexed_refusals_sayWhatWasExpected()
    {
        (IndexedRewards rewards, IndexedPosition position) = new IndexedRewards().Join(default, 100);
        (rewards, _) = rewards.Reward(Amount.Of(30));
        AssertRefused(RewardRefusal.HeldOverflow, "on top of 30 held exceeds 2^128 - 1", () => rewards.Reward(Amount.MaxValue));
        AssertRefused(RewardRefusal.NothingToMove, "expected at least 1", () => rewards.Join(position, 0));
        AssertRefused(RewardRefusal.NothingToMove, "expected at least 1", () => rewards.Leave(position, 0));
        AssertRefused(RewardRefusal.StakeOverflow, "on top of 100 exceed 2^128 - 1", () => rewards.Join(position, UInt128.MaxValue));
        AssertRefused(RewardRefusal.MoreThanHeld, "101 units of stake were to leave; the position has 100 of 100", () => rewards.Leave(position, 101));
        AssertRefused(RewardRefusal.MoreThanHeld, "the position has 500 of 100", () => rewards.Leave(position with { Stake = 500 }, 101));
        AssertRefused(RewardRefusal.PositionUnknown, "is owed 300 base units and 30 are held", () => rewards.Claim(position with { Stake = 1_000 }));
        AssertRefused(RewardRefusal.PositionUnknown, "cannot have earned more", () => rewards.Claim(position with { Owed = new FractionalAmount(Amount.MaxValue, default) }));
        Assert.Equal((Amount.Of(30), Amount.Of(9)), (rewards.Payable(position), new IndexedRewards().Reward(Amount.Of(9)).Refused));
    }

    private static void AssertRefused(RewardRefusal reason, string message, Action act)
    {
        RewardRefusedException refused = Refusal(act);
        Assert.Equal(reason, refused.Refusal);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    private static RewardRefusedException Refusal(Action act) => Assert.Throws<RewardRefusedException>(act);
}
