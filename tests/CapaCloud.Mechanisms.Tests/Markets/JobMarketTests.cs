using System.Globalization;
using System.Numerics;
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

    /// <summary>Whatever is offered and asked: the value awarded in all classes, with the open work, is covered; and nothing is lost. Some values are beyond 2^128.</summary>
    [Fact]
    public void Clear_anyMarket_neverAwardsMoreValueThanIsCovered() =>
        Prop.ForAll(Books(), book => IsCovered(book, book.Offers)).Check(Config.QuickThrowOnFailure.Begun());

    /// <summary>A market that adds values up to 2^128 - 1 and no further gives every class the whole stake: the law sees it.</summary>
    [Fact]
    public void Clear_thatSaturates_isCaught() =>
        Assert.ThrowsAny<Exception>(() => Prop.ForAll(Books(), book => IsCovered(book, Saturated(book))).Check(Config.QuickThrowOnFailure.Begun()));

    [Fact]
    public void Clear_valuesBeyondTheLargestNumber_shareOneStake()
    {
        UInt128 unit = (UInt128)10_000_000_000 * 10_000_000_000;
        JobMarket market = new([new("a", Units(unit), EpochSpan.One), new("b", Units(unit), EpochSpan.One), new("c", Units(unit), EpochSpan.One)], new CoverRule(Ratio.One, Ratio.One), new UniformPriceDoubleAuction());
        JobRequest[] requests = [.. market.Classes.Select(job => Ask(job.Name, Bid("r", 1_000, 9), 1, 20))];
        ulong[] Awarded(params ulong[] quantities) =>
        [
            .. market.Clear(
                [.. quantities.Select((quantity, index) => new JobOffer(market.Classes[index].Name, Bid("p", quantity, 1)))],
                requests,
                [new ProviderCover(ParticipantId.Of("p"), Units(unit * 30), Amount.Zero)],
                null,
                Epoch.Of(10),
                Seed).Offers.Select(award => award.Quantity),
        ];
        Assert.Equal([10UL, 10UL, 10UL], Awarded(1UL << 62, 1UL << 62, 1UL << 62));
        Assert.Equal([20UL, 10UL], Awarded(1UL << 62, 1UL << 61));
    }

    private static Arbitrary<Book> Books() => Arb.From(
        from values in Gen.ArrayOf(Gen.Elements<UInt128>(10, 100, (UInt128)10_000_000_000 * 10_000_000_000, UInt128.One << 100, UInt128.MaxValue), 3)
        from offers in Gen.ListOf(
            from name in Gen.Choose(0, 3)
            from job in Gen.Choose(0, 2)
            from units in Gen.Frequency((3, Gen.Choose(1, 9).Select(units => (ulong)units)), (2, Gen.Elements(1UL << 61, 1UL << 62, ulong.MaxValue)))
            from price in Gen.Choose(0, 9)
            select new JobOffer($"{job}", Bid($"p{name}", units, (ulong)price)),
            7)
        from stakes in Gen.ArrayOf(from units in Gen.Choose(0, 900) from unit in Gen.Choose(-1, 2) select (units, unit), 4)
        from open in Gen.ArrayOf(Gen.Choose(0, 200), 4)
        select new Book(
            values,
            [.. offers],
            [.. stakes.Select((stake, index) => new ProviderCover(ParticipantId.Of($"p{index}"), Units(Times(stake.unit < 0 ? 1 : values[stake.unit], (uint)stake.units)), Units((UInt128)open[index])))]));

    private static UInt128 Times(UInt128 unit, uint units) => units != 0 && unit > UInt128.MaxValue / units ? UInt128.MaxValue : unit * units;

    private static bool IsCovered(Book book, JobOffer[] offers)
    {
        JobMarket market = Market with { Classes = [.. book.Values.Select((value, index) => new JobClass($"{index}", Units(value), EpochSpan.One))], Cover = offers == book.Offers ? Cover : default };
        JobRequest[] requests = [.. market.Classes.Select(job => Ask(job.Name, Bid("r", 1UL << 62, 9), 1, 20))];
        JobMarketOutcome outcome = market.Clear(offers, requests, book.Covers, null, Epoch.Of(10), Seed);
        bool covered = book.Covers.All(cover =>
        {
            BigInteger value = BigInteger.Zero;
            for (int place = 0; place < offers.Length; place++)
            {
                value += offers[place].Bid.Bidder == cover.Provider ? (BigInteger)book.Values[int.Parse(offers[place].Class!, CultureInfo.InvariantCulture)] * outcome.Offers[place].Quantity : 0;
            }

            return value.IsZero || (cover.OpenValue.Units + value) * 2 <= cover.LiableStake.Units;
        });
        BigInteger sold = outcome.Offers.Aggregate(BigInteger.Zero, (sum, award) => sum + award.Quantity), bought = outcome.Requests.Aggregate(BigInteger.Zero, (sum, award) => sum + award.Quantity);
        return covered && sold == bought && outcome.RefusedOffers.All(refused => outcome.Offers[refused.Position].Quantity == 0);
    }

    /// <summary>The offers as a sum that stops at 2^128 - 1 would cut them.</summary>
    private static JobOffer[] Saturated(Book book)
    {
        UInt128 Value(IEnumerable<JobOffer> offers) => (UInt128)BigInteger.Min(
            UInt128.MaxValue, offers.Aggregate(BigInteger.Zero, (sum, offer) => sum + ((BigInteger)book.Values[int.Parse(offer.Class!, CultureInfo.InvariantCulture)] * offer.Bid.Quantity)));
        return
        [
            .. book.Offers.DistinctBy(offer => (offer.Class, offer.Bid.Bidder)).Select(offer =>
            {
                JobOffer[] kept = [.. book.Offers.DistinctBy(other => (other.Class, other.Bid.Bidder))];
                UInt128 all = Value(kept.Where(other => other.Bid.Bidder == offer.Bid.Bidder)), room = Cover.Room(book.Covers.Single(cover => cover.Provider == offer.Bid.Bidder)).Units;
                UInt128 units = all <= room ? offer.Bid.Quantity : (UInt128)((BigInteger)room * Value([offer]) / all) / book.Values[int.Parse(offer.Class!, CultureInfo.InvariantCulture)];
                return offer with { Bid = offer.Bid with { Quantity = units > offer.Bid.Quantity ? offer.Bid.Quantity : (ulong)units } };
            }).Where(offer => offer.Bid.Quantity > 0),
        ];
    }

    [Fact]
    public void Clear_twoClassesOfOneName_orTwoCovers_areRefused()
    {
        Assert.Throws<ArgumentException>(() => (Market with { Classes = [Small, Small] }).Clear([], [], [], null, Epoch.Of(1), Seed));
        Assert.Throws<ArgumentException>(() => Market.Clear([], [], [Stake("p", 1), Stake("p", 2)], null, Epoch.Of(1), Seed));
        Assert.Empty((Market with { Classes = default }).Clear([], [], [], null, Epoch.Of(1), Seed).Offers);
    }

    private sealed record Book(UInt128[] Values, JobOffer[] Offers, ProviderCover[] Covers);

    private static ProviderCover Stake(string name, ulong stake) => new(ParticipantId.Of(name), Units(stake), Amount.Zero);

    private static JobRequest Ask(string name, Bid bid, ulong value, ulong deadline) => new(name, bid, Units(value), Epoch.Of(deadline));
}
