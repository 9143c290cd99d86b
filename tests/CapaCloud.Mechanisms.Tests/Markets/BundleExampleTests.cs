using CapaCloud.Mechanisms.Markets;
using static CapaCloud.Mechanisms.Tests.Markets.MarketBids;

namespace CapaCloud.Mechanisms.Tests.Markets;

public sealed class BundleExampleTests
{
    private static ParticipantId Name(string name) => ParticipantId.Of(name);

    /// <summary>Two equal units, A: one for 5, B: one for 2, C: both for 6. VCG takes 5 and C would pay 6.</summary>
    [Fact]
    public void Vcg_outsideTheCore_saysByHowMuchAndWhoWouldBlock()
    {
        BundleLot lot = new(0, 2);
        BundleBid[] bids = [BundleBid.OfUnits(Name("A"), Units(5), 1), BundleBid.OfUnits(Name("B"), Units(2), 1), BundleBid.OfUnits(Name("C"), Units(6), 2)];
        BundleOutcome outcome = new VcgBundleAuction().Clear(lot, bids, Seed);
        Assert.Equal([Units(4), Units(1), Units(0)], outcome.Awards.Select(award => award.Payment));
        CoreGap gap = CoreGap.Of(lot, bids, outcome);
        Assert.Equal((Units(1), Name("C")), (gap.Shortfall, Assert.Single(gap.Blockers)));
        Assert.True(CoreGap.Of(lot, bids, new CoreSelectingBundleAuction().Clear(lot, bids, Seed)).IsInCore);
    }

    /// <summary>80 on A, 60 on B, 100 on both: VCG 40 and 20, in the core 100 together, nearest 60 and 40.</summary>
    [Fact]
    public void CoreSelecting_nearestToVcg_splitsWhatIsMissing()
    {
        BundleLot lot = new(2, 0);
        BundleBid[] bids = [BundleBid.OfGoods(Name("a"), Units(80), 0), BundleBid.OfGoods(Name("b"), Units(60), 1), BundleBid.OfGoods(Name("both"), Units(100), 0, 1)];
        Assert.Equal([Units(40), Units(20), Units(0)], new VcgBundleAuction().Clear(lot, bids, Seed).Awards.Select(award => award.Payment));
        Assert.Equal([Units(60), Units(40), Units(0)], new CoreSelectingBundleAuction().Clear(lot, bids, Seed).Awards.Select(award => award.Payment));
    }

    /// <summary>The largest size that is taken: 25 bidders, 50 bids, decided exactly.</summary>
    [Fact]
    public void CoreSelecting_largestSize_isInTheCore()
    {
        Random random = new(17);
        BundleLot lot = new(12, 6);
        BundleBid[] bids = [.. Enumerable.Range(0, 50).Select(index => new BundleBid(
            Name($"b{index / 2}"), (UInt128)random.Next(1, 4096) & (UInt128)random.Next(1, 4096) & 4095 | (UInt128)(1 << (index % 12)), (ulong)random.Next(0, 3), Units((ulong)random.Next(50, 400))))];
        BundleOutcome outcome = new CoreSelectingBundleAuction().Clear(lot, bids, Seed);
        Assert.True(CoreGap.Of(lot, bids, outcome).IsInCore);
        Assert.True(outcome.Revenue >= new VcgBundleAuction().Clear(lot, bids, Seed).Revenue);
    }
}
