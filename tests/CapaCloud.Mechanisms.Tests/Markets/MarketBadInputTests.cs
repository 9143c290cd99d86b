using CapaCloud.Mechanisms.Markets;
using static CapaCloud.Mechanisms.Tests.Markets.MarketBids;

namespace CapaCloud.Mechanisms.Tests.Markets;

/// <summary>Bad bids are named, and nothing is lost.</summary>
public sealed class MarketBadInputTests
{
    public static TheoryData<BidRefusal, int, Bid[]> BadBids => new()
    {
        { BidRefusal.NoBidder, 0, [default] },
        { BidRefusal.ZeroQuantity, 1, [Bid("a", 1, 5), Bid("b", 0, 5)] },
        { BidRefusal.WorthTooLarge, 0, [new Bid(ParticipantId.Of("a"), 2, Amount.MaxValue)] },
        { BidRefusal.WorthTooLarge, 0, [new Bid(ParticipantId.Of("a"), 1, Units(UInt128.One << 96))] },
        { BidRefusal.DuplicatedBid, 0, [Bid("a", 1, 5), Bid("b", 1, 5), Bid("a", 2, 5)] },
    };

    public static TheoryData<IAuction> Auctions => [new FirstPriceAuction(), new SecondPriceAuction(), new UniformPriceAuction(), new VcgAuction(), new ScoredAuction([], Ratio.One)];

    public static TheoryData<IDoubleAuction> DoubleAuctions =>
        [new UniformPriceDoubleAuction(), new PayAsBidDoubleAuction(), new McAfeeDoubleAuction(), new TradeReductionDoubleAuction(), new MultiUnitDoubleAuction()];

    [Theory]
    [MemberData(nameof(BadBids))]
    public void Clear_badBid_isRefusedByNameAndPosition(BidRefusal refusal, int position, Bid[] bids)
    {
        foreach (IAuction rule in new IAuction[] { new FirstPriceAuction(), new UniformPriceAuction(), new VcgAuction(), new SecondPriceAuction(), new ScoredAuction([], Ratio.One) })
        {
            BidRefusedException refused = Assert.Throws<BidRefusedException>(() => rule.Clear(Lot.Sell(5), bids, Seed));
            Assert.Equal((refusal, position), (refused.Refusal, refused.Position));
        }

        foreach (IDoubleAuction rule in new IDoubleAuction[] { new UniformPriceDoubleAuction(), new McAfeeDoubleAuction(), new MultiUnitDoubleAuction() })
        {
            Assert.Equal(refusal, Assert.Throws<BidRefusedException>(() => rule.Clear(bids, [], Seed)).Refusal);
            Assert.Equal(refusal, Assert.Throws<BidRefusedException>(() => rule.Clear([], bids, Seed)).Refusal);
        }
    }

    [Theory]
    [MemberData(nameof(BadBids))]
    public void Screen_badBid_isSortedOut_andNothingIsLost(BidRefusal refusal, int position, Bid[] bids)
    {
        BidScreen screen = BidScreen.Of(bids);
        Assert.Contains(screen.Refused, item => item.Position == position && item.Refusal == refusal);
        Assert.Equal(bids.Length, screen.Accepted.Length + screen.Refused.Length);
        Assert.Equal(screen.Accepted.AsEnumerable(), BidScreen.Of(screen.Accepted.AsSpan()).Accepted);
    }

    [Fact]
    public void Screen_withdrawnBidder_isNamed()
    {
        BidScreen screen = BidScreen.Of([Bid("a", 1, 5), Bid("b", 1, 6), Bid("a", 1, 7)], new HashSet<ParticipantId> { ParticipantId.Of("a") });
        Assert.Equal([BidRefusal.Withdrawn, BidRefusal.Withdrawn], screen.Refused.Select(item => item.Refusal));
        Assert.Equal(Bid("b", 1, 6), Assert.Single(screen.Accepted));
    }

    [Theory]
    [MemberData(nameof(Auctions))]
    public void Clear_noBids_sellsNothing(IAuction rule)
    {
        AuctionOutcome outcome = rule.Clear(Lot.Sell(5), [], Seed);
        Assert.Equal((0UL, Amount.Zero, 0), (outcome.Quantity, outcome.Total, outcome.Awards.Length));
        Assert.Equal(0UL, rule.Clear(default, [Bid("a", 1, 5)], Seed).Quantity);
    }

    [Theory]
    [MemberData(nameof(DoubleAuctions))]
    public void Clear_oneSideEmpty_tradesNothing(IDoubleAuction rule)
    {
        Assert.Equal(UInt128.Zero, rule.Clear([Bid("a", 1, 5)], [], Seed).Quantity);
        Assert.Equal(UInt128.Zero, rule.Clear([], [Bid("a", 1, 5)], Seed).Quantity);
        Assert.Equal(UInt128.Zero, rule.Clear([], [], Seed).Quantity);
        Assert.Equal(BidRefusal.BothSides, Assert.Throws<BidRefusedException>(() => rule.Clear([Bid("a", 1, 5)], [Bid("a", 1, 6)], Seed)).Refusal);
    }

    [Fact]
    public void Clear_otherThanOneUnitOrSeveralBids_areRefusedWhereTheRuleTakesOne()
    {
        Assert.Equal(BidRefusal.NotOneUnit, Assert.Throws<BidRefusedException>(() => new SecondPriceAuction().Clear(Lot.Sell(5), [Bid("a", 2, 5)], Seed)).Refusal);
        Assert.Equal(BidRefusal.SeveralBids, Assert.Throws<BidRefusedException>(() => new SecondPriceAuction().Clear(Lot.Sell(5), [Bid("a", 1, 5), Bid("a", 1, 6)], Seed)).Refusal);
        Assert.Equal(BidRefusal.SeveralBids, Assert.Throws<BidRefusedException>(() => new McAfeeDoubleAuction().Clear([Bid("a", 1, 5), Bid("a", 1, 6)], [], Seed)).Refusal);
    }

    [Fact]
    public void Lot_worthTooMuch_orOfNoSide_isRefused()
    {
        Assert.Contains("2^96", Assert.Throws<ArgumentOutOfRangeException>(() => Lot.Buy(2, Amount.MaxValue)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lot((MarketSide)7, 1, Amount.Zero));
    }

    [Fact]
    public void Rules_contradictoryParameters_areRefused()
    {
        Assert.Throws<ArgumentException>(() => new VcgAuction(groups: [new CapacityGroup(1, [ParticipantId.Of("a")]), new CapacityGroup(2, [ParticipantId.Of("a")])]));
        Assert.Throws<ArgumentException>(() => new ScoredAuction([new(ParticipantId.Of("a"), Ratio.One), new(ParticipantId.Of("a"), Ratio.Zero)], Ratio.One));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialPrice(Amount.One, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialPrice(Units(2), 1, Amount.One));
        Assert.Throws<InvalidOperationException>(() => default(ExponentialPrice).At(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BaseFeeRule(2, 8, Units(2), Amount.One));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PremiumFeeRule(0));
        Assert.Throws<InvalidOperationException>(() => default(PremiumFeeRule).Next(Amount.One, Amount.One));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HalvingPrice(Amount.One, 0));
        Assert.Throws<InvalidOperationException>(() => default(HalvingPrice).After(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Excess.WithReserve(0, 0, 5, 4, Ratio.One, Ratio.One));
        Assert.Throws<ArgumentOutOfRangeException>(() => new QueuePrice(Proportion.Half, Proportion.One, Ratio.One).Next(Ratio.One, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new QueuePrice(Proportion.Half, Proportion.One, Ratio.One).Next(Ratio.One, 1, 2));
        Assert.Throws<ArgumentException>(() => AccessRule.Linear(Proportion.Zero, Proportion.One));
        Assert.Throws<ArgumentException>(() => AccessRule.Linear(Proportion.One, Proportion.Half));
        Assert.Throws<ArgumentException>(() => new AccessRule(default));
    }

    [Fact]
    public void Slots_outOfOrder_areRefused()
    {
        Amount[] payments = new Amount[2];
        Assert.Throws<ArgumentException>(() => SlotAuction.Vcg([Units(1), Units(2)], [1], payments));
        Assert.Throws<ArgumentException>(() => SlotAuction.Vcg([Units(2), Units(1)], [1, 2], payments));
        Assert.Throws<ArgumentException>(() => SlotAuction.Vcg([Units(2)], [1], payments));
    }

    [Fact]
    public void Bundles_tooMany_notInTheLot_orTwice_areRefused()
    {
        BundleLot lot = new(2, 3);
        ParticipantId a = ParticipantId.Of("a");
        Assert.Equal(BidRefusal.NotInLot, Refusal(lot, BundleBid.OfGoods(a, Units(1), 2)));
        Assert.Equal(BidRefusal.NotInLot, Refusal(lot, BundleBid.OfUnits(a, Units(1), 4)));
        Assert.Equal(BidRefusal.NotInLot, Refusal(lot, BundleBid.OfUnits(a, Units(1), 0)));
        Assert.Equal(BidRefusal.NoBidder, Refusal(lot, BundleBid.OfUnits(default, Units(1), 1)));
        Assert.Equal(BidRefusal.WorthTooLarge, Refusal(lot, BundleBid.OfUnits(a, Amount.MaxValue, 1)));
        Assert.Equal(BidRefusal.DuplicatedBid, Refusal(lot, BundleBid.OfUnits(a, Units(1), 1), BundleBid.OfUnits(a, Units(2), 1)));
        Assert.Equal(BidRefusal.TooManyBidders, Refusal(lot, [.. Enumerable.Range(0, 26).Select(index => BundleBid.OfUnits(ParticipantId.Of($"b{index}"), Units(1), 1))]));
        Assert.Equal(BidRefusal.TooManyBids, Refusal(new BundleLot(0, 100), [.. Enumerable.Range(0, 51).Select(index => BundleBid.OfUnits(a, Units(1), (ulong)index + 1))]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BundleLot(129, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => BundleBid.OfGoods(a, Units(1), 1, 1));
    }

    private static BidRefusal Refusal(BundleLot lot, params BundleBid[] bids) =>
        Assert.Throws<BidRefusedException>(() => new CoreSelectingBundleAuction().Clear(lot, bids, Seed)).Refusal;
}
