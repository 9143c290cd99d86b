using CapaCloud.Mechanisms.Markets;
using static CapaCloud.Mechanisms.Tests.Markets.MarketBids;

namespace CapaCloud.Mechanisms.Tests.Markets;

/// <summary>What a lie is worth where bundles are sold.</summary>
public sealed class BundleDeviationTests
{
    private static readonly BundleLot Two = new(2, 0);

    private static BundleBid[] Example(ulong a) =>
        [BundleBid.OfGoods(ParticipantId.Of("a"), Units(a), 0), BundleBid.OfGoods(ParticipantId.Of("b"), Units(60), 1), BundleBid.OfGoods(ParticipantId.Of("both"), Units(100), 0, 1)];

    /// <summary>By hand: both pay 60 and 40 when they tell the truth; with b at 60, a wins from 41 on, and its part of the missing is least there.</summary>
    [Fact]
    public void CoreSelecting_whoShadesItsBid_gains()
    {
        BundleDeviationReport report = DeviationSearch.Search(new CoreSelectingBundleAuction(), Two, Example(80), Seed);
        BundleDeviation best = Assert.IsType<BundleDeviation>(report.Largest);
        Assert.Equal((ParticipantId.Of("a"), true, 3), (best.TrueBid.Bidder, report.EveryValue, report.BidsSearched));
        BundleOutcome lied = new CoreSelectingBundleAuction().Clear(Two, Example((ulong)best.BestValue.Units), Seed);
        Assert.Equal(lied.Awards[0].Payment + best.Gain, Units(60));
        for (ulong value = 0; value < 300; value++)
        {
            BundleOutcome other = new CoreSelectingBundleAuction().Clear(Two, Example(value), Seed);
            Assert.True(!other.Awards[0].Won || other.Awards[0].Payment >= lied.Awards[0].Payment, $"{value}");
        }
    }

    [Fact]
    public void Vcg_nobodyGains_andEveryValueWasTried()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            Random random = new(seed);
            BundleLot lot = new(3, (ulong)random.Next(0, 4));
            BundleBid[] bids =
            [
                .. Enumerable.Range(0, random.Next(2, 7)).Select(index => new BundleBid(
                    ParticipantId.Of($"b{index / 2}"), (UInt128)random.Next(1, 8), (ulong)random.Next((int)lot.Units + 1), Units((ulong)random.Next(0, 25))))
                    .DistinctBy(bid => (bid.Bidder, bid.Goods, bid.Units)),
            ];
            BundleDeviationReport report = DeviationSearch.Search(new VcgBundleAuction(), lot, bids, Seed);
            Assert.Equal((0, true, bids.Length), (report.Profitable.Length, report.EveryValue, report.BidsSearched));
        }
    }

    /// <summary>A range that is only sampled finds what trying every value finds, and says that it was sampled.</summary>
    [Fact]
    public void Search_wideRange_findsTheSameAndSaysSo()
    {
        BundleDeviationReport every = DeviationSearch.Search(new CoreSelectingBundleAuction(), Two, Example(80), Seed, only: [0]);
        BundleDeviationReport part = DeviationSearch.Search(new CoreSelectingBundleAuction(), Two, Example(80), Seed, only: [0], mostValues: 16);
        Assert.Equal((every.Largest?.Gain, false), (part.Largest?.Gain, part.EveryValue));
        Assert.True(part.MarketsCleared < every.MarketsCleared);
    }

    [Fact]
    public void Search_badArguments_areRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DeviationSearch.Search(new VcgBundleAuction(), Two, Example(1), Seed, only: [3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => DeviationSearch.Search(new VcgBundleAuction(), Two, Example(1), Seed, mostValues: 1));
    }
}
