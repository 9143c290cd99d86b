using System.Numerics;
using CapaCloud.Mechanisms.Escrow;
using CapaCloud.Mechanisms.Presets.Networks.Filecoin;

namespace CapaCloud.Mechanisms.Presets.Tests.Networks.Filecoin;

public sealed class FilecoinPayTests
{
    /// <summary>Every small rail, against the rule: <c>min(epochs, (deposit - reserve) // rate)</c>, never below 0.</summary>
    [Fact]
    public void Settle_everySmallRail_isTheRule()
    {
        for (ulong deposit = 0; deposit < 30; deposit += 3)
        {
            for (ulong rate = 0; rate < 5; rate++)
            {
                for (ulong lockup = 0; lockup < 4; lockup++)
                {
                    for (ulong locked = 0; locked < 9; locked += 4)
                    {
                        ulong reserve = locked + (rate * lockup), free = deposit > reserve ? deposit - reserve : 0;
                        ulong expected = rate == 0 ? 6 : ulong.Min(6, free / rate);
                        (Amount paid, EpochSpan settled) = FilecoinPay.Settle(Amount.Of(deposit), EpochRate.Of(rate), EpochSpan.Of(lockup), Amount.Of(locked), EpochSpan.Of(6));
                        Assert.Equal((expected * rate, expected), ((ulong)paid.Units, settled.Epochs));
                    }
                }
            }
        }
    }

    [Fact]
    public void Validate_amountOrTime_isCut()
    {
        EpochRate rate = EpochRate.Of(10);
        Assert.Equal((Amount.Of(40), EpochSpan.Of(5)), FilecoinPay.Validate(rate, EpochSpan.Of(5), EscrowRuling.OfAmount(Amount.Of(40))));
        Assert.Equal((Amount.Of(30), EpochSpan.Of(3)), FilecoinPay.Validate(rate, EpochSpan.Of(5), EscrowRuling.OfEpochs(EpochSpan.Of(3))));
        Assert.Equal((Amount.Zero, EpochSpan.Zero), FilecoinPay.Validate(rate, EpochSpan.Of(5), EscrowRuling.OfEpochs(EpochSpan.Zero)));
        Assert.Equal((Amount.Zero, EpochSpan.Of(2)), FilecoinPay.Validate(EpochRate.Zero, EpochSpan.Of(5), EscrowRuling.OfEpochs(EpochSpan.Of(2))));
        Assert.Equal(EscrowRefusal.MoreThanClaimed, Assert.Throws<EscrowRefusedException>(() => FilecoinPay.Validate(rate, EpochSpan.Of(5), EscrowRuling.OfAmount(Amount.Of(51)))).Refusal);
        Assert.Equal(EscrowRefusal.MoreThanClaimed, Assert.Throws<EscrowRefusedException>(() => FilecoinPay.Validate(EpochRate.Zero, EpochSpan.One, EscrowRuling.OfAmount(Amount.One))).Refusal);
    }

    /// <summary>At whole halvings both prices are the start divided; in between the network's is off by less than 10^-17 of it.</summary>
    [Fact]
    public void PriceAfter_andTheExactPrice_differInTheLastDigitsOnly()
    {
        BigInteger start = BigInteger.Pow(2, 256) - 1;
        for (ulong halvings = 0; halvings < 190; halvings += 21)
        {
            Assert.Equal(start >> (int)halvings, FilecoinPayAuction.PriceAfter(start, halvings * 302_400, 302_400));
            Assert.Equal(start >> (int)halvings, FilecoinPayAuction.ExactPriceAfter(start, halvings * 302_400, 302_400));
        }

        for (ulong elapsed = 1; elapsed < 50_000_000; elapsed += 4_999_999)
        {
            BigInteger price = FilecoinPayAuction.PriceAfter(start, elapsed, 302_400), exact = FilecoinPayAuction.ExactPriceAfter(start, elapsed, 302_400);
            Assert.True(BigInteger.Abs(price - exact) * BigInteger.Pow(10, 17) <= exact, $"{price} {exact} after {elapsed}");
        }

        Assert.Equal(BigInteger.Parse("1950746206018947071438797993", System.Globalization.CultureInfo.InvariantCulture), FilecoinPayAuction.ExactPriceAfter(start, 50_000_000, 302_400));
        Assert.Equal(BigInteger.Zero, FilecoinPayAuction.PriceAfter(start, ulong.MaxValue, 302_400));
        Assert.Throws<ArgumentOutOfRangeException>(() => FilecoinPayAuction.PriceAfter(start, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => FilecoinPayAuction.PriceAfter(BigInteger.MinusOne, 1, 1));
    }

    [Fact]
    public void Pledge_withoutPower_orBeyondTheCap()
    {
        FilecoinMultiple target = new(3, 10);
        Assert.Throws<ArgumentException>(() => FilecoinPledge.Initial(default, Amount.One, target, default, Amount.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FilecoinSectorPower(-1, 0, 0));

        // One byte of a network of one byte: at most 29,103,830 attoFIL, whatever the supply is.
        Assert.Equal(Amount.Of(29_103_830), FilecoinPledge.Initial(new FilecoinSectorPower(1, 1, 1), Amount.MaxValue, target, default, Amount.Zero));
        Assert.Equal((0, 300, 300, 150), (new FilecoinPledgeRamp(-1, 10).Skew(300), new FilecoinPledgeRamp(0, 0).Skew(300), new FilecoinPledgeRamp(10, 10).Skew(300), new FilecoinPledgeRamp(5, 10).Skew(300)));
        Assert.Throws<ArgumentOutOfRangeException>(() => FilecoinPledge.DailyFee(Amount.One, 1, (1, 0)));
    }
}
