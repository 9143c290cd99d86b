using CapaCloud.Mechanisms.Alignment.Designs;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Designs;

public sealed class LeastCostTests
{
    private static readonly MechanismPolicy Policy = Checking.Mechanisms.Marketplace.Policy;

    private static readonly SecurityPrices Prices = new(new Fraction(1, 100), 5);

    private static readonly LeastCostDesign Design = LeastCost.Design(Policy, Checking.Mechanisms.Ordinary, Prices)!;

    [Fact]
    public void Find_neighboursAndASampleOfAllRates_costNoLess()
    {
        uint best = (uint)(Design.AuditRate.Parts / Proportion.BasisPoints(1).Parts);
        IEnumerable<uint> rates = Enumerable.Range(-20, 41).Select(away => (uint)(best + away)).Concat(Enumerable.Range(1, 25).Select(step => (uint)(step * 400)));
        foreach (uint points in rates)
        {
            Proportion rate = Proportion.BasisPoints(points);
            Amount stake = PolicyDesign.LeastStake(PolicyDesign.WithAuditRate(Policy, rate), Checking.Mechanisms.Ordinary)!.Value;

            Assert.True(Prices.Of(Checking.Mechanisms.Ordinary, stake.ToFraction(), rate.ToFraction()) >= Design.Cost, $"{points} basis points and {stake} units cost less");
        }

        Assert.InRange(Design.Checks, 3, 2_000);
    }

    [Fact]
    public void Find_policy_holdsAndCostsWhatItSays()
    {
        Assert.IsType<Finding.Holds>(AlignmentChecker.Check(Mechanism.FromPolicy(Design.Policy), Checking.Mechanisms.Ordinary, AlignmentProperty.IncentiveCompatibility));
        Assert.Equal(Prices.Of(Checking.Mechanisms.Ordinary, Design.Policy.Stake.MinimumBond.ToFraction(), Design.AuditRate.ToFraction()), Design.Cost);
    }

    [Fact]
    public void Find_dearerAudits_buysStakeInstead()
    {
        LeastCostDesign dear = LeastCost.Design(Policy, Checking.Mechanisms.Ordinary, Prices with { Audit = 500 })!;

        Assert.True(dear.AuditRate < Design.AuditRate && dear.MinimumBond > Design.MinimumBond);
    }

    [Fact]
    public void Find_honestSafetyToo_isMetOrNothingIs()
    {
        Economics clumsy = Checking.Mechanisms.Ordinary with { HonestFaultRate = new Fraction(1, 1_000) };
        AlignmentProperty[] both = [AlignmentProperty.IncentiveCompatibility, AlignmentProperty.HonestSafety];
        LeastCostDesign design = LeastCost.Design(Policy, clumsy, Prices, both)!;

        Assert.All(both, property => Assert.IsType<Finding.Holds>(AlignmentChecker.Check(Mechanism.FromPolicy(design.Policy), clumsy, property)));
        Assert.Null(LeastCost.Design(Policy, clumsy with { WrongfulLossLimit = 0 }, Prices, [AlignmentProperty.HonestSafety]));
    }

    [Fact]
    public void Find_badInput_isRefusedAndCancellationHonoured()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LeastCost.Design(Policy, Checking.Mechanisms.Ordinary, new SecurityPrices(-1, 0)));
        Assert.Throws<ArgumentException>(() => LeastCost.Design(Policy, Checking.Mechanisms.Ordinary with { Discount = 1 }, Prices));
        Assert.Throws<ArgumentException>(() => PolicyDesign.LeastStake(Policy, Checking.Mechanisms.Ordinary with { CostPerJob = -1 }));
        Assert.Throws<OperationCanceledException>(() => LeastCost.Design(Policy, Checking.Mechanisms.Ordinary, Prices, null, null, new CancellationToken(canceled: true)));
    }
}
