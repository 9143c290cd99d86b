using CapaCloud.Mechanisms.Alignment.Designs;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Slashing;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests;

/// <summary>A bond in a token, jobs in a currency.</summary>
public sealed class BondPriceTests
{
    private static MechanismPolicy Policy { get; } = Mechanism.Create(build => build
        .Name("token bond")
        .Stake(stake => stake.MinimumBond(1_000_000).UnbondingPeriod(EpochSpan.Of(20)))
        .Verify(verify => verify.AuditRate(Proportion.Percent(10)))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Half))).Policy;

    private static Economics Economics { get; } = new()
    {
        CostPerJob = 100,
        PaymentPerJob = 150,
        JobsPerEpoch = 10,
        Participants = 20,
        DetectionDelay = 0,
        DetectionAccuracy = Fraction.One,
        HonestFaultRate = 0,
        IdentityPrice = 0,
    };

    /// <summary>It holds at the least price and not just below it, and the fall leads there.</summary>
    [Fact]
    public void Ask_leastPrice_isWhereHonestyStopsPaying()
    {
        RationalInterval price = RationalInterval.Between(new Fraction(1, 10), new Fraction(1, 5));
        BondPriceAnswer answer = BondPriceDesign.Ask(Policy, Economics, "CAPA", price);
        Assert.IsType<Finding.Holds>(answer.AtLowest);
        Fraction least = answer.LeastPrice!.Value;
        Assert.Equal(price.Low * (Fraction.One - answer.LargestFall!.Value), least);
        Assert.IsType<Finding.Holds>(At(least));
        Assert.IsNotType<Finding.Holds>(At(least - new Fraction(1, 1_000_000)));
        Finding At(Fraction exact) => BondPriceDesign.Ask(Policy, Economics, "CAPA", RationalInterval.Of(exact)).AtLowest;
    }

    [Fact]
    public void Ask_aPriceThatIsTooLow_orNoBondThatSuffices_isSaid()
    {
        BondPriceAnswer low = BondPriceDesign.Ask(Policy, Economics, "CAPA", RationalInterval.Of(new Fraction(1, 100_000)));
        Assert.IsNotType<Finding.Holds>(low.AtLowest);
        Assert.Equal(Fraction.Zero, low.LargestFall);
        BondPriceAnswer never = BondPriceDesign.Ask(PolicyDesign.WithAuditRate(Policy, Proportion.Zero), Economics, "CAPA", RationalInterval.Of(Fraction.One));
        Assert.Null(never.LeastPrice);
        Assert.Throws<ArgumentOutOfRangeException>(() => BondPriceDesign.Ask(Policy, Economics, "CAPA", RationalInterval.Of(Fraction.Zero)));
        Assert.Throws<ArgumentOutOfRangeException>(() => BondPriceDesign.Ask(PolicyDesign.WithStake(Policy, Amount.Zero), Economics, "CAPA", RationalInterval.Of(Fraction.One)));
    }

    [Fact]
    public void AssetAmount_ofDifferentAssets_doNotAddUp()
    {
        Assert.Equal(new AssetAmount("CAPA", Amount.Of(5)), new AssetAmount("CAPA", Amount.Of(2)) + new AssetAmount("CAPA", Amount.Of(3)));
        Assert.Contains("different assets", Assert.Throws<ArgumentException>(() => new AssetAmount("CAPA", Amount.One) + new AssetAmount("EUR", Amount.One)).Message, StringComparison.Ordinal);
        Assert.Equal(RationalInterval.Between(new Fraction(1), new Fraction(3)), new AssetAmount("CAPA", Amount.Of(2)).WorthAt(RationalInterval.Between(new Fraction(1, 2), new Fraction(3, 2))));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AssetAmount("CAPA", Amount.One).WorthAt(RationalInterval.Between(new Fraction(-1), Fraction.One)));
    }
}
