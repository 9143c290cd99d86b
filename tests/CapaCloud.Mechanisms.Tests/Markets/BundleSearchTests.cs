using System.Numerics;
using CapaCloud.Mechanisms.Markets;
using static CapaCloud.Mechanisms.Tests.Markets.MarketBids;

namespace CapaCloud.Mechanisms.Tests.Markets;

/// <summary>The best assignment of bundles: the best of all subsets on small books, and found in bounded time on books of the largest size that are made to be hard.</summary>
public sealed class BundleSearchTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(88)]
    public void Assignment_smallBooks_isTheBestSubset(int shift)
    {
        for (int seed = 0; seed < 400; seed++)
        {
            Random random = new(seed);
            BundleLot lot = new(random.Next(1, 6), (ulong)random.Next(0, 9));
            BundleBid[] bids =
            [
                .. Enumerable.Range(0, random.Next(1, 11)).Select(_ => new BundleBid(
                    ParticipantId.Of($"b{random.Next(6)}"),
                    (UInt128)random.Next(1 << lot.Goods),
                    (ulong)random.Next((int)lot.Units + 1),
                    Units((UInt128)random.Next(0, 40) << shift)))
                    .Where(bid => bid.Goods != 0 || bid.Units > 0)
                    .DistinctBy(bid => (bid.Bidder, bid.Goods, bid.Units)),
            ];
            BundleOutcome outcome = new VcgBundleAuction().Clear(lot, bids, Seed);
            Assert.Equal(BestSubset(lot, bids), (BigInteger)outcome.Value.Units);
            BundleBid[] won = [.. bids.Where((_, bid) => outcome.Awards[bid].Won)];
            Assert.True(Fit(lot, won));
            Assert.Equal(outcome.Value.Units, won.Aggregate(UInt128.Zero, (sum, bid) => sum + bid.Value.Units));
        }
    }

    /// <summary>Even units, an odd limit, and a worth in proportion: no bound ever closes a branch, and only the two halves do. Found by trying to stop the market.</summary>
    [Theory]
    [InlineData(2_000, 10_001, 9_999)]
    [InlineData(1_000_000_000_000, 10_000_000_000_001, 9_999_999_000_000)]
    public void CoreSelecting_unitsThatNeverFill_isDecided(long most, long room, long atLeast)
    {
        Random random = new(1);
        BundleBid[] bids =
        [
            .. Enumerable.Range(0, 50).Select(index =>
            {
                ulong units = (ulong)random.NextInt64(most / 4, most / 2) * 2;
                return new BundleBid(ParticipantId.Of($"b{index / 2}"), 0, units, Units(units));
            }),
        ];
        BundleOutcome outcome = new CoreSelectingBundleAuction().Clear(new BundleLot(0, (ulong)room), bids, Seed);
        Assert.InRange(outcome.Value.Units, (UInt128)atLeast, (UInt128)room - 1);
    }

    /// <summary>Fifty pairs of fifty goods, worth nearly the same; the values too large for the fast numbers in the second case.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(88)]
    public void CoreSelecting_manyEqualPairs_isDecidedAndInTheCore(int shift)
    {
        Random random = new(2);
        BundleLot lot = new(50, 0);
        BundleBid[] bids =
        [
            .. Enumerable.Range(0, 50).Select(index =>
            {
                int first = random.Next(50), second = (first + random.Next(1, 50)) % 50;
                return BundleBid.OfGoods(ParticipantId.Of($"b{index / 2}"), Units((UInt128)random.Next(90, 110) << shift), first, second);
            }),
        ];
        BundleOutcome outcome = new CoreSelectingBundleAuction().Clear(lot, bids, Seed);
        Assert.True(CoreGap.Of(lot, bids, outcome).IsInCore);
    }

    private static BigInteger BestSubset(BundleLot lot, BundleBid[] bids)
    {
        BigInteger best = BigInteger.Zero;
        for (int set = 0; set < 1 << bids.Length; set++)
        {
            BundleBid[] some = [.. bids.Where((_, bid) => (set >> bid & 1) == 1)];
            best = Fit(lot, some) ? BigInteger.Max(best, some.Aggregate(BigInteger.Zero, (sum, bid) => sum + bid.Value.Units)) : best;
        }

        return best;
    }

    private static bool Fit(BundleLot lot, BundleBid[] bids) =>
        bids.Select(bid => bid.Bidder).Distinct().Count() == bids.Length
        && bids.Aggregate(UInt128.Zero, (sum, bid) => sum + bid.Units) <= lot.Units
        && bids.Aggregate((UInt128.Zero, true), (all, bid) => (all.Item1 | bid.Goods, all.Item2 && (all.Item1 & bid.Goods) == 0)).Item2;
}
