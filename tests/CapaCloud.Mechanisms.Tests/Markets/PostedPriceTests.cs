using System.Numerics;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;
using FsCheck.Fluent;
using static CapaCloud.Mechanisms.Tests.Markets.MarketBids;

namespace CapaCloud.Mechanisms.Tests.Markets;

public sealed class PostedPriceTests
{
    private static readonly BaseFeeRule Ethereum = new(2, 8);

    /// <summary>go-ethereum, TestCalcBaseFee.</summary>
    [Theory]
    [InlineData(1_000_000_000, 20_000_000, 10_000_000, 1_000_000_000)]
    [InlineData(1_000_000_000, 20_000_000, 9_000_000, 987_500_000)]
    [InlineData(1_000_000_000, 20_000_000, 11_000_000, 1_012_500_000)]
    [InlineData(7, 30_000_000, 0, 7)]
    [InlineData(7, 30_000_000, 30_000_000, 8)]
    public void BaseFee_publishedFigures(ulong fee, ulong limit, ulong used, ulong next) =>
        Assert.Equal(Units(next), Ethereum.Next(Units(fee), used, limit));

    [Fact]
    public void BaseFee_floorAndCap_hold()
    {
        BaseFeeRule rule = new(2, 8, Units(100), Units(1_000));
        Assert.Equal(Units(100), rule.Next(Units(101), 0, 10));
        Assert.Equal(Units(1_000), rule.Next(Units(999), 10, 10));
        Assert.Equal(Amount.MaxValue, Ethereum.Next(Amount.MaxValue, 10, 10));
    }

    /// <summary>avalanchego, calculatePriceTests, and the largest legal inputs: no intermediate wraps.</summary>
    [Theory]
    [InlineData(1, 2, 1, 6)]
    [InlineData(10, 10_000_000, 1_000_000, 220_264)]
    [InlineData(6_786_177_901_268_885_274, 1, 1, 18_446_744_073_709_551_604)]
    [InlineData(6_786_177_901_268_885_274, ulong.MaxValue, ulong.MaxValue, 18_446_744_073_709_551_614)]
    public void ExponentialPrice_publishedFigures(ulong minimum, ulong excess, ulong fold, ulong price) =>
        Assert.Equal(Units(price), new ExponentialPrice(Units(minimum), fold, Units(ulong.MaxValue)).At(excess));

    /// <summary>The 128-bit path and integers of any width give the same, and neither is above the exact value of the recurrence.</summary>
    [Fact]
    public void ExponentialPrice_anyInput_isTheRecurrenceInIntegersOfAnyWidth() => Prop.ForAll(
        Arb.From(from minimum in Generate.WideInteger from fold in Generate.Word from excess in Generate.Word from cap in Generate.WideInteger select (minimum, fold, excess, cap)),
        item =>
        {
            ulong fold = ulong.Max(1, item.fold);
            ulong excess = item.excess / fold > 200 ? fold * (item.excess % 200) / 3 : item.excess;
            UInt128 cap = UInt128.Max(item.cap, item.minimum);
            return new ExponentialPrice(Amount.Of(item.minimum), fold, Amount.Of(cap)).At(excess).Units == Recurrence(item.minimum, fold, excess, cap);
        }).Check(Config.QuickThrowOnFailure.Begun());

    /// <summary>go-ethereum, TestCalcBlobFeePostOsaka: 131,072 gas a blob, of which 8,192 of the first resource.</summary>
    [Theory]
    [InlineData(5_149_252, 1_310_720, 30, 9, 14, 8_832_827, 5_617_366)]
    [InlineData(0, 786_432, 1_000_000_000, 6, 9, 5_007_716, 262_144)]
    [InlineData(0, 786_432, 1, 6, 9, 5_007_716, 0)]
    public void Excess_underTheReservePrice_doesNotFall(ulong excess, ulong used, ulong baseFee, ulong target, ulong most, ulong fold, ulong next)
    {
        Ratio price = Ratio.Of((ulong)new ExponentialPrice(Amount.One, fold).At(excess).Units);
        Ratio reserve = Ratio.FromQuotient((UInt128)8_192 * baseFee, 131_072, Rounding.Up);
        Assert.Equal(next, Excess.WithReserve(excess, used, target * 131_072, most * 131_072, price, reserve));
    }

    /// <summary>avalanchego, TestStateSecondsRemaining.</summary>
    [Theory]
    [InlineData(10, 0, 122_880, 60)]
    [InlineData(10_000, 864_000_000, 245_760, 60)]
    [InlineData(9_000, 21_600_000, 177_321_939, 86_400)]
    public void PrepaidTime_validatorFee_lastsAsPublished(ulong load, ulong excess, ulong funds, ulong seconds)
    {
        ExponentialFee fee = new(new ExponentialPrice(Units(2_048), 1_246_488_515, Units(ulong.MaxValue)), 10_000, load, excess);
        Assert.Equal(seconds, PrepaidTime.Affordable(fee, Units(funds), 604_800));
        Assert.Equal(Units(funds), PrepaidTime.Cost(fee, seconds));
    }

    /// <summary>lotus, TestNextBaseFeeFromPremium.</summary>
    [Theory]
    [InlineData(100, 14, 101)]
    [InlineData(801, 20, 720)]
    [InlineData(808, 0, 707)]
    [InlineData(808, 203, 909)]
    public void PremiumFee_publishedFigures(ulong fee, ulong premium, ulong next) =>
        Assert.Equal(Units(next), new PremiumFeeRule(8, Units(100)).Next(Units(fee), Units(premium)));

    [Fact]
    public void PremiumAt_orderOfOffers_doesNotMatter()
    {
        PremiumOffer[] offers = [new(Units(5), 10), new(Units(9), 3), new(Units(5), 4)];
        Assert.All(Enumerable.Range(0, 17), rank =>
        {
            Amount premium = PremiumFeeRule.PremiumAt(offers, (UInt128)rank);
            Assert.Equal(rank < 3 ? Units(9) : Units(5), premium);
            Assert.Equal(premium, PremiumFeeRule.PremiumAt([.. offers.Reverse()], (UInt128)rank));
        });
        Assert.Equal(Amount.Zero, PremiumFeeRule.PremiumAt(offers, 17));
    }

    [Theory]
    [InlineData(801, 0, 1, 700)]
    [InlineData(801, 20, 1, 901)]
    public void UtilisationFee_floorsAlsoBelowZero(ulong fee, ulong used, ulong blocks, ulong next) =>
        Assert.Equal(Units(next), new UtilisationFeeRule(10, 8, Proportion.One, Amount.Zero).Next(Units(fee), used, blocks));

    /// <summary>Filecoin Pay, testDecay, and the exact value between the halvings.</summary>
    [Theory]
    [InlineData(10_000_000_000, 0, 10_000_000_000)]
    [InlineData(10_000_000_000, 302_400, 5_000_000_000)]
    [InlineData(10_000_000_000, 604_800, 2_500_000_000)]
    [InlineData(1_000, 151_200, 707)]
    [InlineData(1, 1, 0)]
    public void HalvingPrice_figures(ulong start, ulong elapsed, ulong price) =>
        Assert.Equal(Units(price), new HalvingPrice(Units(start), 302_400).After(elapsed));

    [Fact]
    public void HalvingPrice_firstAtMost_isTheInverse() => Prop.ForAll(
        Arb.From(from start in Generate.Amount from halving in Gen.Choose(1, 5_000) from means in Generate.Amount select (start, halving, means)),
        item =>
        {
            HalvingPrice price = new(item.start, (ulong)item.halving);
            return price.FirstAtMost(item.means, 1_000_000) is { } first
                && price.After(first) <= item.means
                && (first == 0 || price.After(first - 1) > item.means);
        }).Check(Config.QuickThrowOnFailure.Begun());

    [Fact]
    public void Coretime_priceAtAMoment_fallsWithoutAJump_andFirstAtMostIsTheInverse()
    {
        CoretimePrices prices = new(Units(1_000), Units(10_000));
        Assert.Equal(Units(100_000), prices.At(Proportion.Zero));
        Assert.Equal(Units(10_000), prices.At(Proportion.Half));
        Assert.Equal(Units(1_000), prices.At(Proportion.One));
        Proportion first = prices.FirstAtMost(Units(50_000))!.Value;
        Assert.True(prices.At(first) <= Units(50_000) && prices.At(Proportion.FromParts(first.Parts - 1)) > Units(50_000));
        Assert.Null(prices.FirstAtMost(Units(999)));
    }

    /// <summary>The figures of the broker pallet's own tests: 910 renews for 1,001 and then for 1,101; 100 for 110; late in a cheap sale for the sale's price, never below its end.</summary>
    [Fact]
    public void Coretime_renewal_risesByTheBump_andIsNeverBelowTheEnd()
    {
        CoretimePrices sale = new(Units(91), Units(910));
        Proportion tenth = Proportion.Percent(10);
        Assert.Equal(Units(1_001), sale.Renewal(Units(910), tenth));
        Assert.Equal(Units(1_101), sale.Renewal(Units(1_001), tenth));
        Assert.Equal(Units(110), sale.Renewal(Units(100), tenth));
        Assert.Equal(Units(91), sale.Renewal(Units(50), tenth));
        Assert.Equal((Units(5), Units(7)), (default(CoretimePrices).Renewal(Units(5), tenth), default(CoretimePrices).Renewal(Units(6), tenth)));
        Assert.Equal(Units(1_001), sale.Renewal(Units(910), tenth, Proportion.Zero));
        Assert.Equal(Units(910), sale.Renewal(Units(910), tenth, Proportion.Half));
        Assert.Equal(Units(91), sale.Renewal(Units(910), tenth, Proportion.One));
        Assert.Equal(Units(91), sale.Renewal(Units(50), tenth, Proportion.Zero));
        Assert.Throws<OverflowException>(() => sale.Renewal(Amount.MaxValue, tenth));
    }

    private static UInt128 Recurrence(UInt128 minimum, ulong fold, ulong excess, UInt128 cap)
    {
        BigInteger term = (BigInteger)minimum * fold, sum = 0;
        for (int index = 1; !term.IsZero && sum < (BigInteger)cap * fold; index++)
        {
            sum += term;
            term = term * excess / ((BigInteger)fold * index);
        }

        return (UInt128)BigInteger.Min(cap, sum / fold);
    }
}
