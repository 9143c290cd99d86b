using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Tests.Settlement;

namespace CapaCloud.Mechanisms.Tests.BadInput;

/// <summary>What a report and a state can say wrongly: the whole is refused with the value, or the item is set aside and the rest is settled.</summary>
public sealed class ReportTests
{
    private static readonly Mechanism Small = SmallNetwork.Mechanism;

    private static readonly NetworkState State = Small.Settle(SmallNetwork.Open(), Clean(Epoch.Zero)).After;

    private static readonly ParticipantId Alice = SmallNetwork.Alice, Stranger = ParticipantId.Of("stranger");

    private static readonly Evidence Fault = SmallNetwork.WrongResult(Alice, SmallNetwork.Bob);

    private static readonly Dictionary<string, (RefusalReason Reason, Func<EpochReport, EpochReport> Spoil, string[] Says)> Refusals = new()
    {
        ["an epoch that was settled"] = (RefusalReason.EpochAlreadySettled, report => report with { Epoch = Epoch.Zero }, ["epoch 0", "is 1"]),
        ["an epoch to come"] = (RefusalReason.EpochInTheFuture, report => report with { Epoch = Epoch.Of(2) }, ["epoch 2", "is 1"]),
        ["the last epoch"] = (RefusalReason.EpochInTheFuture, report => report with { Epoch = Epoch.MaxValue }, ["18446744073709551615"]),
        ["two rows of one"] = (RefusalReason.DuplicateReport, report => Rows(report, SmallNetwork.Report(SmallNetwork.Bob, 7)), ["two rows", "at most one"]),
        ["more missed than due"] = (RefusalReason.MoreMissedThanDue, report => Rows(report with { Participants = [] }, SmallNetwork.Report(Alice, 1, 5, new MissedDuties("disk", 6))), ["6", "of 5 due"]),
        ["more missed than a number holds"] = (RefusalReason.MoreMissedThanDue, report => Rows(report with { Participants = [] }, SmallNetwork.Report(Alice, 1, 5, new MissedDuties("disk", ulong.MaxValue), new MissedDuties("fan", ulong.MaxValue))), ["36,893,488,147,419,103,230"]),
        ["payments above 128 bits"] = (RefusalReason.Overflow, report => report with { Payments = Amount.MaxValue }, ["2^128 - 1"]),
        ["work above 128 bits"] = (RefusalReason.Overflow, report => Rows(report with { Participants = [] }, SmallNetwork.Report(Alice, UInt128.MaxValue)), ["340,282,366,920,938,463,463,374,607,431,768,211,455", "at most 340,282,366,920,938,463,463,374,607,431"]),
        ["equal claims without a beacon"] = (RefusalReason.MissingBeacon, report => report with { Beacon = default, Payments = Amount.Of(10_003) }, ["beacon", "equal claims"]),
    };

    private static readonly Dictionary<string, (SetAsideReason Reason, Func<EpochReport, EpochReport> Add)> Asides = new()
    {
        ["a default row"] = (SetAsideReason.UnknownParticipant, report => report with { Participants = report.Participants.Add(default) }),
        ["a stranger's row"] = (SetAsideReason.UnknownParticipant, report => Rows(report, SmallNetwork.Report(Stranger))),
        ["the same row again"] = (SetAsideReason.Duplicate, report => report with { Participants = report.Participants.Add(report.Participants[0]) }),
        ["a default verdict"] = (SetAsideReason.Incomplete, report => report with { Verdicts = [default] }),
        ["a verdict on a stranger"] = (SetAsideReason.UnknownParticipant, report => report with { Verdicts = [SmallNetwork.Incorrect(Stranger)] }),
        ["a verdict from the future"] = (SetAsideReason.FromTheFuture, report => report with { Verdicts = [SmallNetwork.Incorrect(Alice, "t", 2)] }),
        ["a passed audit from the future"] = (SetAsideReason.FromTheFuture, report => report with { Verdicts = [SmallNetwork.Correct(Alice, "t", 2)] }),
        ["a passed audit on a stranger"] = (SetAsideReason.UnknownParticipant, report => report with { Verdicts = [SmallNetwork.Correct(Stranger)] }),
        ["default evidence"] = (SetAsideReason.UnknownParticipant, report => report with { Evidence = [default] }),
        ["evidence of no offence"] = (SetAsideReason.Incomplete, report => report with { Evidence = [Fault with { Offence = default }] }),
        ["evidence of a wrong result without a task"] = (SetAsideReason.Incomplete, report => report with { Evidence = [Fault with { Task = default }] }),
        ["evidence of what has no price"] = (SetAsideReason.UnpricedOffence, report => report with { Evidence = [Fault with { Offence = Offence.Of("rudeness") }] }),
        ["evidence without severity"] = (SetAsideReason.NoSeverity, report => report with { Evidence = [Fault with { Severity = Proportion.Zero }] }),
        ["evidence by a stranger"] = (SetAsideReason.UnknownReporter, report => report with { Evidence = [Fault with { Reporter = Stranger }] }),
        ["evidence from the future"] = (SetAsideReason.FromTheFuture, report => report with { Evidence = [Fault with { FaultEpoch = Epoch.MaxValue }] }),
        ["an appeal by nobody"] = (SetAsideReason.NotPending, report => report with { Appeals = [default] }),
        ["an appeal in no case"] = (SetAsideReason.NotPending, report => report with { Appeals = [new Appeal(Alice, Fault.Key)] }),
        ["a ruling on nobody"] = (SetAsideReason.NotPending, report => report with { Rulings = [default] }),
        ["a ruling in no case"] = (SetAsideReason.NotPending, report => report with { Rulings = [new Ruling(Alice, Fault.Key, RulingOutcome.Confirmed)] }),
    };

    private static readonly Dictionary<string, (Func<NetworkState, NetworkState> Spoil, string[] Says)> States = new()
    {
        ["money from nowhere"] = (state => state with { Treasury = state.Treasury + Amount.One }, ["$.books.held", "units"]),
        ["books that do not add up"] = (state => state with { Books = state.Books with { In = Amount.Zero } }, ["$.books", "units"]),
        ["participants out of order"] = (state => state with { Participants = [.. state.Participants.Reverse()] }, ["$.participants[1]", "order"]),
        ["a participant twice"] = (state => state with { Participants = state.Participants.Insert(0, state.Participants[0]) }, ["$.participants[1]", "twice"]),
        ["a default participant"] = (state => state with { Participants = state.Participants.Add(default) }, ["$.participants[3]", "no name"]),
        ["another's stake"] = (state => state with { Participants = state.Participants.SetItem(0, state.Participants[0] with { Stake = StakeAccount.Open(Stranger) }) }, ["'stranger'", "'alice'"]),
        ["a reputation from the future"] = (state => state with { Participants = state.Participants.SetItem(0, state.Participants[0] with { Reputation = new() { AsOf = Epoch.Of(99) } }) }, ["99", "1"]),
        ["a case without status"] = (state => WithCase(state, Case with { Status = CaseStatus.None }), ["None"]),
        ["a case without severity"] = (state => WithCase(state, Case with { Severity = Proportion.Zero }), ["severity 0"]),
        ["a case from the future"] = (state => WithCase(state, Case with { Accused = Epoch.Of(50) }), ["50"]),
        ["stake of an epoch to come"] = (state => state with { Stakes = [new EpochStake(Epoch.Of(9), Amount.One)] }, ["epoch 9"]),
    };

    private static FaultCase Case => new()
    {
        Key = Fault.Key,
        Offence = Offence.IncorrectResult,
        FaultEpoch = Epoch.Zero,
        Accused = Epoch.Zero,
        Severity = Proportion.One,
        Status = CaseStatus.Charged,
    };

    public static TheoryData<string> RefusalNames => [.. Refusals.Keys];

    public static TheoryData<string> AsideNames => [.. Asides.Keys];

    public static TheoryData<string> StateNames => [.. States.Keys];

    [Theory]
    [MemberData(nameof(RefusalNames))]
    public void Report_isRefusedWithTheValue_andNothingChanges(string name)
    {
        (RefusalReason reason, Func<EpochReport, EpochReport> spoil, string[] says) = Refusals[name];
        EpochReport spoilt = spoil(Clean(State.Epoch));
        Assert.False(Small.TrySettle(State, spoilt, out EpochSettlement? settled, out var refusals));
        Assert.Null(settled);
        SettlementRefusal refusal = Assert.Single(refusals);
        Assert.Equal(reason, refusal.Reason);
        Assert.All(says, word => Assert.Contains(word, refusal.ToString(), StringComparison.Ordinal));
        Assert.Contains(refusal.Message, Assert.Throws<SettlementRefusedException>(() => Small.Settle(State, spoilt)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(AsideNames))]
    public void Item_isSetAsideByName_andTheRestIsSettledAsWithoutIt(string name)
    {
        (SetAsideReason reason, Func<EpochReport, EpochReport> add) = Asides[name];
        EpochSettlement plain = Small.Settle(State, Clean(State.Epoch)), settled = Small.Settle(State, add(Clean(State.Epoch)));
        SetAsideItem item = Assert.Single(settled.SetAside);
        Assert.Equal(reason, item.Reason);
        Assert.Contains($"({reason})", item.ToString(), StringComparison.Ordinal);
        Assert.Equal(plain.After, settled.After);
        Assert.Equal(plain.Postings.AsEnumerable(), settled.Postings);
    }

    public static TheoryData<string, SetAsideReason> Causes => new()
    {
        { "none", SetAsideReason.UnclearCause }, { "null", SetAsideReason.UnclearCause }, { " excused", SetAsideReason.UnclearCause }, { "twice", SetAsideReason.UnclearCause }, { "65", SetAsideReason.TooManyCauses },
    };

    /// <summary>What no clear cause is named for is missed for none that excuses; nobody else's epoch waits for a better row.</summary>
    [Theory]
    [MemberData(nameof(Causes))]
    public void Cause_unclear_excusesNothing_andIsNamed(string kind, SetAsideReason reason)
    {
        string excused = Small.Policy.ExcusedCauses[0];
        MissedDuties[] missed = kind switch
        {
            "none" => [new MissedDuties("", 65)],
            "null" => [default(MissedDuties) with { Count = 65 }],
            "twice" => [new MissedDuties("disk", 60), new MissedDuties("disk", 5)],
            "65" => [.. Enumerable.Range(0, 65).Select(number => new MissedDuties(number == 0 ? excused : $"c{number}", 1))],
            _ => [new MissedDuties(" " + excused, 65)],
        };
        EpochReport Missing(params MissedDuties[] causes) => Rows(Clean(State.Epoch) with { Participants = [SmallNetwork.Report(SmallNetwork.Bob)] }, SmallNetwork.Report(Alice, 1, 100, causes));
        EpochSettlement settled = Small.Settle(State, Missing(missed)), plain = Small.Settle(State, Missing(new MissedDuties("dust", 65)));
        Assert.Equal((ReportItem.Row, reason, Alice), (settled.SetAside.Single().Item, settled.SetAside.Single().Reason, settled.SetAside.Single().Participant));
        Assert.Equal(plain.After, settled.After);
        Assert.NotEqual(plain.After, Small.Settle(State, Missing(new MissedDuties(excused, 65))).After);
    }

    [Fact]
    public void DefaultLists_areEmpty()
    {
        EpochReport report = new() { Epoch = State.Epoch, Participants = default, Verdicts = default, Evidence = default, Appeals = default, Rulings = default };
        Assert.Empty(Small.Settle(State, report).SetAside);
    }

    [Theory]
    [MemberData(nameof(StateNames))]
    public void State_inconsistent_isSaidWithItsPath(string name)
    {
        (Func<NetworkState, NetworkState> spoil, string[] says) = States[name];
        NetworkState spoilt = spoil(State);
        string found = string.Join('\n', StateValidator.Validate(spoilt));
        Assert.All(says, word => Assert.Contains(word, found, StringComparison.Ordinal));
    }

    private static EpochReport Clean(Epoch epoch) => SmallNetwork.Epoch0(SmallNetwork.Report(SmallNetwork.Bob), SmallNetwork.Report(SmallNetwork.Carol)) with { Epoch = epoch, Payments = Amount.Of(10_001) };

    private static EpochReport Rows(EpochReport report, ParticipantReport row) =>
        report with { Participants = report.Participants.Add(row) };

    private static NetworkState WithCase(NetworkState state, FaultCase item) =>
        state with { Participants = state.Participants.SetItem(0, state.Participants[0] with { Cases = [item] }) };
}
