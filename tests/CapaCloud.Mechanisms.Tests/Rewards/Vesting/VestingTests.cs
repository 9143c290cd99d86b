using System.Text.Json;
using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Tests.Rewards.Vesting;

public sealed class VestingTests
{
    private static VestingGrant Grant => new()
    {
        Total = Units(1_000),
        Start = Epoch.Of(100),
        Schedule = new LinearVesting(EpochSpan.Of(100), EpochSpan.Of(20)),
        Lock = EpochSpan.Of(40),
        IsRevocable = true,
    };

    [Theory]
    [InlineData(0UL, 0UL)]
    [InlineData(19UL, 0UL)]
    [InlineData(20UL, 200UL)]
    [InlineData(99UL, 990UL)]
    [InlineData(100UL, 1_000UL)]
    [InlineData(ulong.MaxValue, 1_000UL)]
    public void Linear_cliff_thenEvenly(ulong elapsed, ulong vested) => Assert.Equal(Units(vested), Grant.Schedule.Vested(Units(1_000), EpochSpan.Of(elapsed)));

    [Fact]
    public void Linear_bounds()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LinearVesting(EpochSpan.Of(3), EpochSpan.Of(4)));
        Assert.Equal(Units(7), new LinearVesting(EpochSpan.Zero).Vested(Units(7), EpochSpan.Zero));
        Assert.Equal(Units(33), new LinearVesting(EpochSpan.Of(3)).Vested(Units(100), EpochSpan.One));
        Assert.Equal(Units(100), new LinearVesting(EpochSpan.Of(3), EpochSpan.Of(3)).Vested(Units(100), EpochSpan.Of(3)));
    }

    [Fact]
    public void Stepped_weights_releaseTheAmounts()
    {
        SteppedVesting stepped = new([new(EpochSpan.Of(10), 500), new(EpochSpan.Of(15), 250), new(EpochSpan.Of(20), 250)]);
        Assert.Equal((Amount.Zero, Units(500), Units(500), Units(750), Units(1_000)), (At(9), At(10), At(14), At(15), At(20)));
        Assert.Equal(EpochSpan.Of(20), stepped.Duration);
        Assert.Throws<ArgumentException>(() => new SteppedVesting(default));
        Assert.Throws<ArgumentException>(() => new SteppedVesting([new(EpochSpan.One, 0)]));
        Assert.Throws<ArgumentException>(() => new SteppedVesting([new(EpochSpan.One, 1), new(EpochSpan.One, 1)]));
        Assert.Throws<ArgumentException>(() => new SteppedVesting([new(EpochSpan.One, UInt128.MaxValue), new(EpochSpan.Of(2), 1)]));

        Amount At(ulong elapsed) => stepped.Vested(Units(1_000), EpochSpan.Of(elapsed));
    }

    [Fact]
    public void Release_lockBeyondTheCliff_waits()
    {
        Assert.Equal(Units(300), Grant.VestedAt(Epoch.Of(130)));
        Assert.Equal(Amount.Zero, Grant.ReleasableAt(Epoch.Of(139)));
        (VestingGrant grant, Amount paid) = Grant.Release(Epoch.Of(140));
        Assert.Equal(Units(400), paid);
        (grant, paid) = grant.Release(Epoch.Of(140));
        Assert.Equal(Amount.Zero, paid);
        Assert.Equal((Amount.Zero, Amount.Zero), (grant.VestedAt(Epoch.Of(99)), grant.ReleasableAt(Epoch.Of(99))));
    }

    [Fact]
    public void Revoke_takesTheUnvestedPartOnly_once()
    {
        (VestingGrant grant, Amount returned) = Grant.Revoke(Epoch.Of(150));
        Assert.Equal(Units(500), returned);
        Assert.Equal((Units(500), Amount.Zero), (grant.VestedAt(Epoch.Of(1_000)), grant.UnvestedAt(Epoch.Of(1_000))));
        Assert.Equal(Units(500), grant.Release(Epoch.Of(300)).Paid);
        Assert.Equal(RewardRefusal.AlreadyEnded, Assert.Throws<RewardRefusedException>(() => grant.Revoke(Epoch.Of(160))).Refusal);
        Assert.Equal(RewardRefusal.AlreadyEnded, Assert.Throws<RewardRefusedException>(() => grant.Return(Epoch.Of(160))).Refusal);
    }

    [Fact]
    public void Return_byTheGrantee_needsNoRight()
    {
        VestingGrant fixedGrant = Grant with { IsRevocable = false };
        Assert.Equal(RewardRefusal.NotRevocable, Assert.Throws<RewardRefusedException>(() => fixedGrant.Revoke(Epoch.Of(150))).Refusal);
        Assert.Equal(Units(500), fixedGrant.Return(Epoch.Of(150)).Returned);
        Assert.Equal(Units(1_000), fixedGrant.Return(Epoch.Of(50)).Returned);
    }

    [Fact]
    public void ClawBack_unvestedFirst_thenWhatWasNotReleased()
    {
        (VestingGrant grant, _) = Grant.Release(Epoch.Of(140));
        (VestingGrant some, Amount taken, Amount notCovered) = grant.ClawBack(Units(250), Epoch.Of(150));
        Assert.Equal((Units(250), Amount.Zero), (taken, notCovered));
        Assert.Equal(Units(500), some.VestedAt(Epoch.Of(150)));
        Assert.Equal(Units(750), some.VestedAt(Epoch.Of(200)));
        (VestingGrant all, taken, notCovered) = grant.ClawBack(Units(5_000), Epoch.Of(150));
        Assert.Equal((Units(600), Units(4_400)), (taken, notCovered));
        Assert.Equal(Amount.Zero, all.ReleasableAt(Epoch.Of(999)));
        Assert.Equal(all.Total, all.Released + all.Recovered);
        (VestingGrant partly, _, _) = grant.ClawBack(Units(550), Epoch.Of(150));
        Assert.Equal(Units(50), partly.ReleasableAt(Epoch.Of(150)));
        Assert.Equal(Units(50), partly.ReleasableAt(Epoch.Of(999)));
    }

    [Fact]
    public void Act_beforeTheLastOne_isRefused_andMakesNoMoney()
    {
        VestingGrant grant = Grant.Release(Epoch.Of(300)).Grant;
        Assert.Equal((Units(1_000), Epoch.Of(300)), (grant.Released, grant.Latest));
        Action[] acts = [() => grant.Release(Epoch.Of(0)), () => grant.Revoke(Epoch.Of(0)), () => grant.Return(Epoch.Of(299)), () => grant.ClawBack(Units(1), Epoch.Of(299))];
        Assert.All(acts, act => Assert.Equal(RewardRefusal.EpochInPast, Assert.Throws<RewardRefusedException>(act).Refusal));

        // A grant from a store that did not keep the epoch gives out no more either.
        VestingGrant old = grant with { Latest = Epoch.Zero };
        Assert.Equal((Amount.Zero, Amount.Zero), (old.Revoke(Epoch.Of(0)).Returned, old.ClawBack(Units(7), Epoch.Of(0)).Taken));
    }

    [Fact]
    public void ClawBack_afterEverythingWasRecovered_takesNothing_andNamesTheRest()
    {
        VestingGrant all = Grant.Revoke(Epoch.Of(50)).Grant;
        (VestingGrant after, Amount taken, Amount notCovered) = all.ClawBack(Units(70), Epoch.Of(60));
        Assert.Equal((Amount.Zero, Units(70), Units(1_000)), (taken, notCovered, after.Recovered));
    }

    /// <summary>Whatever happens in whatever order, the grant is paid, recovered, vested and unvested, and nothing else.</summary>
    [Fact]
    public void Grant_anyHistory_conserves()
    {
        Random random = new(7);
        for (int history = 0; history < 500; history++)
        {
            VestingGrant grant = Grant with { Total = Units((ulong)random.Next(0, 10_000)), Lock = EpochSpan.Of((ulong)random.Next(0, 150)) };
            Amount paid = Amount.Zero, back = Amount.Zero, vestedBefore = Amount.Zero;
            for (ulong now = 90; now < 230; now += (ulong)random.Next(1, 30))
            {
                switch (random.Next(5))
                {
                    case 0:
                        (grant, Amount part) = grant.Release(Epoch.Of(now));
                        paid += part;
                        break;
                    case 1 when grant.EndedAt is null && random.Next(3) == 0:
                        (grant, Amount returned) = grant.Revoke(Epoch.Of(now));
                        back += returned;
                        break;
                    case 2 when random.Next(2) == 0:
                        (grant, Amount taken, _) = grant.ClawBack(Units((ulong)random.Next(0, 3_000)), Epoch.Of(now));
                        back += taken;
                        vestedBefore = Amount.Zero;
                        break;
                }

                Amount vested = grant.VestedAt(Epoch.Of(now));
                Assert.True(vested >= vestedBefore && vested >= paid, $"vested {vested} after {vestedBefore}, paid {paid}");
                Assert.Equal(grant.Total, vested + grant.UnvestedAt(Epoch.Of(now)) + back);
                vestedBefore = vested;
            }

            (grant, Amount last) = grant.Release(Epoch.Of(10_000));
            Assert.Equal(grant.Total, paid + last + back);
        }
    }

    [Fact]
    public void Json_roundTrip_isEqual()
    {
        SteppedVesting stepped = new([new(EpochSpan.Of(10), 500), new(EpochSpan.Of(15), 250)]);
        foreach (VestingGrant grant in new[] { Grant, (Grant with { Schedule = stepped }).Revoke(Epoch.Of(120)).Grant })
        {
            VestingGrant read = JsonSerializer.Deserialize<VestingGrant>(JsonSerializer.Serialize(grant))!;
            Assert.Equal(grant, read);
            Assert.Equal(grant.Schedule.GetHashCode(), read.Schedule.GetHashCode());
        }
    }

    private static Amount Units(ulong units) => Amount.Of(units);
}
