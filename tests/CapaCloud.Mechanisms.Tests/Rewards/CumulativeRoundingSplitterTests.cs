using CapaCloud.Mechanisms.Rewards;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Tests.Rewards;

public sealed class CumulativeRoundingSplitterTests
{
    [Fact]
    public void Split_thirds_lastGetsTheOddUnit() =>
        Assert.Equal<ulong[]>([33, 33, 34], SplitCases.Split(new CumulativeRoundingSplitter(), 100, [1, 1, 1]));

    [Property(MaxTest = 300)]
    public void SplitShard_anyCuts_equalsTheWhole(UInt128 pool, UInt128[] drawn, byte first, byte second)
    {
        UInt128[] weights = SplitCases.Fit(drawn);
        Amount[] whole = new Amount[weights.Length], pieces = new Amount[weights.Length];
        new CumulativeRoundingSplitter().Split(Amount.Of(pool), weights, TieBreak.ByKeys(new UInt128[weights.Length]), whole);
        UInt128 total = weights.Aggregate(UInt128.Zero, (sum, weight) => sum + weight), before = UInt128.Zero;
        int[] cuts = [0, .. new[] { first % (weights.Length + 1), second % (weights.Length + 1) }.Order(), weights.Length];
        for (int shard = 0; shard < 3; shard++)
        {
            ReadOnlySpan<UInt128> part = weights.AsSpan(cuts[shard]..cuts[shard + 1]);
            CumulativeRoundingSplitter.SplitShard(Amount.Of(pool), before, total, part, pieces.AsSpan(cuts[shard]..cuts[shard + 1]));
            foreach (UInt128 weight in part)
            {
                before += weight;
            }
        }

        Assert.Equal(whole, pieces, EqualityComparer<Amount>.Default);
    }

    [Fact]
    public void SplitShard_moreThanTheTotal_isRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CumulativeRoundingSplitter.SplitShard(Amount.One, 5, 6, [1, 1], new Amount[2]));

    [Fact]
    public void SplitShard_noRoomForShares_isRefused() =>
        Assert.Throws<ArgumentException>(() => CumulativeRoundingSplitter.SplitShard(Amount.One, 0, 6, [1, 1], new Amount[3]));
}
