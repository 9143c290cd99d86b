using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Tests.Rewards.Vesting;

/// <summary>A grant that ended vests no further, and says the same of the time before its end as it did then.</summary>
public sealed class EndedGrantTests
{
    private static readonly VestingGrant Whole = new()
    {
        Total = Amount.Of(1_000),
        Start = Epoch.Of(10),
        Schedule = new LinearVesting(EpochSpan.Of(100)),
        Lock = EpochSpan.Of(5),
        IsRevocable = true,
    };

    [Fact]
    public void Ended_vestsNoFurther_andTheTimeBeforeIsAsItWas()
    {
        for (ulong ends = 8; ends <= 112; ends += 13)
        {
            (VestingGrant ended, Amount returned) = Whole.Revoke(Epoch.Of(ends));
            Assert.Equal(Whole.UnvestedAt(Epoch.Of(ends)), returned);
            for (ulong now = 0; now <= 130; now += 3)
            {
                Epoch known = Epoch.Of(ulong.Min(now, ends));
                Assert.Equal(Whole.VestedAt(known), ended.VestedAt(Epoch.Of(now)));
                Assert.Equal(ended.Total, ended.VestedAt(Epoch.Of(now)) + ended.UnvestedAt(Epoch.Of(now)) + ended.Recovered);
                Assert.Equal(now < 15 ? Amount.Zero : Whole.VestedAt(known), ended.ReleasableAt(Epoch.Of(now)));
            }
        }
    }

    /// <summary>What is taken for a debt comes off the unvested part first, and off what vested and was not paid out after that.</summary>
    [Fact]
    public void ClawBack_takesTheUnvestedFirst_andNamesWhatIsNotCovered()
    {
        for (ulong now = 8; now <= 112; now += 8)
        {
            VestingGrant grant = Whole.Release(Epoch.Of(now / 2)).Grant;
            Amount unvested = grant.UnvestedAt(Epoch.Of(now)), free = grant.VestedAt(Epoch.Of(now)) - grant.Released;
            foreach (ulong due in new ulong[] { 0, 1, 400, 990, 1_000, 1_500 })
            {
                (VestingGrant after, Amount taken, Amount notCovered) = grant.ClawBack(Amount.Of(due), Epoch.Of(now));
                Assert.Equal(Amount.Of(due), taken + notCovered);
                Assert.Equal(Amount.Min(Amount.Of(due), unvested + free), taken);
                Assert.Equal(taken.SubtractToZero(unvested), after.RecoveredVested);
                Assert.Equal(grant.VestedAt(Epoch.Of(now)) - after.RecoveredVested, after.VestedAt(Epoch.Of(now)));
                Assert.Equal(after.Total, after.VestedAt(Epoch.Of(now)) + after.UnvestedAt(Epoch.Of(now)) + after.Recovered);
                Assert.Equal(grant.Total - taken, after.VestedAt(Epoch.Of(500)) + after.UnvestedAt(Epoch.Of(500)));
            }
        }
    }
}
