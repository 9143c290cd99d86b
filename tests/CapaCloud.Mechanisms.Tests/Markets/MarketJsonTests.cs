using System.Text.Json;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Markets;

namespace CapaCloud.Mechanisms.Tests.Markets;

/// <summary>Every value of a market goes through generated serialisation and comes back equal; integers of 64 bits and more are strings.</summary>
public sealed class MarketJsonTests
{
    [Theory]
    [InlineData("""{"Bidder":"a","Quantity":"18446744073709551615","UnitPrice":"7"}""", typeof(Bid))]
    [InlineData("""{"Side":"Buy","Quantity":"5","Limit":"7"}""", typeof(Lot))]
    [InlineData("""{"Quantity":"5","Payment":"35"}""", typeof(Award))]
    [InlineData("""{"Awards":[{"Quantity":"5","Payment":"35"}],"UnitPrice":"7"}""", typeof(AuctionOutcome))]
    [InlineData("""{"Offers":[],"Requests":[{"Quantity":"0","Payment":"0"}],"OfferPrice":null,"RequestPrice":"3"}""", typeof(DoubleAuctionOutcome))]
    [InlineData("""{"Position":3,"Bid":{"Bidder":"a","Quantity":"1","UnitPrice":"7"},"Refusal":"DuplicatedBid"}""", typeof(RefusedBid))]
    [InlineData("""{"Accepted":[{"Bidder":"a","Quantity":"1","UnitPrice":"7"}],"Refused":[]}""", typeof(BidScreen))]
    [InlineData("""{"MaximumQuantity":"9","Members":["a","b"]}""", typeof(CapacityGroup))]
    [InlineData("""{"Bidder":"a","Weight":"1.5"}""", typeof(BidderWeight))]
    [InlineData("{}", typeof(FirstPriceAuction))]
    [InlineData("{}", typeof(SecondPriceAuction))]
    [InlineData("{}", typeof(UniformPriceAuction))]
    [InlineData("""{"MaximumPerBidder":"3","Groups":[{"MaximumQuantity":"9","Members":["a"]}]}""", typeof(VcgAuction))]
    [InlineData("""{"Weights":[{"Bidder":"a","Weight":"2"}],"Otherwise":"1"}""", typeof(ScoredAuction))]
    [InlineData("""{"Placement":"0.5"}""", typeof(UniformPriceDoubleAuction))]
    [InlineData("{}", typeof(PayAsBidDoubleAuction))]
    [InlineData("{}", typeof(McAfeeDoubleAuction))]
    [InlineData("{}", typeof(TradeReductionDoubleAuction))]
    [InlineData("{}", typeof(MultiUnitDoubleAuction))]
    [InlineData("""{"Profitable":[],"BidsSearched":4,"MarketsCleared":"12","EveryPrice":true,"EveryQuantity":false,"EveryLargerQuantity":false,"EveryBidTogether":true,"Together":[]}""", typeof(DeviationReport))]
    [InlineData("""{"Minimum":"1","Fold":"3338477","Cap":"9"}""", typeof(ExponentialPrice))]
    [InlineData("""{"Curve":{"Minimum":"1","Fold":"3","Cap":"9"},"Target":"1","Load":"2","Excess":"3"}""", typeof(ExponentialFee))]
    [InlineData("""{"Curve":{"Minimum":"1","Fold":"3","Cap":"9"},"Target":"1","Limit":"2","Load":"2","Excess":"3","Reserve":"4"}""", typeof(ReservedExponentialFee))]
    [InlineData("""{"Elasticity":"2","Denominator":"8","Floor":"1","Cap":"9"}""", typeof(BaseFeeRule))]
    [InlineData("""{"Rule":{"Elasticity":"2","Denominator":"8","Floor":"1","Cap":"9"},"Used":"1","Limit":"2","Price":"3"}""", typeof(BaseFee))]
    [InlineData("""{"Denominator":"8","Floor":"1","Cap":"9"}""", typeof(PremiumFeeRule))]
    [InlineData("""{"Rule":{"Denominator":"8","Floor":"1","Cap":"9"},"Premium":"1","Price":"3"}""", typeof(PremiumFee))]
    [InlineData("""{"Premium":"8","Units":"1"}""", typeof(PremiumOffer))]
    [InlineData("""{"Target":"8","Denominator":"8","Packing":"0.8","Floor":"100"}""", typeof(UtilisationFeeRule))]
    [InlineData("""{"Start":"800","Halving":"8","Floor":"1"}""", typeof(HalvingPrice))]
    [InlineData("""{"End":"8","Target":"80"}""", typeof(CoretimePrices))]
    [InlineData("""{"Target":"0.5","Variability":"0.1","Least":"1"}""", typeof(QueuePrice))]
    [InlineData("""{"Rule":{"Target":"8","Denominator":"8","Packing":"0.8","Floor":"100"},"Used":"7","Blocks":"1","Price":"3"}""", typeof(UtilisationFee))]
    [InlineData("""{"Rule":{"Target":"0.5","Variability":"0.1","Least":"1"},"BasePrice":"7","Capacity":"9","Size":"1","Multiplier":"1.5"}""", typeof(QueueFee))]
    [InlineData("""{"Points":[{"Score":"0","Share":"0.1"},{"Score":"1","Share":"0.3"}]}""", typeof(AccessRule))]
    [InlineData("""{"Claimant":"a","Wanted":"5","Score":"1"}""", typeof(CapacityClaim))]
    [InlineData("""{"Name":"small","MaximumValue":"10","Duration":"5"}""", typeof(JobClass))]
    [InlineData("""{"Class":"small","Bid":{"Bidder":"a","Quantity":"1","UnitPrice":"7"}}""", typeof(JobOffer))]
    [InlineData("""{"Class":"small","Bid":{"Bidder":"a","Quantity":"1","UnitPrice":"7"},"Value":"10","Deadline":"5"}""", typeof(JobRequest))]
    [InlineData("""{"Provider":"a","LiableStake":"10","OpenValue":"1"}""", typeof(ProviderCover))]
    [InlineData("""{"Gain":"2","Coverage":"1"}""", typeof(CoverRule))]
    [InlineData("""{"Offers":[],"Requests":[],"RefusedOffers":[],"RefusedRequests":[]}""", typeof(JobMarketOutcome))]
    [InlineData("""{"Goods":2,"Units":"5"}""", typeof(BundleLot))]
    [InlineData("""{"Bidder":"a","Goods":"3","Units":"5","Value":"9"}""", typeof(BundleBid))]
    [InlineData("""{"Awards":[{"Won":true,"Payment":"5"}],"Value":"9"}""", typeof(BundleOutcome))]
    [InlineData("""{"Shortfall":"1","Blockers":["C"]}""", typeof(CoreGap))]
    [InlineData("{}", typeof(VcgBundleAuction))]
    [InlineData("""{"Point":"NearestToBids"}""", typeof(CoreSelectingBundleAuction))]
    public void Json_roundTrip_isTheSameTextAndValue(string text, Type type)
    {
        object value = JsonSerializer.Deserialize(text, type, MarketJson.Default)!;
        Assert.Equal(text, JsonSerializer.Serialize(value, type, MarketJson.Default));
        Assert.Equal(value, JsonSerializer.Deserialize(text, type, MarketJson.Default));
    }

    [Fact]
    public void Deviation_roundTrip_isEqual()
    {
        Deviation deviation = DeviationSearch.Search(new FirstPriceAuction(), Lot.Sell(1), MarketBids.Units("b", 10, 8), MarketBids.Seed).Largest!.Value;
        string text = JsonSerializer.Serialize(deviation, MarketJson.Default.Deviation);
        Assert.Equal(deviation, JsonSerializer.Deserialize(text, MarketJson.Default.Deviation));
    }
}

[JsonSerializable(typeof(Bid))]
[JsonSerializable(typeof(Lot))]
[JsonSerializable(typeof(Award))]
[JsonSerializable(typeof(AuctionOutcome))]
[JsonSerializable(typeof(DoubleAuctionOutcome))]
[JsonSerializable(typeof(RefusedBid))]
[JsonSerializable(typeof(BidScreen))]
[JsonSerializable(typeof(CapacityGroup))]
[JsonSerializable(typeof(BidderWeight))]
[JsonSerializable(typeof(FirstPriceAuction))]
[JsonSerializable(typeof(SecondPriceAuction))]
[JsonSerializable(typeof(UniformPriceAuction))]
[JsonSerializable(typeof(VcgAuction))]
[JsonSerializable(typeof(ScoredAuction))]
[JsonSerializable(typeof(UniformPriceDoubleAuction))]
[JsonSerializable(typeof(PayAsBidDoubleAuction))]
[JsonSerializable(typeof(McAfeeDoubleAuction))]
[JsonSerializable(typeof(TradeReductionDoubleAuction))]
[JsonSerializable(typeof(MultiUnitDoubleAuction))]
[JsonSerializable(typeof(DeviationReport))]
[JsonSerializable(typeof(Deviation))]
[JsonSerializable(typeof(ExponentialPrice))]
[JsonSerializable(typeof(ExponentialFee))]
[JsonSerializable(typeof(ReservedExponentialFee))]
[JsonSerializable(typeof(BaseFeeRule))]
[JsonSerializable(typeof(BaseFee))]
[JsonSerializable(typeof(PremiumFeeRule))]
[JsonSerializable(typeof(PremiumFee))]
[JsonSerializable(typeof(PremiumOffer))]
[JsonSerializable(typeof(UtilisationFeeRule))]
[JsonSerializable(typeof(HalvingPrice))]
[JsonSerializable(typeof(CoretimePrices))]
[JsonSerializable(typeof(QueuePrice))]
[JsonSerializable(typeof(UtilisationFee))]
[JsonSerializable(typeof(QueueFee))]
[JsonSerializable(typeof(AccessRule))]
[JsonSerializable(typeof(CapacityClaim))]
[JsonSerializable(typeof(JobClass))]
[JsonSerializable(typeof(JobOffer))]
[JsonSerializable(typeof(JobRequest))]
[JsonSerializable(typeof(ProviderCover))]
[JsonSerializable(typeof(CoverRule))]
[JsonSerializable(typeof(JobMarketOutcome))]
[JsonSerializable(typeof(BundleLot))]
[JsonSerializable(typeof(BundleBid))]
[JsonSerializable(typeof(BundleOutcome))]
[JsonSerializable(typeof(CoreGap))]
[JsonSerializable(typeof(VcgBundleAuction))]
[JsonSerializable(typeof(CoreSelectingBundleAuction))]
internal sealed partial class MarketJson : JsonSerializerContext;
