using CapaCloud.Mechanisms.Presets.Networks.Tezos;

namespace CapaCloud.Mechanisms.Presets.Tests.Networks.Tezos;

public sealed class TezosSlashingTests
{
    /// <summary>Nothing for nobody, one basis point for one slot, never falling, the largest from the threshold on.</summary>
    [Fact]
    public void BasisPoints_everySlot_risesToTheLargest()
    {
        TezosSlashing rule = new(7_000, (1, 3));
        Assert.Equal((0U, 1U, 19U), (rule.BasisPoints(0), rule.BasisPoints(1), rule.BasisPoints(100)));
        for (ulong slots = 1; slots < 8_000; slots++)
        {
            Assert.True(rule.BasisPoints(slots) >= rule.BasisPoints(slots - 1));
        }

        Assert.Equal((9_992U, 10_000U, 10_000U), (rule.BasisPoints(2_333), rule.BasisPoints(2_334), rule.BasisPoints(ulong.MaxValue)));
        Assert.Equal(10_000U, new TezosSlashing(ulong.MaxValue, (ulong.MaxValue, ulong.MaxValue)).BasisPoints(ulong.MaxValue));
    }

    [Fact]
    public void New_badNumbers_areRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TezosSlashing(0, (1, 3)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TezosSlashing(7_000, (0, 3)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TezosSlashing(7_000, (4, 3)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TezosSlashing(7_000, (1, 3), 10_001));
    }
}
