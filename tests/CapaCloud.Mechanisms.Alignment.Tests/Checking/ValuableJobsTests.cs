using CapaCloud.Mechanisms.Alignment.Dynamics;
using CapaCloud.Mechanisms.Alignment.Tests.Dynamics;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Checking;

/// <summary>Cheating on the valuable jobs only: somebody outside pays for one job of three, a twentieth of the jobs is audited, a verdict takes the bond of 100,000.</summary>
public sealed class ValuableJobsTests
{
    private static readonly Mechanism Mechanism = Marketplaces.Of(Marketplaces.Model("half-life"), auditPercent: 5, slashPercent: 100, forfeits: false, paysByReputation: false);

    [Fact]
    public void Check_theValuableJobPays_theAttackIsOnItAlone()
    {
        Economics economics = Valuable(8_000);

        DynamicOutcome.Fails fails = Assert.IsType<DynamicOutcome.Fails>(DynamicEngine.Check(Mechanism, economics, DynamicEffort.Quick));

        // 8,000 against 0.05 * 100,000, for ever; a second job would bring nothing and cost nearly as much again.
        Assert.Contains("cheat on 1 job an epoch", fails.Strategy, StringComparison.Ordinal);
        Assert.InRange(fails.Profit.Low.ToDouble(), 59_990, 60_000);
        Assert.InRange(fails.Profit.High.ToDouble(), 60_000, 60_010);
        Finding.Fails exact = Assert.IsType<Finding.Fails>(AlignmentChecker.Check(Mechanism, economics).On(AlignmentProperty.IncentiveCompatibility));
        Assert.InRange(exact.Attack!.Profit.High.ToDouble(), 3_000, 3_000.001);
        DynamicReplay.Play(Mechanism, economics, fails.Course);
    }

    [Fact]
    public void Check_onlyAllJobsTogetherWouldPay_theFutureDecidesThatNoneDoes()
    {
        // 4,900 against 5,000 for one job. For three: 14,700 against 100,000 * (1 - 0.95^3) = 14,262.5.
        Economics economics = Valuable(4_900);
        Finding Exact(Economics asked) => AlignmentChecker.Check(Mechanism, asked).On(AlignmentProperty.IncentiveCompatibility);
        Assert.IsType<Finding.Fails>(Exact(economics with { ValuableJobsPerEpoch = null }));
        Assert.IsType<Finding.Fails>(Exact(economics with { ValuableJobsPerEpoch = 3 }));
        Assert.IsType<Finding.Inconclusive>(Exact(economics));

        DynamicOutcome.Holds holds = Assert.IsType<DynamicOutcome.Holds>(DynamicEngine.Check(Mechanism, economics, DynamicEffort.Quick));

        Assert.InRange(holds.Margin.ToDouble(), 99, 100);
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(4L)]
    public void Validate_moreValuableJobsThanJobsOrNone_isSaid(long valuable)
    {
        Assert.Contains(
            $"ValuableJobsPerEpoch is {valuable}: expected from 1 to 3.", string.Join(" ", (Valuable(1) with { ValuableJobsPerEpoch = valuable }).Validate()), StringComparison.Ordinal);
    }

    [Fact]
    public void GainOf_valuableJobsFirst()
    {
        Economics economics = Valuable(7) with { CheatingCostPerJob = 49_998 };
        Assert.Equal([9, 11, 13], new[] { 1L, 2, 3 }.Select(economics.GainOf).Select(gain => gain.ToInt32()));
        Assert.Equal(economics, EconomicsJson.Read(EconomicsJson.Write(economics)));
    }

    private static Economics Valuable(int external) => Marketplaces.Economics() with
    {
        CheatingCostPerJob = 50_000,
        ExternalGainPerJob = external,
        ValuableJobsPerEpoch = 1,
        IdentityPrice = 10_000_000,
    };
}
