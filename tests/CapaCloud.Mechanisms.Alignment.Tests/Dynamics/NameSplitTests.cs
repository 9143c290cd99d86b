using CapaCloud.Mechanisms.Alignment.Dynamics;

namespace CapaCloud.Mechanisms.Alignment.Tests.Dynamics;

/// <summary>Sharing one's jobs among several names, over all epochs.</summary>
public sealed class NameSplitTests
{
    [Fact]
    public void Check_forfeitedEpochIsWhatDeters_smallNamesHaveLittleToForfeit()
    {
        // Four jobs in one epoch: cheating on m gains 50,000 m and risks 400,000 with 1 - 0.8^m. One job under each of four names: 50,000 against 0.2 * 101,000.
        AlignmentReport report = Ask(Paying(alike: true, slashPercent: 1), jobs: 4, price: 50_000);
        Assert.IsType<Finding.Holds>(report.On(AlignmentProperty.IncentiveCompatibility));

        Finding.Fails fails = Assert.IsType<Finding.Fails>(report.On(AlignmentProperty.SybilNeutrality));

        Assert.Equal("split into 4 names; under each: cheat on 1 job an epoch until caught, then cheat on 1 job an epoch until caught", string.Join(", then ", fails.Attack.Strategy.Split(", then ")[..2]));
        double exact = (4 * (50_000 - (0.2 * 101_000)) / 0.05) - (3 * 50_000);
        Assert.InRange(exact, fails.Attack.Profit.Low.ToDouble() - 1, fails.Attack.Profit.High.ToDouble() + 1);
        Assert.Equal(AlignmentEngine.Dynamic, fails.Engine);
    }

    [Fact]
    public void Check_namesAreDear_splittingDoesNotPay()
    {
        Finding.Holds holds = Assert.IsType<Finding.Holds>(Ask(Paying(alike: true, slashPercent: 1), jobs: 4, price: 5_000_000).On(AlignmentProperty.SybilNeutrality));
        Assert.Contains(holds.Assumptions, text => text.Contains("up to 4 names that share the jobs", StringComparison.Ordinal));
        Assert.Equal(1, holds.Epsilon.ToInt32());
    }

    [Fact]
    public void Check_reputationIsEarnedByWork_oneNameIsKnownSooner()
    {
        Finding.Holds holds = Assert.IsType<Finding.Holds>(Ask(Paying(alike: false, auditPercent: 40), jobs: 2, price: 50_000).On(AlignmentProperty.SybilNeutrality));
        Assert.Equal(AlignmentEngine.Dynamic, holds.Engine);
        Assert.Contains(holds.Assumptions, text => text.EndsWith("becomes known sooner.", StringComparison.Ordinal));
    }

    [Fact]
    public void Check_exactEngineSuffices_theFutureIsNotLookedAt()
    {
        Mechanism mechanism = Marketplaces.Of(Marketplaces.Model("half-life"), auditPercent: 90, slashPercent: 100);
        Finding.Holds holds = Assert.IsType<Finding.Holds>(AlignmentChecker.Check(mechanism, Marketplaces.Economics(1), DynamicEffort.Quick).On(AlignmentProperty.SybilNeutrality));
        Assert.Equal(AlignmentEngine.Exact, holds.Engine);
    }

    private static Mechanism Paying(bool alike, uint auditPercent = 20, uint slashPercent = 10) =>
        Marketplaces.Of(Marketplaces.Model("half-life"), auditPercent, slashPercent, paysByReputation: !alike);

    private static AlignmentReport Ask(Mechanism mechanism, long jobs, int price) =>
        AlignmentChecker.Check(mechanism, Marketplaces.Economics(jobs) with { IdentityPrice = price }, DynamicEffort.Quick);
}
