using CapaCloud.Mechanisms.Markets;
using FsCheck;
using FsCheck.Fluent;
using static CapaCloud.Mechanisms.Tests.Markets.MarketBids;

namespace CapaCloud.Mechanisms.Tests.Markets;

public sealed class JobMarketTests
{
    private static readonly JobClass Small = new("small", Units(10), EpochSpan.Of(1));
    private static readonly JobClass Large = new("large", Units(100), EpochSpan.Of(5));
    private static readonly CoverRule Cover = new(Ratio.Of(2), Ratio.One);
    private static readonly JobMarket Market = new([Small, Large], Cover, new UniformPriceDoubleAuction());

    [Fact]
    public void Room_isWhatTheStakeCoversBeyondTheOpenWork()
    {
        Assert.Equal(Units(43), new CoverRule(Ratio.Of(3), Ratio.Of(2)).Room(new ProviderCover(ParticipantId.Of("p"), Units(80), Units(10))));
        Assert.Equal(Amount.Zero, Cover.Room(new ProviderCover(ParticipantId.Of("p"), Units(80), Units(41))));
        Assert.Equal(Amount.MaxValue, default(CoverRule).Room(default));
    }

    [Fact]
    public void Clear_eachClass_byItself_andRefusalsAreNamed()
    {
        JobOffer[] offers = [new("small", Bid("p", 5, 2)), new("large", Bid("q", 2, 30)), new("none", Bid("p", 1, 1)), new("small", Bid("bare", 1, 1))];
        JobRequest[] requests =
        [
            Ask("small", Bid("r", 4, 6), value: 40, deadline: 11),
            Ask("large", Bid("r", 1, 50), value: 100, deadline: 15),
            Ask("large", Bid("soon", 1, 50), value: 100, deadline: 14),
            Ask("small", Bid("dear", 2, 9), value: 21, deadline: 20),
            Ask("none", Bid("lost", 1, 1), value: 1, deadline: 20),
        ];
        JobMarketOutcome outcome = Market.Clear(offers, requests, [Stake("p", 1_000), Stake("q", 1_000)], null, Epoch.Of(10), Seed);
        Assert.Equal([4UL, 1UL, 0UL, 0UL], outcome.Offers.Select(award => award.Quantity));
        Assert.Equal([4UL, 1UL, 0UL, 0UL, 0UL], outcome.Requests.Select(award => award.Quantity));
        Assert.Equal([(2, BidRefusal.UnknownClass), (3, BidRefusal.NoCover)], outcome.RefusedOffers.Select(item => (item.Position, item.Refusal)));
        Assert.Equal(
            [(2, BidRefusal.DeadlineTooSoon), (3, BidRefusal.ValueAboveClass), (4, BidRefusal.UnknownClass)],
            outcome.RefusedRequests.Select(item => (item.Position, item.Refusal)));
    }

    [Fact]
    public void Clear_withdrawnDuplicatedOrOnBothSides_areNamed_andTheOthersTrade()
    {
        JobOffer[] offers = [new("small", Bid("p", 1, 2)), new("small", Bid("gone", 1, 1)), new("small", Bid("twice", 1, 3)), new("small", Bid("twice", 2, 3))];
        JobRequest[] requests = [Ask("small", Bid("r", 1, 6), 10, 20), Ask("small", Bid("p", 1, 9), 10, 20)];
        JobMarketOutcome outcome = Market.Clear(
            offers, requests, [Stake("p", 100), Stake("gone", 100), Stake("twice", 100)], new HashSet<ParticipantId> { ParticipantId.Of("gone") }, Epoch.Of(10), Seed);
        Assert.Equal([BidRefusal.Withdrawn, BidRefusal.DuplicatedBid, BidRefusal.DuplicatedBid], outcome.RefusedOffers.Select(item => item.Refusal));
        Assert.Equal(BidRefusal.BothSides, Assert.Single(outcome.RefusedRequests).Refusal);
        Assert.Equal(1UL, outcome.Offers[0].Quantity);
    }

    /// <summary>A rule that takes one bid from each cannot be stopped by somebody who makes two.</summary>
    [Fact]
    public void Clear_severalBidsUnderARuleThatTakesOne_stopNobody()
    {
        JobOffer[] offers = [new("small", Bid("a", 1, 1)), new("small", Bid("b", 1, 2)), new("small", Bid("rogue", 1, 1)), new("small", Bid("rogue", 1, 2))];
        JobRequest[] requests = [Ask("small", Bid("r", 1, 9), 10, 20), Ask("small", Bid("s", 1, 8), 10, 20)];
        JobMarketOutcome outcome = (Market with { Auction = new McAfeeDoubleAuction() }).Clear(
            offers, requests, [Stake("a", 100), Stake("b", 100), Stake("rogue", 100)], null, Epoch.Of(10), Seed);
        Assert.Equal([BidRefusal.SeveralBids, BidRefusal.SeveralBids], outcome.RefusedOffers.Select(item => item.Refusal));
        Assert.Equal(1UL, outcome.Offers[0].Quantity);
    }

    /// <summary>Whatever is offered and asked: the value awarded in all classes, with the open work, is covered; and nothing is lost.</summary>
    [Fact]
    public void Clear_anyMarket_neverAwardsMoreValueThanIsCovered() => Prop.ForAll(
        Arb.From(
            from offers in Gen.ListOf(from name in Gen.Choose(0, 3) from large in Gen.Elements(true, false) from units in Gen.Choose(1, 9) from price in Gen.Choose(0, 9) select (name, large, units, price), 7)
            from stakes in Gen.ArrayOf(Gen.Choose(0, 900), 4)
            from open in Gen.ArrayOf(Gen.Choose(0, 200), 4)
            select (offers.ToArray(), stakes, open)),
        item =>
        {
            (var drawn, int[] stakes, int[] open) = item;
            JobOffer[] offers = [.. drawn.Select(one => new JobOffer(one.large ? "large" : "small", Bid($"p{one.name}", (ulong)one.units, (ulong)one.price)))];
            ProviderCover[] covers = [.. stakes.Select((stake, index) => new ProviderCover(ParticipantId.Of($"p{index}"), Units((UInt128)stake), Units((UInt128)open[index])))];
            JobRequest[] requests = [Ask("small", Bid("r", 40, 9), 400, 20), Ask("large", Bid("r", 40, 9), 4_000, 20)];
            JobMarketOutcome outcome = Market.Clear(offers, requests, covers, null, Epoch.Of(10), Seed);
            bool covered = covers.All(cover =>
            {
                UInt128 value = UInt128.Zero;
                for (int place = 0; place < offers.Length; place++)
                {
                    value += offers[place].Bid.Bidder == cover.Provider ? outcome.Offers[place].Quantity * (offers[place].Class == "large" ? 100u : 10u) : 0;
                }

                return value == 0 || (cover.OpenValue.Units + value) * 2 <= cover.LiableStake.Units;
            });
            bool balanced = outcome.Offers.Sum(award => (long)award.Quantity) == outcome.Requests.Sum(award => (long)award.Quantity);
            return covered && balanced && outcome.RefusedOffers.All(refused => outcome.Offers[refused.Position].Quantity == 0);
        }).Check(Config.QuickThrowOnFailure.Begun());

    [Fact]
    public void Clear_twoClassesOfOneName_orTwoCovers_areRefused()
    {
        Assert.Throws<ArgumentException>(() => (Market with { Classes = [Small, Small] }).Clear([], [], [], null, Epoch.Of(1), Seed));
        Assert.Throws<ArgumentException>(() => Market.Clear([], [], [Stake("p", 1), Stake("p", 2)], null, Epoch.Of(1), Seed));
        Assert.Empty((Market with { Classes = default }).Clear([], [], [], null, Epoch.Of(1), Seed).Offers);
    }

    private static ProviderCover Stake(string name, ulong stake) => new(ParticipantId.Of(name), Units(stake), Amount.Zero);

    private static JobRequest Ask(string name, Bid bid, ulong value, ulong deadline) => new(name, bid, Units(value), Epoch.Of(deadline));
}
