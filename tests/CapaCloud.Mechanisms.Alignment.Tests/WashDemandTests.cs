using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Slashing;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests;

/// <summary>Issuance that follows demand, asked of the engine: paying oneself for needless jobs loses as long as less is issued than is kept.</summary>
public sealed class WashDemandTests
{
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
        DisputeCost = 0,
    };

    [Fact]
    public void DemandIssuance_followsDemand_andWashDemandLoses()
    {
        Amount paid = Amount.Of(150 * 10 * 20);
        DemandIssuance rule = new(perUnit: Proportion.Percent(4), kept: Proportion.Percent(5), feeShare: Proportion.Percent(70), highest: Amount.Of(1_000_000));
        Assert.Equal(Amount.Of(1_200), rule.Of(paid, Amount.Zero));
        Assert.IsType<Finding.Holds>(Ask(rule.Of(paid, Amount.Zero)));
        // A tenth of the demand, which no rule may issue: the engine finds that paying oneself pays.
        Assert.IsType<Finding.Fails>(Ask(paid.Multiply(Proportion.Percent(10), Rounding.Down)));
    }

    private static Finding Ask(Amount issuance) => AlignmentChecker.Check(
        Mechanism.Create(build => build
            .Name("issues with demand")
            .Stake(stake => stake.MinimumBond(100_000).UnbondingPeriod(EpochSpan.Of(20)))
            .Verify(verify => verify.AuditRate(Proportion.Percent(10)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Half))
            .Reward(reward => reward.TreasuryFee(Proportion.Percent(5)).IssuePerEpoch(issuance.Units))),
        Economics,
        AlignmentProperty.RequesterFairness);
}
