using System.Collections.Immutable;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.Settlement.Acceptance;

/// <summary>A task has the epoch in which it was committed: no reporter earns on another one, no ruling on a bogus epoch frees the true one.</summary>
public sealed class TaskEpochTests
{
    private static readonly ParticipantId Bob = ParticipantId.Of("bob"), Vera = ParticipantId.Of("vera");

    private static readonly TaskId Task = TaskId.Of("render-1");

    /// <summary>Bob had 1,000 units in epoch 0, in which he was wrong, and has 10,000 since epoch 1: evidence for epoch 1 cost 3,000 instead of 300 and paid a bounty of 1,500.</summary>
    [Fact]
    public void Evidence_forADearerEpoch_costsNothing_andPaysNobody()
    {
        Mechanism network = Network();
        CommitmentTree tree = Committed(network, Epoch.Zero, (Bob, Task));
        NetworkState state = network.Settle(Open(network), new EpochReport { Epoch = Epoch.Zero, CommitmentRoot = tree.Root }).After;
        state = network.Deposit(state, Bob, Amount.Of(9_000)).State;
        Evidence wrong = Wrong(Epoch.Zero), bogus = Wrong(Epoch.Of(1));
        EpochReport report = new() { Epoch = Epoch.Of(1), CommitmentRoot = Committed(network, Epoch.Of(1)).Root, CommitmentProofs = [tree.Prove(Bob, Task)], Evidence = [wrong, bogus] };
        EpochSettlement settled = network.Settle(state, report);
        Assert.Equal((Amount.Of(300), Amount.Of(150)), (settled.OutcomeOf(Bob).Slashed, settled.OutcomeOf(Bob).Bounties));
        SetAsideItem aside = settled.SetAside.Single();
        Assert.Equal((ReportItem.Evidence, SetAsideReason.NotCommitted, Epoch.Of(1)), (aside.Item, aside.Reason, aside.Epoch));
        Assert.Contains("no proof that 'bob' committed to task 'render-1' in that epoch", aside.ToString(), StringComparison.Ordinal);

        // Without the roots, all that is known is what the reports say: the dearer epoch counts.
        EpochSettlement believed = network.Settle(state with { Stakes = [.. state.Stakes.Select(past => past with { Commitments = null })] }, report with { CommitmentRoot = null, CommitmentProofs = [] });
        Assert.Equal(Amount.Of(3_000), believed.OutcomeOf(Bob).Slashed);
    }

    [Fact]
    public void Verdict_ofARootedEpoch_needsItsProof_andARightOneNeedsNone()
    {
        Mechanism network = Network();
        CommitmentTree tree = Committed(network, Epoch.Zero, (Bob, Task));
        EpochReport report = new()
        {
            Epoch = Epoch.Zero,
            CommitmentRoot = tree.Root,
            Verdicts = [Verdict.Because(Bob, Task, Epoch.Zero, VerdictReason.ContradictsAccepted), Verdict.Because(Vera, Task, Epoch.Zero, VerdictReason.MatchesAccepted)],
        };
        Assert.Equal(SetAsideReason.NotCommitted, network.Settle(Open(network), report).SetAside.Single().Reason);
        EpochSettlement proven = network.Settle(Open(network), report with { CommitmentProofs = [tree.Prove(Bob, Task)] });
        Assert.Empty(proven.SetAside);
        Assert.Equal(Amount.Of(300), proven.OutcomeOf(Bob).Slashed);
        Assert.Single(proven.OutcomeOf(Vera).After.PassedAudits);
    }

    /// <summary>The root is remembered as long as a fault of its epoch can be charged, stored in both forms, and forgotten then.</summary>
    [Fact]
    public void Root_isRemembered_stored_andForgottenWithItsEpoch()
    {
        Mechanism network = Network();
        CommitmentTree tree = Committed(network, Epoch.Zero, (Bob, Task));
        NetworkState state = network.Settle(Open(network), new EpochReport { Epoch = Epoch.Zero, CommitmentRoot = tree.Root }).After;
        Assert.Equal(tree.Root, state.Stakes.Single().Commitments);
        Assert.Equal(state, StateBinary.Read(StateBinary.Write(state)));
        Assert.Equal(state, StateJson.Read(StateJson.Write(state)));
        Assert.NotEqual(StateHash.Of(state), StateHash.Of(state with { Stakes = [state.Stakes[0] with { Commitments = null }] }));
        while (state.Stakes.Any(past => past.Epoch == Epoch.Zero))
        {
            Assert.True(state.Epoch < Epoch.Of(100));
            state = network.Settle(state, new EpochReport { Epoch = state.Epoch }).After;
        }

        EpochSettlement late = network.Settle(state, new EpochReport { Epoch = state.Epoch, Evidence = [Wrong(Epoch.Zero)] });
        Assert.Equal(SetAsideReason.Expired, late.SetAside.Single().Reason);
    }

    public static TheoryData<string> BadProofs => ["none", "of another root", "of an epoch without a root", "twice"];

    [Theory]
    [MemberData(nameof(BadProofs))]
    public void Proof_thatProvesNothing_isSetAside_andTheRestCounts(string kind)
    {
        Mechanism network = Network();
        CommitmentTree tree = Committed(network, Epoch.Zero, (Bob, Task));
        InclusionProof good = tree.Prove(Bob, Task);
        (InclusionProof Bad, SetAsideReason Reason) bad = kind switch
        {
            "none" => (new InclusionProof(default, 0, 0, []), SetAsideReason.Incomplete),
            "of another root" => (Committed(network, Epoch.Zero, (Bob, Task), (Vera, Task)).Prove(Vera, Task), SetAsideReason.NotCommitted),
            "of an epoch without a root" => (Committed(network, Epoch.Of(7), (Bob, Task)).Prove(Bob, Task), SetAsideReason.NotCommitted),
            _ => (good, SetAsideReason.Duplicate),
        };
        EpochSettlement settled = network.Settle(Open(network), new EpochReport { Epoch = Epoch.Zero, CommitmentRoot = tree.Root, CommitmentProofs = [bad.Bad, good], Evidence = [Wrong(Epoch.Zero)] });
        Assert.Equal((ReportItem.CommitmentProof, bad.Reason), (settled.SetAside.Single().Item, settled.SetAside.Single().Reason));
        Assert.Equal(Amount.Of(300), settled.OutcomeOf(Bob).Slashed);
        Assert.Empty(network.Explain(settled, Bob).FindInconsistencies());
    }

    /// <summary>A proof is of whoever has the name now; a name of before committed as well.</summary>
    [Fact]
    public void Proof_ofAFormerName_provesForThePresentOne()
    {
        Mechanism network = Network();
        CommitmentTree tree = Committed(network, Epoch.Zero, (Bob, Task));
        NetworkState state = network.Settle(Open(network), new EpochReport { Epoch = Epoch.Zero, CommitmentRoot = tree.Root }).After;
        ParticipantId robert = ParticipantId.Of("robert");
        state = Repairs.ExchangeKey(network, state, Bob, robert, new RepairOrder("council", "a lost key")).After;
        EpochSettlement settled = network.Settle(state, new EpochReport { Epoch = Epoch.Of(1), CommitmentProofs = [tree.Prove(Bob, Task)], Evidence = [Wrong(Epoch.Zero) with { Offender = robert }] });
        Assert.Equal(Amount.Of(300), settled.OutcomeOf(robert).Slashed);
    }

    /// <summary>Two records that became one were two authors: what one committed proves nothing against the other.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Proof_ofTheOtherOfTwoMergedRecords_provesNothing(bool isOwn)
    {
        Mechanism network = Network();
        CommitmentTree tree = Committed(network, Epoch.Zero, (isOwn ? Bob : Vera, Task));
        NetworkState state = network.Settle(Open(network), new EpochReport { Epoch = Epoch.Zero, CommitmentRoot = tree.Root }).After;
        state = Repairs.MergeRecords(network, state, Bob, Vera, new RepairOrder("council", "one operator")).After;
        EpochSettlement settled = network.Settle(state, new EpochReport { Epoch = Epoch.Of(1), CommitmentProofs = [tree.Prove(isOwn ? Bob : Vera, Task)], Evidence = [Wrong(Epoch.Zero) with { Reporter = default }] });
        Assert.Equal(isOwn ? [] : [SetAsideReason.NotCommitted], settled.SetAside.Select(item => item.Reason));
        Assert.Equal(Amount.Of(isOwn ? 300UL : 0UL), settled.OutcomeOf(Vera).Slashed);
    }

    /// <summary>A member of a panel commits to nothing: a verdict on its check needs the proof of whose result it looked at, evidence needs its own, and nobody is a checker of its own result.</summary>
    [Theory]
    [InlineData("vera", true, false, true, 300)]
    [InlineData("vera", true, false, false, 0)]
    [InlineData("vera", true, true, true, 0)]
    [InlineData("ghost", true, false, false, 0)]
    [InlineData("bob", true, false, true, 0)]
    [InlineData("vera", false, false, true, 0)]
    public void Check_isOfTheEpochOfItsAuthor(string author, bool hasPanels, bool asEvidence, bool isProven, ulong lost)
    {
        Mechanism network = Mechanism.Create(build => (hasPanels ? build.Verify(verify => verify.ByPanelOf(3)) : build)
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(30))));
        CommitmentTree tree = Committed(network, Epoch.Zero, (Vera, Task));
        EpochSettlement settled = network.Settle(Open(network), new EpochReport
        {
            Epoch = Epoch.Zero,
            CommitmentRoot = tree.Root,
            CommitmentProofs = isProven ? [tree.Prove(Vera, Task)] : [],
            Checks = [new CheckDuty { Checker = Bob, Author = ParticipantId.Of(author), Task = Task }],
            Verdicts = asEvidence ? [] : [Verdict.Because(Bob, Task, Epoch.Zero, VerdictReason.ContradictsAccepted)],
            Evidence = asEvidence ? [Wrong(Epoch.Zero)] : [],
        });
        Assert.Equal(Amount.Of(lost), settled.OutcomeOf(Bob).Slashed);
    }

    /// <summary>Two epochs are said of one task, and nobody keeps a root. The court overturns the bogus one; before, that freed the true one too.</summary>
    [Theory]
    [InlineData(true, 300)]
    [InlineData(false, 0)]
    public void Ruling_namesTheEpoch_orDecidesAll(bool namesEpoch, int lost)
    {
        Mechanism network = Network(appeals: EpochSpan.Of(3));
        NetworkState state = network.Settle(Open(network), new EpochReport { Epoch = Epoch.Zero }).After;
        state = network.Settle(state, new EpochReport { Epoch = Epoch.Of(1), Evidence = [Wrong(Epoch.Zero), Wrong(Epoch.Of(1))] }).After;
        Digest key = state.StateOf(Bob).Cases[0].Key;
        EpochSettlement ruled = network.Settle(state, new EpochReport
        {
            Epoch = Epoch.Of(2),
            Rulings = [new Ruling(Bob, key, RulingOutcome.Overturned) { FaultEpoch = namesEpoch ? Epoch.Of(1) : null }],
        });
        Assert.Equal(namesEpoch ? 1 : 2, ruled.OutcomeOf(Bob).After.Cases.Count(item => item.Status == CaseStatus.Overturned));
        Amount slashed = ruled.OutcomeOf(Bob).Slashed;
        for (state = ruled.After; state.Epoch < Epoch.Of(7); state = ruled.After)
        {
            ruled = network.Settle(state, new EpochReport { Epoch = state.Epoch });
            slashed += ruled.OutcomeOf(Bob).Slashed;
        }

        Assert.Equal(Amount.Of((ulong)lost), slashed);
    }

    /// <summary>A word about one epoch counts there before a word about all; a word for which nothing is left is set aside, in any order of the report.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ruling_ofOneEpoch_countsBeforeOneOfAll(bool reversed)
    {
        Mechanism network = Network(appeals: EpochSpan.Of(3));
        NetworkState state = network.Settle(Open(network), new EpochReport { Epoch = Epoch.Zero }).After;
        state = network.Settle(state, new EpochReport { Epoch = Epoch.Of(1), Evidence = [Wrong(Epoch.Zero), Wrong(Epoch.Of(1))] }).After;
        Digest key = state.StateOf(Bob).Cases[0].Key;
        Ruling all = new(Bob, key, RulingOutcome.Overturned), first = new(Bob, key, RulingOutcome.Confirmed) { FaultEpoch = Epoch.Zero };
        ImmutableArray<Ruling> rulings = [all, first, first, new Ruling(Bob, key, RulingOutcome.Confirmed) { FaultEpoch = Epoch.Of(9) }];
        ImmutableArray<Appeal> appeals = [new Appeal(Bob, key) { FaultEpoch = Epoch.Zero }, new Appeal(Bob, key), new Appeal(Bob, key) { FaultEpoch = Epoch.Of(9) }];
        EpochSettlement ruled = network.Settle(state, new EpochReport { Epoch = Epoch.Of(2), Rulings = reversed ? [.. rulings.Reverse()] : rulings, Appeals = reversed ? [.. appeals.Reverse()] : appeals });
        Assert.Equal(Amount.Of(300), ruled.OutcomeOf(Bob).Slashed);
        Assert.Equal([CaseStatus.Charged, CaseStatus.Overturned], ruled.OutcomeOf(Bob).After.Cases.Select(item => item.Status));
        Assert.Equal(
            [(ReportItem.Appeal, SetAsideReason.NotPending), (ReportItem.Appeal, SetAsideReason.AlreadyAppealed), (ReportItem.Ruling, SetAsideReason.Duplicate), (ReportItem.Ruling, SetAsideReason.NotPending)],
            ruled.SetAside.Select(item => (item.Item, item.Reason)).Order());

        EpochSettlement two = network.Settle(state, new EpochReport { Epoch = Epoch.Of(2), Rulings = [first, first with { Outcome = RulingOutcome.Overturned }] });
        Assert.All(two.SetAside, item => Assert.Equal(SetAsideReason.UnclearRuling, item.Reason));
        Assert.Equal(2, two.SetAside.Length);
    }

    /// <summary>An accomplice says that bob never showed his result, and the court finds that he did. That it was wrong is another matter; before, nothing could be charged any more.</summary>
    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Ruling_onOneOffence_leavesTheOther(bool namesOffence, bool isTogether)
    {
        Mechanism network = Mechanism.Create(build => build
            .Stake(stake => stake.UnbondingPeriod(EpochSpan.Of(10)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(30)), offence => offence with { AppealWindow = EpochSpan.Of(2) })
            .Slash(Offence.UnrevealedResult, SlashingCurve.Constant(Proportion.Percent(20)), offence => offence with { AppealWindow = EpochSpan.Of(2) }));
        Evidence silent = Wrong(Epoch.Zero) with { Offence = Offence.UnrevealedResult };
        NetworkState state = network.Settle(Open(network), new EpochReport { Epoch = Epoch.Zero, Evidence = isTogether ? [silent, Wrong(Epoch.Zero)] : [silent] }).After;
        Digest key = state.StateOf(Bob).Cases[0].Key;
        Amount slashed = Amount.Zero;
        EpochReport Report(Epoch epoch) => epoch.Number switch
        {
            1 => new() { Epoch = epoch, Rulings = [new Ruling(Bob, key, RulingOutcome.Overturned) { FaultEpoch = Epoch.Zero, Offence = namesOffence ? Offence.UnrevealedResult : null }] },
            2 => new() { Epoch = epoch, Evidence = [silent, Wrong(Epoch.Zero)] },
            _ => new() { Epoch = epoch },
        };
        List<SetAsideItem> aside = [];
        while (state.Epoch < Epoch.Of(8))
        {
            EpochSettlement settled = network.Settle(state, Report(state.Epoch));
            slashed += settled.OutcomeOf(Bob).Slashed;
            aside.AddRange(settled.SetAside);
            state = settled.After;
            Assert.Equal(state, StateBinary.Read(StateBinary.Write(state)));
        }

        Assert.Equal(Amount.Of(namesOffence ? 300UL : 0UL), slashed);
        Assert.Contains(aside, item => item.Reason == SetAsideReason.AlreadyOverturned && item.Offence == Offence.UnrevealedResult);
        Assert.Equal(namesOffence && !isTogether ? 1 : 2, aside.Count);
        Assert.Equal(namesOffence ? CaseStatus.Dismissed : CaseStatus.Overturned, state.StateOf(Bob).Cases.Single(item => item.Offence == Offence.UnrevealedResult).Status);
    }

    /// <summary>One word names the epoch, one the offence, and both are about one of four cases: the epoch counts there, in any order of the report.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ruling_thatNamesTheEpoch_countsBeforeOneThatNamesTheOffence(bool reversed)
    {
        Mechanism network = Mechanism.Create(build => build
            .Stake(stake => stake.UnbondingPeriod(EpochSpan.Of(10)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(30)), offence => offence with { AppealWindow = EpochSpan.Of(2) })
            .Slash(Offence.UnrevealedResult, SlashingCurve.Constant(Proportion.Percent(20)), offence => offence with { AppealWindow = EpochSpan.Of(2) }));
        NetworkState state = network.Settle(Open(network), new EpochReport { Epoch = Epoch.Zero }).After;
        Evidence[] wrong = [Wrong(Epoch.Zero), Wrong(Epoch.Of(1))];
        state = network.Settle(state, new EpochReport { Epoch = Epoch.Of(1), Evidence = [.. wrong, .. wrong.Select(one => one with { Offence = Offence.UnrevealedResult })] }).After;
        Digest key = state.StateOf(Bob).Cases[0].Key;
        ImmutableArray<Ruling> rulings =
        [
            new Ruling(Bob, key, RulingOutcome.Overturned) { Offence = Offence.UnrevealedResult },
            new Ruling(Bob, key, RulingOutcome.Confirmed) { FaultEpoch = Epoch.Zero },
        ];
        EpochSettlement ruled = network.Settle(state, new EpochReport { Epoch = Epoch.Of(2), Rulings = reversed ? [.. rulings.Reverse()] : rulings });
        Assert.Empty(ruled.SetAside);
        Dictionary<(ulong, Offence), CaseStatus> statuses = ruled.OutcomeOf(Bob).After.Cases.ToDictionary(item => (item.FaultEpoch.Number, item.Offence), item => item.Status);
        Assert.Equal(CaseStatus.Decided, statuses[(0, Offence.UnrevealedResult)]);
        Assert.Equal(CaseStatus.Decided, statuses[(0, Offence.IncorrectResult)]);
        Assert.Equal(CaseStatus.Dismissed, statuses[(1, Offence.UnrevealedResult)]);
        Assert.Equal(CaseStatus.Pending, statuses[(1, Offence.IncorrectResult)]);
    }

    /// <summary>Two words about one epoch that contradict each other leave its case pending: a word about all does not decide it instead.</summary>
    [Theory]
    [InlineData(RulingOutcome.Overturned)]
    [InlineData(RulingOutcome.Confirmed)]
    public void Ruling_thatContradictsItself_leavesTheCasePending(RulingOutcome ofAll)
    {
        Mechanism network = Network(appeals: EpochSpan.Of(3));
        NetworkState state = network.Settle(Open(network), new EpochReport { Epoch = Epoch.Zero }).After;
        state = network.Settle(state, new EpochReport { Epoch = Epoch.Of(1), Evidence = [Wrong(Epoch.Zero), Wrong(Epoch.Of(1))] }).After;
        Digest key = state.StateOf(Bob).Cases[0].Key;
        Ruling here = new(Bob, key, RulingOutcome.Confirmed) { FaultEpoch = Epoch.Zero };
        EpochSettlement ruled = network.Settle(state, new EpochReport { Epoch = Epoch.Of(2), Rulings = [new Ruling(Bob, key, ofAll), here, here with { Outcome = RulingOutcome.Overturned }] });
        Assert.Equal([CaseStatus.Pending, ofAll == RulingOutcome.Overturned ? CaseStatus.Overturned : CaseStatus.Decided], ruled.OutcomeOf(Bob).After.Cases.Select(item => item.Status));
        Assert.Equal(2, ruled.SetAside.Count(item => item.Reason == SetAsideReason.UnclearRuling));
    }

    [Fact]
    public void Proof_thatIsNull_isRefusedByItsPlace() =>
        Assert.Contains("at place 1 is null", Assert.Throws<ArgumentException>(() => new EpochReport { Epoch = Epoch.Zero, CommitmentProofs = [Committed(Network(), Epoch.Zero, (Bob, Task)).Prove(Bob, Task), null!] }).Message, StringComparison.Ordinal);

    private static Mechanism Network(EpochSpan appeals = default) => Mechanism.Create(build => build
        .Name("epochs")
        .Stake(stake => stake.UnbondingPeriod(EpochSpan.Of(10)))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(30)), offence => offence with { AppealWindow = appeals })
        .DividePenalties(bounty: Proportion.Percent(50)));

    private static NetworkState Open(Mechanism network) => network.Open(Epoch.Zero, [KeyValuePair.Create(Bob, Amount.Of(1_000)), KeyValuePair.Create(Vera, Amount.Of(1_000))]).State;

    private static Evidence Wrong(Epoch fault) => new() { Offence = Offence.IncorrectResult, Offender = Bob, Task = Task, FaultEpoch = fault, Severity = Proportion.One, Reporter = Vera };

    private static CommitmentTree Committed(Mechanism network, Epoch epoch, params (ParticipantId Author, TaskId Task)[] results)
    {
        CommitmentWindow window = network.Policy.Verification.Schedule.WindowOf(epoch);
        return CommitmentTree.Of(window, [.. results.Select(one => Commitment.Of(one.Author, one.Task, window, ResultHash.OfChoice(1), ResultHash.OfChoice(2)))]);
    }
}
