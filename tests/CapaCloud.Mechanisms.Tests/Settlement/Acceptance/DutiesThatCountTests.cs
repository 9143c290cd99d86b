using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Tests.Settlement.Acceptance;

/// <summary>Too few duties judge nobody, none are due in jail, and who is away alone is not correlated with itself.</summary>
public sealed class DutiesThatCountTests
{
    private static readonly Mechanism FromTen = Network(build => build.CountDuties(least: 10));

    [Theory]
    [InlineData(9UL, 1UL, 0UL, 100UL)]
    [InlineData(10UL, 1UL, 1UL, 90UL)]
    [InlineData(9UL, 9UL, 0UL, 100UL)]
    public void Settle_missedDuties_areJudgedFromTheLeastOn(ulong due, ulong missed, ulong lost, ulong reward)
    {
        EpochSettlement settled = Settle(FromTen, Open(FromTen), Row(due, ("unknown", missed)));
        Assert.Equal((Amount.Of(lost), Amount.Of(reward)), (settled.OutcomeOf(Trial.Alice).Slashed, settled.OutcomeOf(Trial.Alice).Reward));
    }

    /// <summary>What is excused does not help to reach the least: of 14 duties 5 are excused, and one of the other 9 was missed.</summary>
    [Fact]
    public void Settle_excusedDuties_doNotCountTowardsTheLeast() =>
        Assert.Equal(Amount.Of(100), Settle(FromTen, Open(FromTen), Row(14, ("power", 5), ("unknown", 1))).OutcomeOf(Trial.Alice).Reward);

    /// <summary>Kept or missed, what does not count leaves the length of an absence as it is, and the record of presence but for the time that passes.</summary>
    [Theory]
    [InlineData(0UL)]
    [InlineData(9UL)]
    public void Settle_dutiesThatDoNotCount_leaveTheRecordAsItIs(ulong missed)
    {
        NetworkState away = Settle(FromTen, Open(FromTen), Row(10, ("unknown", 10))).After;
        ParticipantState before = away.StateOf(Trial.Alice), after = Settle(FromTen, away, Row(9, ("unknown", missed))).After.StateOf(Trial.Alice);
        Assert.Equal((before.AbsentFor, FromTen.Policy.Reputation.Model.Age(before.Reputation, Epoch.Of(1))), (after.AbsentFor, after.Reputation));
    }

    [Theory]
    [InlineData(false, 0UL)]
    [InlineData(true, 10UL)]
    public void Settle_dutiesInJail_areDueWhereThePolicySaysSo(bool dueInJail, ulong lost)
    {
        Mechanism mechanism = Network(build => build
            .CountDuties(least: 2, dueInJail)
            .Slash(Offence.Equivocation, SlashingCurve.Constant(Proportion.Percent(1)), offence => offence with { Jail = EpochSpan.Of(2) }));
        NetworkState jailed = Trial.Settle(mechanism, Open(mechanism), report => report with
        {
            Evidence = [new Evidence { Offence = Offence.Equivocation, Offender = Trial.Alice, FaultEpoch = Epoch.Zero, Severity = Proportion.One, Subject = Digest.Parse(new string('7', 64)) }],
        }).After;
        EpochSettlement inJail = Settle(mechanism, jailed, Row(10, ("unknown", 10)));
        Assert.Equal(Amount.Of(lost), inJail.OutcomeOf(Trial.Alice).Slashed);
        Assert.Equal(!dueInJail, mechanism.Explain(inJail, Trial.Alice).Steps.Any(step => step.Formula == "none: in jail no duty is due"));

        // Two epochs later it is free, and its duties are due again.
        NetworkState free = Settle(mechanism, inJail.After, Row(0)).After;
        Assert.Equal(Amount.Of(10), Settle(mechanism, free, Row(10, ("unknown", 10))).OutcomeOf(Trial.Alice).Slashed);
    }

    /// <summary>Evidence says itself how much of what was due failed.</summary>
    [Fact]
    public void Settle_evidenceOfAnAbsence_isNotCountedInDuties() => Assert.Equal(
        Amount.Of(10),
        Trial.Settle(FromTen, Open(FromTen), report => report with { Participants = [Row(9)], Evidence = [Trial.Absence(Trial.Alice, report.Epoch)] }).OutcomeOf(Trial.Alice).Slashed);

    /// <summary>
    /// A pool by duties kept pays all that were kept, few or many, and what somebody misses, excused or not, or cannot do in jail, is no rival's. Bob has ten of twenty duties, whatever
    /// happens to Alice.
    /// </summary>
    [Theory]
    [InlineData(10UL, 0UL, false, 500UL)]
    [InlineData(10UL, 8UL, false, 100UL)]
    [InlineData(10UL, 0UL, true, 0UL)]
    [InlineData(10UL, 8UL, true, 0UL)]
    public void Settle_dutiesThatDoNotCount_areClaimedOfAPoolByUptime(ulong due, ulong excused, bool isJailed, ulong paid)
    {
        Mechanism mechanism = Network(build => build
            .CountDuties(least: 5)
            .Slash(Offence.Equivocation, SlashingCurve.Constant(Proportion.Percent(1)), offence => offence with { Jail = EpochSpan.Of(2) })
            .Reward(reward => reward.Pool("availability", pool => pool.Issue(1_000).ByUptime())));
        EpochSettlement before = Trial.Settle(mechanism, Open(mechanism), report => report with
        {
            Evidence = isJailed ? [new Evidence { Offence = Offence.Equivocation, Offender = Trial.Alice, FaultEpoch = Epoch.Zero, Severity = Proportion.One, Subject = Digest.Parse(new string('7', 64)) }] : [],
        });
        EpochSettlement settled = Trial.Settle(mechanism, before.After, report => report with
        {
            Participants = [Row(due, ("power", excused)), Row(10) with { Participant = Trial.Bob }],
        });

        // The first epoch's thousand units are still there: nobody claimed them.
        Assert.Equal(Amount.Of(1_000), Assert.Single(settled.OutcomeOf(Trial.Bob).Pools).Amount);
        Assert.Equal(Amount.Of(2 * paid), PoolAmount.Sum(settled.OutcomeOf(Trial.Alice).Pools.AsSpan()));
        Assert.Empty(mechanism.Explain(settled, Trial.Alice).FindInconsistencies());
    }

    /// <summary>Nine duties that were kept are paid as nine, and ten as ten.</summary>
    [Fact]
    public void Settle_fewDuties_areKeptDutiesOfAPoolByUptime()
    {
        Mechanism mechanism = Network(build => build.CountDuties(least: 10).Reward(reward => reward.Pool("availability", pool => pool.Issue(1_900).ByUptime())));
        EpochSettlement settled = Trial.Settle(mechanism, Open(mechanism), report => report with { Participants = [Row(9), Row(10) with { Participant = Trial.Bob }] });
        Assert.Equal(
            (Amount.Of(900), Amount.Of(1_000)),
            (Assert.Single(settled.OutcomeOf(Trial.Alice).Pools).Amount, Assert.Single(settled.OutcomeOf(Trial.Bob).Pools).Amount));
    }

    [Fact]
    public void Migrate_otherRulesOfDuties_countFromTheNextEpochOn()
    {
        Mechanism counting = FromTen, every = Network(_ => { });
        foreach ((Mechanism old, Mechanism changed, ulong now, ulong later) in new[] { (counting, every, 0UL, 10UL), (every, counting, 10UL, 0UL) })
        {
            Migration migration = changed.Migrate(Open(old), old.Policy);
            Assert.Equal(MigrationEffect.ExcusesChanged, Assert.Single(migration.Changes).Effect);
            EpochSettlement inChange = Settle(changed, migration.State, Row(9, ("unknown", 9)));
            Assert.Equal(Amount.Of(now), inChange.OutcomeOf(Trial.Alice).Slashed);
            Assert.Equal(Amount.Of(later), Settle(changed, inChange.After, Row(9, ("unknown", 9))).OutcomeOf(Trial.Alice).Slashed);
        }
    }

    [Fact]
    public void Validate_rulesOfDutiesThatNeverAct_areRefused()
    {
        MechanismPolicy nobodyLooks = Mechanism.Create(build => build.Slash(Offence.Equivocation, SlashingCurve.Constant(Proportion.Half))).Policy;
        Assert.Equal("$.duties", Assert.Single(PolicyValidator.Validate(nobodyLooks with { Duties = new DutyPolicy { Least = 3 } })).Path);
        Assert.Equal("$.duties", Assert.Single(PolicyValidator.Validate(FromTen.Policy with { Duties = new DutyPolicy { DueInJail = true } })).Path);
    }

    /// <summary>
    /// Alice has 50,000 of 1,000,000 units and is away for ten epochs, alone; a penalty of the share at fault takes a twentieth each time. Her faults in the window are one owner's and count
    /// once, with the largest. Added up, as those of ten owners, they would leave her 4,966.
    /// </summary>
    [Fact]
    public void Settle_aLoneAbsentee_isNotCorrelatedWithItself()
    {
        Mechanism mechanism = Mechanism.Create(build => build
            .Slash(Offence.Downtime, SlashingCurve.Correlated(Ratio.One), offence => offence with { CorrelationWindow = EpochSpan.Of(20) }));
        NetworkState state = Trial.Open(mechanism, (Trial.Alice, 50_000), (Trial.Bob, 950_000));
        for (int epoch = 0; epoch < 10; epoch++)
        {
            state = Trial.Settle(mechanism, state, report => report with { Participants = [Row(10, ("unknown", 10))] }).After;
        }

        Assert.Equal(Amount.Of(29_775), state.StateOf(Trial.Alice).Stake.Total);
    }

    private static Mechanism Network(Action<MechanismBuilder> build) => Mechanism.Create(mechanism =>
    {
        build(mechanism
            .Slash(Offence.Downtime, SlashingCurve.Linear(Proportion.Percent(1)))
            .Reward(reward => reward.TimesUptime())
            .Excuse("power"));
    });

    private static NetworkState Open(Mechanism mechanism) => Trial.Open(mechanism, (Trial.Alice, 1_000), (Trial.Bob, 1_000));

    private static ParticipantReport Row(ulong due, params (string Cause, ulong Count)[] missed) => new()
    {
        Participant = Trial.Alice,
        Work = 1,
        DutiesDue = due,
        Missed = [.. missed.Where(duties => duties.Count > 0).Select(duties => new MissedDuties(duties.Cause, duties.Count))],
    };

    private static EpochSettlement Settle(Mechanism mechanism, NetworkState state, ParticipantReport row) =>
        Trial.Settle(mechanism, state, report => report with { Payments = Amount.Of(100), Participants = [row] });
}
