using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Roles;

/// <summary>A requester's questions, against sums done by hand: a job costs 100, of which the network keeps 5; a dispute needs a deposit of 40 and costs the loser 30.</summary>
public sealed class RequesterCheckerTests
{
    private static readonly Mechanism Market = Mechanism.Create(build => build
        .Stake(stake => stake.MinimumBond(1_000).UnbondingPeriod(EpochSpan.Of(21)))
        .Verify(verify => verify.AuditRate(Proportion.Percent(20)))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(50)))
        .Reward(reward => reward.TreasuryFee(Proportion.Percent(5))));

    private static readonly Economics Disputes = new() { CostPerJob = 40, PaymentPerJob = 100, Participants = 200, DisputeDeposit = 40, DisputeCost = 30, JobsPerEpoch = 1, DetectionDelay = 0, DetectionAccuracy = 1, HonestFaultRate = 0, IdentityPrice = 0, ColludingShare = 0, SidePaymentLimit = 0, OutsideOption = 0, CheckingCost = 0 };

    private static readonly RequestEconomics Ordinary = new() { ValuePerJob = 150, FalseResultRate = new Fraction(1, 10) };

    [Fact]
    public void Check_ordinaryRequester_holdsWithTheMarginsOfTheSums()
    {
        AlignmentReport report = RequesterChecker.Check(Market, Disputes, Ordinary);

        Assert.Equal(AlignmentConclusion.Holds, report.Conclusion);
        Assert.Equal(11, report.Findings.Length);

        // The least of: 5 of a needless job, 30 of a false dispute, 100 of redress.
        Assert.Equal(new Fraction(5), Margin(report, AlignmentProperty.IncentiveCompatibility));

        // 0.9 * 150 - 100 + 0.1 * 100.
        Assert.Equal(new Fraction(45), Margin(report, AlignmentProperty.Participation));
        Assert.Equal(new Fraction(10), Margin(report, AlignmentProperty.BudgetBalance));
        Assert.Equal(new Fraction(30), Margin(report, AlignmentProperty.ExitSafety));
        Assert.Equal(new Fraction(9, 2), Margin(report, AlignmentProperty.HonestSafety));
    }

    [Theory]
    [InlineData(19, true)]
    [InlineData(24, false)]
    public void Check_captiveJudges_makeFalseDisputesPay(int colludingPercent, bool holds)
    {
        // (1 - a) * 30 - a * 100: nothing is left at a = 3/13, 23.1 %.
        Finding finding = RequesterChecker.Check(Market, Disputes with { ColludingShare = new Fraction(colludingPercent, 100) }, Ordinary).On(AlignmentProperty.RequesterFairness);
        Assert.Equal(holds, finding is Finding.Holds);
        if (finding is Finding.Fails fails)
        {
            Assert.StartsWith("dispute every correct result", fails.Attack.Strategy, StringComparison.Ordinal);
            Assert.Equal(new Fraction(24) - (new Fraction(76, 100) * 30), fails.Attack.Profit.High);
        }
    }

    /// <summary>Where what requesters do is remembered, a false dispute costs later jobs, and a new name begins anew: neither is played, so neither is claimed. Paying oneself is no dispute.</summary>
    [Fact]
    public void Check_policyThatRemembersRequesters_leavesOpenWhatARecordMayChange()
    {
        Mechanism remembering = Mechanism.FromPolicy(Market.Policy with
        {
            Jobs = new Settlement.JobPolicy { Classes = [new Markets.JobClass("gpu", Amount.Of(1_000), EpochSpan.One)], ReviewPeriod = EpochSpan.One },
            Requesters = new Settlement.RequesterPolicy(new BetaReputation()) { LeastScore = Proportion.Percent(30) },
        });
        Economics captive = Disputes with { ColludingShare = new Fraction(24, 100) };
        Assert.IsType<Finding.Fails>(RequesterChecker.Check(Market, captive, Ordinary).On(AlignmentProperty.RequesterFairness));
        AlignmentReport report = RequesterChecker.Check(remembering, captive, Ordinary);
        Assert.All(
            new[] { AlignmentProperty.RequesterFairness, AlignmentProperty.IncentiveCompatibility, AlignmentProperty.SybilNeutrality, AlignmentProperty.WhitewashResistance },
            property => Assert.IsType<Finding.Inconclusive>(report.On(property)));
        Assert.IsType<Finding.Inconclusive>(AlignmentChecker.Check(remembering, captive).On(AlignmentProperty.RequesterFairness));
        Mechanism free = Mechanism.FromPolicy(remembering.Policy with { Reward = remembering.Policy.Reward with { TreasuryFee = Proportion.Zero, IssuancePerEpoch = Amount.Of(1_000_000) } });
        Assert.StartsWith("pay oneself", Assert.IsType<Finding.Fails>(RequesterChecker.Check(free, Disputes, Ordinary).On(AlignmentProperty.RequesterFairness)).Attack.Strategy, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_wrongRulings_makeRedressNotWorthItsRisk()
    {
        // Eight of ten rulings are wrong: 0.2 * 100 - 0.8 * 30 is below 0, so that false results go undisputed; and most false disputes are won.
        AlignmentReport report = RequesterChecker.Check(Market, Disputes, Ordinary with { WrongRulingRate = new Fraction(8, 10) });
        Assert.IsType<Finding.Fails>(report.On(AlignmentProperty.IncentiveCompatibility));
        Assert.IsType<Finding.Fails>(report.On(AlignmentProperty.HonestSafety));
        Assert.IsType<Finding.Fails>(report.On(AlignmentProperty.GriefingBound));

        // 0.9 * 150 - 100: nobody counts on redress that costs more than it brings.
        Assert.Equal(new Fraction(35), Margin(report, AlignmentProperty.Participation));
    }

    [Fact]
    public void Check_depositBelowTheCost_theNetworkPaysForLostDisputes()
    {
        Finding.Fails fails = Assert.IsType<Finding.Fails>(RequesterChecker.Check(Market, Disputes with { DisputeDeposit = 20 }, Ordinary).On(AlignmentProperty.BudgetBalance));
        Assert.Equal(new Fraction(10), fails.Attack.Profit.High);
    }

    [Fact]
    public void Check_networkDearerThanItsWorth_isLeft()
    {
        Finding.Fails fails = Assert.IsType<Finding.Fails>(RequesterChecker.Check(Market, Disputes, Ordinary with { OutsideOption = 50 }).On(AlignmentProperty.Participation));
        Assert.Equal(new Fraction(5), fails.Attack.Profit.High);
    }

    [Fact]
    public void Check_issuanceAboveTheFee_selfDealingPays()
    {
        Mechanism issuing = Mechanism.FromPolicy(Market.Policy with { Reward = Market.Policy.Reward with { IssuancePerEpoch = Amount.Of(2_010) } });
        Finding.Fails fails = Assert.IsType<Finding.Fails>(RequesterChecker.Check(issuing, Disputes, Ordinary).On(AlignmentProperty.RequesterFairness));

        // 2,010 among 201 jobs, the needless one with them: 10 against 5.
        Assert.Equal(new Fraction(5), fails.Attack.Profit.High);
    }

    [Fact]
    public void Check_fairness_isWhatTheNetworksReportSays()
    {
        foreach (int percent in new[] { 0, 10, 20, 30 })
        {
            Economics economics = Disputes with { ColludingShare = new Fraction(percent, 100) };
            Finding own = RequesterChecker.Check(Market, economics, Ordinary).On(AlignmentProperty.RequesterFairness);
            Finding all = AlignmentChecker.Check(Market, economics, AlignmentProperty.RequesterFairness);
            Assert.Equal(all.GetType(), own.GetType());
            Assert.Equal((all as Finding.Holds)?.Margin, (own as Finding.Holds)?.Margin);
        }
    }

    [Fact]
    public void Check_badNumbers_namesEach()
    {
        string message = Assert.Throws<ArgumentException>(() => RequesterChecker.Check(
            Market, Disputes, new RequestEconomics { ValuePerJob = -1, FalseResultRate = 2, WrongRulingRate = -1, OutsideOption = -1 })).Message;
        foreach (string name in new[] { "ValuePerJob is -1", "FalseResultRate is 2", "WrongRulingRate is -1", "OutsideOption is -1" })
        {
            Assert.Contains(name, message, StringComparison.Ordinal);
        }
    }

    private static Fraction Margin(AlignmentReport report, AlignmentProperty property) => Assert.IsType<Finding.Holds>(report.On(property)).Margin;
}
