using CapaCloud.Mechanisms.Alignment.Designs;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Staking;
using Fractions;
using Subjects = CapaCloud.Mechanisms.Alignment.Tests.Checking.Mechanisms;

namespace CapaCloud.Mechanisms.Alignment.Tests.Roles;

/// <summary>A delegator's questions: against sums done by hand, and against money moved through the pool in every order.</summary>
public sealed class DelegatorCheckerTests
{
    private static readonly DelegationEconomics Ordinary = new()
    {
        OperatorBond = Amount.Of(1_000),
        Delegation = Amount.Of(500),
        OtherDelegations = Amount.Of(300),
        RewardPerEpoch = 100,
        Commission = new Commission { Rate = Proportion.Percent(10), Ceiling = Proportion.Percent(30), LargestStep = Proportion.Percent(5) },
        OutsideOption = 40,
    };

    [Fact]
    public void Check_ordinaryDelegation_holdsWithTheMarginsOfTheSums()
    {
        AlignmentReport report = Check(Ordinary);

        Assert.Equal(AlignmentConclusion.Holds, report.Conclusion);
        Assert.Equal(9, report.Findings.Length);

        // 90 of the reward are left, 500 of 800 stand: 56.25, paid in whole units; 40 are earned elsewhere.
        Finding.Holds participation = Holds(report, AlignmentProperty.Participation);
        Assert.Equal(new Fraction(16), participation.Margin);

        // After one raise of 5 %: 85 * 5/8 = 53.125, three units less.
        Assert.Contains(participation.Assumptions, assumption => assumption.Contains("costs 3 for one epoch", StringComparison.Ordinal));
        Assert.Equal(new Fraction(21 * 56), Holds(report, AlignmentProperty.IncentiveCompatibility).Margin);
        Assert.Equal(new Fraction(150), Holds(report, AlignmentProperty.ExitSafety).Margin);
        Assert.Equal(new Fraction(1) - new Fraction(240, 300), Holds(report, AlignmentProperty.GriefingBound).Margin);
    }

    [Fact]
    public void Check_dearCommission_failsParticipationByWhatItCosts()
    {
        Finding.Fails fails = Fails(
            Check(Ordinary with { Commission = new Commission { Rate = Proportion.Percent(40), Ceiling = Proportion.Percent(40) } }), AlignmentProperty.Participation);

        // 60 * 5/8 = 37.5, in whole units 37, against 40.
        Assert.Equal(new Fraction(3), fails.Attack.Profit.Low);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(7, true)]
    [InlineData(20, true)]
    [InlineData(21, false)]
    public void Check_leavingBeforeTheVerdict_savesNothingInsideTheLiabilityWindow(long delay, bool safe)
    {
        AlignmentReport report = Check(Ordinary, Subjects.Ordinary with { DetectionDelay = delay });

        Assert.Equal(safe, report.On(AlignmentProperty.ExitSafety) is Finding.Holds { Margin: var margin } && margin == new Fraction(150));
        Assert.Equal(!safe, report.On(AlignmentProperty.ExitSafety) is Finding.Fails fails && fails.Attack.Profit.Low == new Fraction(150));
    }

    [Fact]
    public void Check_smallOwnBond_theDelegatorsStakeDetersNobody()
    {
        Mechanism mechanism = Subjects.Build(bond: 100, forfeits: false);
        AlignmentReport report = Check(Ordinary with { OperatorBond = Amount.Of(100), OtherDelegations = Amount.Of(1_000_000) }, mechanism: mechanism);

        // 20 jobs gain 100 at once, more than all of its own 100 that audits of 10 % and slashes of 30 % take.
        Finding.Fails fails = Fails(report, AlignmentProperty.CollusionResistance);
        Assert.True(fails.Attack.Profit.Low.IsPositive, fails.ToString());
        Assert.IsType<Finding.Holds>(Check(Ordinary with { OperatorBond = Amount.Of(1_000) }, mechanism: mechanism).On(AlignmentProperty.CollusionResistance));

        // A slash of 30 burns 300,150 of theirs.
        Assert.Equal(new Fraction(300_150 - 30), Fails(report, AlignmentProperty.GriefingBound).Attack.Profit.Low);
    }

    [Fact]
    public void Check_wrongfulPenalties_areBoundedFromBothSides()
    {
        Economics faulty = Subjects.Ordinary with { HonestFaultRate = new Fraction(1, 100), JobsPerEpoch = 1 };
        AlignmentReport one = Check(Ordinary, faulty);

        // One job an epoch: 0.1 * 0.01 * 150 = 0.15, exactly.
        Assert.Equal(new Fraction(16) - new Fraction(15, 100), Holds(one, AlignmentProperty.Participation).Margin);
        Assert.Equal(new Fraction(56, 10) - new Fraction(15, 100), Holds(one, AlignmentProperty.HonestSafety).Margin);

        // A thousand jobs: some verdict in nearly every second epoch.
        AlignmentReport many = Check(Ordinary, faulty with { JobsPerEpoch = 1_000 });
        Assert.InRange(Fails(many, AlignmentProperty.HonestSafety).Attack.Profit.Low.ToDouble(), 150 * (1 - Math.Pow(0.999, 1_000)) - 5.7, 150 * (1 - Math.Pow(0.999, 1_000)) - 5.5);
        Assert.IsType<Finding.Fails>(many.On(AlignmentProperty.Participation));
    }

    /// <summary>Nothing locks money in, and coming for a reward gains nothing of it all the same.</summary>
    [Fact]
    public void Check_nothingLockedIn_comingForARewardGainsNothing()
    {
        MechanismPolicy policy = Subjects.Marketplace.Policy;
        Mechanism open = Mechanism.FromPolicy(policy with { Stake = policy.Stake with { UnbondingPeriod = EpochSpan.Zero, LiabilityWindow = EpochSpan.Zero }, Offences = [] });

        Assert.Equal(Fraction.Zero, Holds(Check(Ordinary, mechanism: open), AlignmentProperty.IncentiveCompatibility).Margin);
    }

    [Fact]
    public void Sniping_noCourseOfComingAndGoing_beatsStaying()
    {
        StakingRules rules = Subjects.Marketplace.Policy.Stake;
        Random random = new(66);
        for (int draw = 0; draw < 300; draw++)
        {
            Amount mine = Amount.Of((ulong)random.Next(1, 100_000)), others = Amount.Of((ulong)random.Next(1, 1_000_000)), reward = Amount.Of((ulong)random.Next(0, 10_000));
            double coming = random.NextDouble();
            Amount stays = Course(rules, mine, others, reward, _ => true);
            Amount moves = Course(rules, mine, others, reward, epoch => new Random((draw * 1_000) + epoch).NextDouble() < coming);

            Assert.True(moves.Units <= stays.Units + 1, $"{moves} by coming and going, {stays} by staying: {mine} beside {others}, {reward} an epoch");
        }
    }

    [Fact]
    public void Check_badDelegation_listsEveryFault()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => Check(new DelegationEconomics
        {
            OperatorBond = Amount.Of(999),
            Delegation = Amount.Zero,
            OtherDelegations = Amount.MaxValue,
            RewardPerEpoch = -1,
            OutsideOption = -1,
        }));

        foreach (string expected in new[] { "OperatorBond is 999 units: expected at least the minimum bond of 1,000", "Delegation is 0 units", "OtherDelegations", "RewardPerEpoch is -1", "OutsideOption is -1" })
        {
            Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Check_figuresBeyondMeasure_areRefusedNotACrash()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => Check(Ordinary with { RewardPerEpoch = new Fraction(System.Numerics.BigInteger.Pow(10, 40)) }));
        Assert.Contains("RewardPerEpoch is 1", refused.Message, StringComparison.Ordinal);

        // The largest of everything that is allowed is judged.
        Amount largest = PolicyDesign.LargestStake;
        Assert.Equal(9, Check(new DelegationEconomics { OperatorBond = largest, Delegation = largest, OtherDelegations = largest, RewardPerEpoch = largest.ToFraction() }).Findings.Length);
    }

    [Fact]
    public void Json_roundTripsAndRefusesUnknownFields()
    {
        Assert.Equal(Ordinary, DelegationJson.Read(DelegationJson.Write(Ordinary)));
        Assert.Throws<System.Text.Json.JsonException>(() => DelegationJson.Read("""{ "operatorBond": "1", "delegation": "1", "rewardPerEpoch": 1, "comission": {} }"""));
    }

    private static AlignmentReport Check(DelegationEconomics delegation, Economics? economics = null, Mechanism? mechanism = null) =>
        DelegatorChecker.Check(mechanism ?? Subjects.Marketplace, economics ?? Subjects.Ordinary, delegation);

    private static Finding.Holds Holds(AlignmentReport report, AlignmentProperty property) => Assert.IsType<Finding.Holds>(report.On(property));

    private static Finding.Fails Fails(AlignmentReport report, AlignmentProperty property) => Assert.IsType<Finding.Fails>(report.On(property));

    /// <summary>Sixty epochs of rewards; outside the pool money waits for its release and is delegated again when the course says so.</summary>
    private static Amount Course(StakingRules rules, Amount mine, Amount others, Amount reward, Func<int, bool> stands)
    {
        (OperatorPool pool, _) = OperatorPool.Open(ParticipantId.Of("operator")).Delegate(others, Epoch.Of(0), rules);
        (PoolShare? share, PoolClaim? claim, Amount free) = (null, null, mine);
        for (int number = 1; number <= 60; number++)
        {
            Epoch epoch = Epoch.Of((ulong)number);
            if (claim is { } waiting && epoch.Since(waiting.Unbonded) >= rules.ReleaseDelay)
            {
                (pool, free) = pool.Withdraw(waiting, epoch, rules);
                claim = null;
            }

            if (share is null && claim is null && stands(number) && !free.IsZero)
            {
                try
                {
                    (pool, PoolShare joined) = pool.Delegate(free, epoch, rules);
                    (share, free) = (joined, Amount.Zero);
                }
                catch (StakeRefusedException refused) when (refused.Refusal == StakeRefusal.TooSmallForAShare)
                {
                    // A single unit beside a million: it stays outside.
                }
            }

            (pool, _) = pool.Reward(reward, epoch, rules);
            if (share is { } standing && !stands(number + 1))
            {
                (pool, _, PoolClaim left) = pool.Undelegate(standing, standing.Shares, epoch, rules);
                (share, claim) = (null, left);
            }
        }

        return free + (share is { } held ? pool.WorthOf(held) : Amount.Zero) + (claim is { } owed ? pool.WorthOf(owed) : Amount.Zero);
    }
}
