using CapaCloud.Mechanisms.Alignment.Dynamics;

namespace CapaCloud.Mechanisms.Alignment.Tests.Dynamics;

public sealed class DynamicFindingTests
{
    [Fact]
    public void Check_exactConditionSuffices_theFutureIsNotLookedAt()
    {
        Mechanism mechanism = Mechanism.Create(m => m
            .Stake(s => s.MinimumBond(10_000_000))
            .Verify(v => v.AuditRate(Proportion.Percent(20)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(50))));
        Finding finding = AlignmentChecker.Check(mechanism, Marketplaces.Economics(), DynamicEffort.Thorough).On(AlignmentProperty.IncentiveCompatibility);
        Assert.Equal(AlignmentEngine.Exact, Assert.IsType<Finding.Holds>(finding).Engine);
    }

    [Fact]
    public void Check_reputationAlone_holdsByTheDynamicEngine_andSaysWhatItAssumes()
    {
        Mechanism mechanism = Marketplaces.Of(Marketplaces.Model("half-life"), auditPercent: 40);
        AlignmentReport report = AlignmentChecker.Check(mechanism, Marketplaces.Economics(), DynamicEffort.Quick);
        foreach (AlignmentProperty property in new[] { AlignmentProperty.IncentiveCompatibility, AlignmentProperty.ParallelSafety, AlignmentProperty.WhitewashResistance })
        {
            Finding.Holds holds = Assert.IsType<Finding.Holds>(report.On(property));
            Assert.Equal(AlignmentEngine.Dynamic, holds.Engine);
            Assert.Contains(holds.Assumptions, assumption => assumption.Contains("no last epoch", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Check_collusion_isAnsweredByTheFuture_bountiesCounted_butNotWhereMembersMoveEachOthersPayByReputation()
    {
        Finding Ask(uint bountyPercent, int colludingPercent)
        {
            Mechanism plain = Marketplaces.Of(Marketplaces.Model("half-life"), auditPercent: 40);
            Mechanism mechanism = Mechanism.FromPolicy(plain.Policy with { Penalty = plain.Policy.Penalty with { BountyShare = Proportion.Percent(bountyPercent) } });
            Economics economics = Marketplaces.Economics() with { ColludingShare = new Fractions.Fraction(colludingPercent, 100) };
            return AlignmentChecker.Check(mechanism, economics, DynamicEffort.Quick).On(AlignmentProperty.CollusionResistance);
        }

        Assert.Equal(AlignmentEngine.Dynamic, Assert.IsType<Finding.Holds>(Ask(0, 0)).Engine);
        Assert.Equal(AlignmentEngine.Dynamic, Assert.IsType<Finding.Holds>(Ask(10, 0)).Engine);
        Assert.True(((Finding.Holds)Ask(10, 0)).Margin <= ((Finding.Holds)Ask(0, 0)).Margin, "who reports oneself gets a tenth back");
        Assert.NotEqual(AlignmentEngine.Dynamic, Ask(0, 5).Engine);
    }

    /// <summary>
    /// Verdicts two epochs late, one job: 50,000 against 0.95^2 * 0.6 * (1 - captured) of the penalty; three of two hundred capture two audits in a hundred.
    /// </summary>
    [Theory]
    [InlineData(100, true)]
    [InlineData(93, false)]
    public void Check_coalitionOverAllEpochs_isAnsweredWithItsShare(int slashPercent, bool holds)
    {
        Mechanism mechanism = Marketplaces.Of(Marketplaces.Model("half-life"), auditPercent: 60, slashPercent: (uint)slashPercent, forfeits: false, paysByReputation: false);

        // The same penalty as a fifth of five bonds: the verdicts of three epochs in flight are paid from one.
        mechanism = Mechanism.FromPolicy(mechanism.Policy with
        {
            Stake = mechanism.Policy.Stake with { MinimumBond = Amount.Of(500_000) },
            Offences = [.. mechanism.Policy.Offences.Select(offence => offence with { Curve = SlashingCurve.Constant(Proportion.FromParts((ulong)slashPercent * 2_000_000_000_000_000)) })],
        });
        Economics economics = Marketplaces.Economics(jobs: 1) with { DetectionDelay = 2, CoalitionMembers = 3, IdentityPrice = 10_000_000 };

        Finding finding = AlignmentChecker.Check(mechanism, economics, DynamicEffort.Quick).On(AlignmentProperty.CollusionResistance);

        Assert.Equal(holds, finding is Finding.Holds);
    }

    /// <summary>
    /// Twenty of two hundred, verdicts an epoch late: a member's own game is deterred by 46,800, and an accomplice has the verdicts of two epochs strike in one. The future is not taken for a proof.
    /// </summary>
    [Theory]
    [InlineData(46_500)]
    [InlineData(48_500)]
    public void Check_lateVerdictsThatForfeit_areNotProvenByTheFuture(int cost)
    {
        Mechanism mechanism = Marketplaces.Of(Marketplaces.Model("half-life"), auditPercent: 60, paysByReputation: false);
        Economics economics = Marketplaces.Economics(jobs: 1) with { CostPerJob = cost, DetectionDelay = 1, CoalitionMembers = 20, IdentityPrice = 10_000_000 };

        Finding finding = AlignmentChecker.Check(mechanism, economics, DynamicEffort.Quick).On(AlignmentProperty.CollusionResistance);

        Assert.IsNotType<Finding.Holds>(finding);
        Assert.True(cost > 46_800 || Assert.IsType<Finding.Inconclusive>(finding).WhatWouldClose.Contains("accomplice", StringComparison.Ordinal));
    }

    /// <summary>Of what a member forfeits a part comes back to the coalition. The members' game says so exactly.</summary>
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    public void Value_memberOfACoalition_losesOnlyWhatDoesNotComeBack(double returned)
    {
        // One job: a fault forfeits 100,000 and takes 10,000; 50 % are audited. Deterred: 0.5 * (10,000 + (1 - returned) * 100,000).
        Mechanism mechanism = Marketplaces.Of(Marketplaces.Model("half-life"), auditPercent: 50, paysByReputation: false);
        foreach (int off in new[] { -100, 100 })
        {
            int cost = (int)(0.5 * (10_000 + ((1 - returned) * 100_000))) + off;
            Economics economics = Marketplaces.Economics(jobs: 1) with { CostPerJob = cost, IdentityPrice = 10_000_000 };
            DynamicOutcome outcome = DynamicEngine.Value(
                mechanism, economics, new GameSubject(1, 0, returned), DynamicEffort.Quick, null, new EngineProgress(null, DynamicEffort.Quick), default).Outcome;
            Assert.Equal(off < 0, outcome is DynamicOutcome.Holds);
        }
    }

    [Fact]
    public void Check_futureDoesNotDeter_failsWithTheCourse()
    {
        // A false result forfeits the epoch's reward, which deters the well reputed; a newcomer is paid less and has less to lose.
        Mechanism mechanism = Marketplaces.Of(new HalfLifeReputation { Prior = Proportion.Percent(10), GoodToHalve = Ratio.Of(5) }, auditPercent: 50);
        Economics economics = Marketplaces.Economics(jobs: 1, discountPercent: 50);
        Assert.IsType<Finding.Inconclusive>(AlignmentChecker.Check(mechanism, economics).On(AlignmentProperty.IncentiveCompatibility));

        Finding.Fails fails = Assert.IsType<Finding.Fails>(AlignmentChecker.Check(mechanism, economics, DynamicEffort.Quick).On(AlignmentProperty.IncentiveCompatibility));
        Assert.Equal(AlignmentEngine.Dynamic, fails.Engine);
        Assert.True(fails.Attack.Profit.Low.IsPositive);
        Assert.True(DynamicReplay.Play(mechanism, economics, fails.Attack.Course!).IsPositive);
    }

    [Fact]
    public void Check_outsideOfTheEngine_saysWhy()
    {
        Mechanism mechanism = Marketplaces.Of(Marketplaces.Model("streak"));
        Finding.Inconclusive open = Assert.IsType<Finding.Inconclusive>(
            AlignmentChecker.Check(mechanism, Marketplaces.Economics(), DynamicEffort.Quick).On(AlignmentProperty.IncentiveCompatibility));
        Assert.Contains("The future was not looked at", open.WhatWouldClose, StringComparison.Ordinal);
    }
}
