using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Tests.Settlement.Acceptance;

/// <summary>Of several faults in a span of epochs the dearest counts, in whatever order they are found, ruled on and undone.</summary>
public sealed class DearestOfSpansTests
{
    private static readonly Offence[] Offences = [Offence.Of("late-result"), Offence.Equivocation, Offence.FalseAccusation];

    private static readonly uint[] Percent = [10, 30, 20];

    /// <summary>Three faults of one epoch, brought one an epoch in any order: together they take what the dearest takes, as the combination of the slashing module says.</summary>
    [Theory]
    [InlineData("012")]
    [InlineData("021")]
    [InlineData("102")]
    [InlineData("120")]
    [InlineData("201")]
    [InlineData("210")]
    public void Settle_faultsOfOneEpochInAnyOrder_takeWhatTheDearestTakes(string order)
    {
        Mechanism mechanism = Network(EpochSpan.One);
        NetworkState state = Trial.Open(mechanism, (Trial.Alice, 1_001), (Trial.Bob, 1_000));
        List<PenaltyPart> before = [];
        foreach (int which in order.Select(digit => digit - '0'))
        {
            EpochSettlement settled = Trial.Settle(mechanism, state, report => report with { Evidence = [Fault(which, Epoch.Zero)] });
            PenaltyPart part = new(Epoch.Zero, Proportion.Percent(Percent[which]));
            Assert.Equal(new MaximumInSpanCombination { Span = EpochSpan.One }.Added(Amount.Of(1_001), [.. before], part), settled.OutcomeOf(Trial.Alice).Slashed);
            Assert.Equal(settled.OutcomeOf(Trial.Alice).Slashed, mechanism.Explain(settled, Trial.Alice).Slashed);
            before.Add(part);
            state = settled.After;
        }

        Assert.Equal(Amount.Of(1_001 - 301), state.StateOf(Trial.Alice).Stake.Total);
    }

    /// <summary>The spans lie on a grid: faults of epochs 1 and 2 are of one span of three, those of 2 and 3 of two.</summary>
    [Theory]
    [InlineData(1UL, 2UL, 300UL)]
    [InlineData(2UL, 3UL, 400UL)]
    public void Settle_spans_lieOnAFixedGrid(ulong first, ulong second, ulong lost)
    {
        Mechanism mechanism = Network(EpochSpan.Of(3));
        NetworkState state = Trial.Idle(mechanism, Trial.Open(mechanism, (Trial.Alice, 1_000), (Trial.Bob, 1_000)), 4);
        foreach ((int which, ulong epoch) in new[] { (0, first), (1, second) })
        {
            state = Trial.Settle(mechanism, state, report => report with { Evidence = [Fault(which, Epoch.Of(epoch))] }).After;
        }

        Assert.Equal(Amount.Of(1_000 - lost), state.StateOf(Trial.Alice).Stake.Total);
    }

    /// <summary>Who brings a light fault first takes the bounty of what it alone took; in one epoch the heavy one has it all.</summary>
    [Fact]
    public void Settle_aLightAndAHeavyFault_theBountyGoesToTheHeavyOne()
    {
        Mechanism mechanism = Network(EpochSpan.One);
        NetworkState state = Trial.Open(mechanism, (Trial.Alice, 1_000), (Trial.Bob, 1_000), (ParticipantId.Of("carol"), 1_000));
        EpochSettlement settled = Trial.Settle(mechanism, state, report => report with
        {
            Evidence = [Fault(0, Epoch.Zero) with { Reporter = Trial.Bob, Severity = Proportion.Half }, Fault(1, Epoch.Zero) with { Reporter = ParticipantId.Of("carol") }],
        });
        Assert.Equal(
            [(ParticipantId.Of("carol"), Amount.Of(30))],
            settled.Postings.Where(posting => posting.Reason == PostingReason.Bounty).Select(posting => (posting.To.Owner, posting.Amount)));
    }

    /// <summary>Every fault leads to its own jail and loses its own reward, dearest or not.</summary>
    [Fact]
    public void Settle_aFaultThatIsNotTheDearest_stillLeadsToJail()
    {
        Mechanism mechanism = Network(EpochSpan.One);
        NetworkState heavy = Trial.Settle(mechanism, Trial.Open(mechanism, (Trial.Alice, 1_000)), report => report with { Evidence = [Fault(1, Epoch.Zero)] }).After;
        ParticipantOutcome light = Trial.Settle(mechanism, heavy, report => report with { Evidence = [Fault(0, Epoch.Zero)] }).OutcomeOf(Trial.Alice);
        Assert.Equal((Amount.Zero, Epoch.Of(4)), (light.Slashed, light.After.JailedUntil));
    }

    [Fact]
    public void Migrate_toAnotherSpan_keepsThePriceOfFaultsOfBefore()
    {
        Mechanism combined = Network(EpochSpan.One), full = Network(null);
        foreach ((Mechanism old, Mechanism changed, ulong first, ulong second) in new[] { (combined, full, 700UL, 420UL), (full, combined, 600UL, 420UL) })
        {
            NetworkState state = Trial.Open(old, (Trial.Alice, 1_000), (Trial.Bob, 1_000));
            Migration migration = changed.Migrate(state, old.Policy);
            Assert.Equal(MigrationEffect.OffenceRepriced, Assert.Single(migration.Changes).Effect);
            state = Trial.Settle(changed, migration.State, report => report with { Evidence = [Fault(0, report.Epoch), Fault(1, report.Epoch)] }).After;
            Assert.Equal(Amount.Of(first), state.StateOf(Trial.Alice).Stake.Total);
            state = Trial.Settle(changed, state, report => report with { Evidence = [Fault(0, report.Epoch, 8), Fault(1, report.Epoch, 8)] }).After;
            Assert.Equal(Amount.Of(second), state.StateOf(Trial.Alice).Stake.Total);
        }
    }

    [Fact]
    public void UndoSlash_ofTheDearest_returnsNoMoreThanItMadeTheSpanDearer()
    {
        Mechanism mechanism = Network(EpochSpan.One);
        NetworkState state = Trial.Settle(mechanism, Trial.Open(mechanism, (Trial.Alice, 1_000), (Trial.Bob, 1_000)), report => report with
        {
            Payments = Amount.Of(1_000),
            Evidence = [Fault(0, Epoch.Zero), Fault(1, Epoch.Zero)],
        }).After;
        Digest dearest = Fault(1, Epoch.Zero).Key;
        RepairOrder order = new("council", "a bug");
        Assert.Contains("dearer by 200 units", Assert.Throws<RepairRefusedException>(() => Repairs.UndoSlash(mechanism, state, Trial.Alice, dearest, Amount.Of(300), order)).Message, StringComparison.Ordinal);
        Assert.Equal(CaseStatus.Overturned, Repairs.UndoSlash(mechanism, state, Trial.Alice, dearest, Amount.Of(200), order).After.StateOf(Trial.Alice).Cases.Single(item => item.Key == dearest).Status);
    }

    [Fact]
    public void Validate_spansThatCannotBe_areRefused()
    {
        MechanismPolicy policy = Network(EpochSpan.One).Policy;
        Assert.Equal("$.penalty.dearestInSpan", Assert.Single(PolicyValidator.Validate(policy with { Penalty = policy.Penalty with { DearestInSpan = EpochSpan.Zero } })).Path);
        Assert.Equal("$.penalty.dearestInSpan", Assert.Single(PolicyValidator.Validate(policy with { Penalty = policy.Penalty with { DearestInSpan = EpochSpan.MaxValue } })).Path);
    }

    private static Mechanism Network(EpochSpan? span) => Mechanism.Create(build =>
    {
        build.DividePenalties(bounty: Proportion.Percent(10), treasury: Proportion.Percent(90));
        for (int which = 0; which < Offences.Length; which++)
        {
            build.Slash(Offences[which], SlashingCurve.Constant(Proportion.Percent(Percent[which])), offence => offence with { Jail = offence.Offence == Offences[0] ? EpochSpan.Of(2) : EpochSpan.Zero });
        }

        _ = span is { } length ? build.CountDearestIn(length) : build;
    });

    private static Evidence Fault(int which, Epoch epoch, int subject = 7) => new()
    {
        Offence = Offences[which],
        Offender = Trial.Alice,
        FaultEpoch = epoch,
        Severity = Proportion.One,
        Subject = Digest.Parse(new string((char)('0' + subject), 64)),
    };
}
