using System.Collections.Immutable;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Tests.Settlement.Jobs;

namespace CapaCloud.Mechanisms.Tests.Settlement.States;

/// <summary>Everything that can be wrong with a state is found at its place, and nothing else is found: each row breaks one thing of a state that is in order.</summary>
public sealed class StateValidatorTests
{
    private const string First = "$.participants[0]";

    private static readonly NetworkState Sound = Rich();

    private static readonly Dictionary<string, (Func<NetworkState, NetworkState> Break, string Path)> Faults = new(StringComparer.Ordinal)
    {
        ["participants out of order"] = (state => state with { Participants = [.. state.Participants.Reverse()] }, "$.participants[1]"),
        ["a participant twice"] = (state => state with { Participants = [state.Participants[0], .. state.Participants] }, "$.participants[1]"),
        ["a participant without a name"] = (state => With(state, one => one with { Participant = default }), First),
        ["a participant without stake"] = (state => With(state, one => one with { Stake = null! }), First),
        ["another's stake"] = (state => With(state, one => one with { Stake = state.Participants[1].Stake }), First + ".stake"),
        ["a score of tomorrow"] = (state => With(state, one => one with { Reputation = one.Reputation with { AsOf = state.Epoch.Next } }), First + ".reputation"),
        ["cases out of order"] = (state => With(state, one => one with { Cases = [.. one.Cases.Reverse()] }), First + ".cases[1]"),
        ["a case twice"] = (state => With(state, one => one with { Cases = [one.Cases[0], .. one.Cases] }), First + ".cases[1]"),
        ["audits out of order"] = (state => With(state, one => one with { PassedAudits = [.. one.PassedAudits.Reverse()] }), First + ".passedAudits[1]"),
        ["an audit of no task"] = (state => With(state, one => one with { PassedAudits = [new PassedAudit(Epoch.Zero, default)] }), First + ".passedAudits"),
        ["an audit of tomorrow"] = (state => With(state, one => one with { PassedAudits = [new PassedAudit(state.Epoch.Next, TaskId.Of("x"))] }), First + ".passedAudits"),
        ["withheld rewards out of order"] = (state => With(state, one => one with { Withheld = [.. one.Withheld.Reverse()] }), First + ".withheld[1]"),
        ["a withheld reward twice"] = (state => With(state, one => one with { Withheld = [one.Withheld[0], .. one.Withheld] }), First + ".withheld[1]"),
        ["a former name of nobody"] = (state => With(state, one => one with { FormerNames = [default] }), First + ".formerNames"),
        ["the present name as a former one"] = (state => With(state, one => one with { FormerNames = [one.Participant] }), First + ".formerNames"),
        ["former names out of order"] = (state => With(state, one => one with { FormerNames = [ParticipantId.Of("y"), ParticipantId.Of("x")] }), First + ".formerNames"),
        ["a former name twice"] = (state => With(state, one => one with { FormerNames = [ParticipantId.Of("x"), ParticipantId.Of("x")] }), First + ".formerNames"),
        ["a case without status"] = (state => WithCase(state, item => item with { Status = CaseStatus.None }), First + ".cases"),
        ["a case brought today"] = (state => WithCase(state, item => item with { Accused = state.Epoch, Deadline = state.Epoch }), First + ".cases"),
        ["a fault of today"] = (state => WithCase(state, item => item with { FaultEpoch = state.Epoch }), First + ".cases"),
        ["a case of no offence"] = (state => WithCase(state, item => item with { Offence = default }), First + ".cases"),
        ["a deadline before the accusation"] = (state => WithCase(state, item => item with { Accused = Epoch.Of(1), Deadline = Epoch.Zero }), First + ".cases"),
        ["reporters out of order"] = (state => WithCase(state, item => item with { Reporters = [ParticipantId.Of("y"), ParticipantId.Of("x")] }), First + ".cases"),
        ["a reporter without a name"] = (state => WithCase(state, item => item with { Reporters = [default] }), First + ".cases"),
        ["a case without severity"] = (state => WithCase(state, item => item with { Severity = Proportion.Zero }), First + ".cases"),
        ["more in the treasury than held"] = (state => state with { Treasury = state.Treasury + Amount.One }, "$.books.held"),
        ["more in the pool than held"] = (state => state with { RewardPool = state.RewardPool + Amount.One }, "$.books.held"),
        ["more of a requester than held"] = (state => WithMoney(state, money => money with { Free = money.Free + Amount.One }), "$.books.held"),
        ["more withheld than held"] = (state => With(state, one => one with { Withheld = [new WithheldReward(Epoch.Zero, Amount.One)] }), "$.books.held"),
        ["money that never came in"] = (state => state with { Books = state.Books with { In = state.Books.In + Amount.One } }, "$.books"),
        ["money that never went out"] = (state => state with { Books = state.Books with { Out = state.Books.Out + Amount.One } }, "$.books"),
        ["money that was never burned"] = (state => state with { Books = state.Books with { Burned = state.Books.Burned + Amount.One } }, "$.books"),
        ["dust from nowhere"] = (state => state with { Books = state.Books with { Dust = state.Books.Dust + Amount.One } }, "$.books"),
        ["more held than all money, and out as much as in"] = (state => state with { Books = new Books(Amount.One, Amount.One, Amount.MaxValue, Amount.Zero, Amount.Zero) }, "$.books"),
        ["more burned than all money, and out as much as in"] = (state => state with { Books = new Books(Amount.One, Amount.One, Amount.Zero, Amount.MaxValue, Amount.Zero) }, "$.books"),
        ["more dust than all money, and out as much as in"] = (state => state with { Books = new Books(Amount.One, Amount.One, Amount.Zero, Amount.Zero, Amount.MaxValue) }, "$.books"),
        ["stakes out of order"] = (state => state with { Stakes = [.. state.Stakes.Reverse()] }, "$.stakes[1]"),
        ["the stake of today"] = (state => state with { Stakes = [new EpochStake(state.Epoch, Amount.One)] }, "$.stakes"),
        ["liability out of order"] = (state => state with { Liability = [new(Epoch.Of(2), EpochSpan.One), new(Epoch.Of(1), EpochSpan.One)] }, "$.liability[1]"),
        ["no liability"] = (state => state with { Liability = [] }, "$.liability"),
        ["jobs out of order"] = (state => With(state, one => one with { Jobs = [.. one.Jobs.Reverse()] }), First + ".jobs[1]"),
        ["a job of no task"] = (state => WithJob(state, job => job with { Task = default }), First + ".jobs"),
        ["a job for nobody"] = (state => WithJob(state, job => job with { Requester = default }), First + ".jobs"),
        ["a job for itself"] = (state => WithJob(state, job => job with { Requester = JobTrial.Alice }), First + ".jobs"),
        ["a job for nothing"] = (state => WithJob(state, job => job with { Price = Amount.Zero }), First + ".jobs"),
        ["a job at no stage"] = (state => WithJob(state, job => job with { Stage = JobStage.None }), First + ".jobs"),
        ["a job awarded tomorrow"] = (state => WithJob(state, job => job with { AwardedAt = state.Epoch.Next }), First + ".jobs"),
        ["a job delivered today"] = (state => WithJob(state, job => job with { Stage = JobStage.Delivered, DeliveredAt = state.Epoch }), First + ".jobs"),
        ["a job delivered before it was awarded"] = (state => WithJob(state, job => job with { Stage = JobStage.Delivered, AwardedAt = Epoch.Of(1), DeliveredAt = Epoch.Zero }), First + ".jobs"),
        ["a job disputed today"] = (state => WithJob(state, job => job with { Stage = JobStage.Disputed, DisputedAt = state.Epoch }), First + ".jobs"),
        ["a job disputed before it was delivered"] = (state => WithJob(state, job => job with { Stage = JobStage.Disputed, DeliveredAt = Epoch.Of(1), DisputedAt = Epoch.Zero }), First + ".jobs"),
        ["a job that waits with an ending that pays nobody"] = (state => WithJob(state, job => job with { Answer = JobEnding.NotDelivered }), First + ".jobs"),
        ["more at risk than can be counted"] = (state => With(state, one => one with { Jobs = [.. one.Jobs.Select(job => job with { Value = Amount.MaxValue })] }), First + ".jobs"),
        ["requesters out of order"] = (state => state with { Requesters = [.. state.Requesters.Reverse()] }, "$.requesters[1]"),
        ["a requester without a name"] = (state => WithMoney(state, money => money with { Requester = default }), "$.requesters"),
        ["a requester without money"] = (state => state with { Requesters = [.. state.Requesters, new RequesterState(ParticipantId.Of("zoe"), Amount.Zero, Amount.Zero)] }, "$.requesters"),
        ["more reserved than its jobs need"] = (state => WithMoney(state, money => money with { Free = money.Free - Amount.One, Reserved = money.Reserved + Amount.One }), "$.requesters"),
        ["less reserved than its jobs need"] = (state => WithMoney(state, money => money with { Free = money.Free + Amount.One, Reserved = money.Reserved - Amount.One }), "$.requesters"),
        ["jobs of a requester that is not there"] = (state => state with { Requesters = state.Requesters[1..] }, "$.requesters"),
    };

    /// <summary>What a settlement looks at before anything else.</summary>
    private static readonly string[] Shape =
    [
        "participants out of order", "a participant twice", "a participant without a name", "a participant without stake", "a score of tomorrow", "a case brought today", "a fault of today",
        "a case of no offence",
    ];

    private static readonly Dictionary<string, Func<NetworkState, NetworkState>> Edges = new(StringComparer.Ordinal)
    {
        ["a score of today"] = state => With(state, one => one with { Reputation = one.Reputation with { AsOf = state.Epoch } }),
        ["an audit counted today"] = state => With(state, one => one with { PassedAudits = [new PassedAudit(state.Epoch, TaskId.Of("x"))] }),
        ["former names in order"] = state => With(state, one => one with { FormerNames = [ParticipantId.Of("x"), ParticipantId.Of("y")] }),
        ["a case that decided itself when it was brought"] = state => WithCase(state, item => item with { Deadline = item.Accused }),
        ["reporters in order"] = state => WithCase(state, item => item with { Reporters = [ParticipantId.Of("x"), ParticipantId.Of("y")] }),
        ["a job awarded today"] = state => WithJob(state, job => job with { AwardedAt = state.Epoch }),
        ["a job delivered when it was awarded"] = state => WithJob(state, job => job with { Stage = JobStage.Delivered, AwardedAt = Epoch.Of(1), DeliveredAt = Epoch.Of(1) }),
        ["a job disputed when it was delivered"] = state => WithJob(state, job => job with { Stage = JobStage.Disputed, AwardedAt = Epoch.Zero, DeliveredAt = Epoch.Of(1), DisputedAt = Epoch.Of(1) }),
        ["a job that waits, accepted"] = state => WithJob(state, job => job with { Answer = JobEnding.Accepted }),
        ["a job that waits, ruled for its provider"] = state => WithJob(state, job => job with { Answer = JobEnding.RuledForProvider }),
        ["a job that waits, found right"] = state => WithJob(state, job => job with { Answer = JobEnding.FoundRight }),
        ["no stakes"] = state => state with { Stakes = [] },
    };

    public static TheoryData<string> AllFaults => [.. Faults.Keys];

    public static TheoryData<string> AllShapes => [.. Shape];

    public static TheoryData<string> AllEdges => [.. Edges.Keys];

    [Theory]
    [MemberData(nameof(AllFaults))]
    public void Inconsistencies_ofAStateWithOneFault_nameItsPlace_andWhatWasExpected(string fault)
    {
        (Func<NetworkState, NetworkState> broken, string path) = Faults[fault];
        ImmutableArray<StateInconsistency> found = broken(Sound).Inconsistencies();
        Assert.Contains(found, item => item.Path == path);
        Assert.All(found, item => Assert.True(item.Message.Length > 10, item.ToString()));
    }

    [Theory]
    [MemberData(nameof(AllEdges))]
    public void Inconsistencies_ofAStateThatIsJustInOrder_areNone(string edge) => Assert.Empty(Edges[edge](Sound).Inconsistencies());

    /// <summary>A settlement must not run over a state whose lists cannot be searched: it says what is wrong, and where.</summary>
    [Theory]
    [MemberData(nameof(AllShapes))]
    public void Settle_aStateOfTheWrongShape_isRefusedByItsPlace(string fault)
    {
        (Func<NetworkState, NetworkState> broken, string path) = Faults[fault];
        NetworkState state = broken(Sound);
        Assert.False(JobTrial.WithAppeals.TrySettle(state, new EpochReport { Epoch = state.Epoch }, out EpochSettlement? settled, out ImmutableArray<SettlementRefusal> refusals));
        Assert.Null(settled);
        Assert.Contains(refusals, refusal => refusal.ToString().Contains(path, StringComparison.Ordinal));
    }

    [Fact]
    public void Inconsistencies_ofSumsThatCannotBeCounted_sayThatTheyAreTooLarge()
    {
        NetworkState much = Sound with { Books = Sound.Books with { Held = Amount.MaxValue, Out = Amount.One } };
        Assert.Contains(much.Inconsistencies(), item => item.Message.Contains("more than 2^128", StringComparison.Ordinal));
        Assert.All<Func<NetworkState, NetworkState>>(
            [
                state => state with { RewardPool = Amount.MaxValue, Treasury = Amount.One },
                state => WithMoney(state, money => money with { Free = Amount.MaxValue }),
                state => WithMoney(state, money => money with { Reserved = Amount.MaxValue }),
                state => With(state, one => one with { Withheld = [new(Epoch.Zero, Amount.MaxValue)] }),
            ],
            broken => Assert.Contains(broken(Sound).Inconsistencies(), item => item.Path == "$.books.held" && item.Message.Contains("less than 2^128", StringComparison.Ordinal)));
    }

    /// <summary>Alice has two open jobs and two cases under appeal; bob has neither; carol and dave have money.</summary>
    private static NetworkState Rich()
    {
        Mechanism market = JobTrial.WithAppeals;
        NetworkState state = JobTrial.Open(market);
        state = market.Award(state, JobTrial.Award("a", deadline: 9));
        state = market.Award(state, JobTrial.Award("b", deadline: 9));
        state = market.Settle(state, new EpochReport { Epoch = state.Epoch, Verdicts = [SmallNetwork.Incorrect(JobTrial.Alice, "w1"), SmallNetwork.Incorrect(JobTrial.Alice, "w2")] }).After;
        state = market.Settle(state, new EpochReport { Epoch = state.Epoch }).After;
        state = market.Settle(state, new EpochReport { Epoch = state.Epoch }).After;
        state = With(state, one => one with
        {
            PassedAudits = [new PassedAudit(Epoch.Zero, TaskId.Of("a1")), new PassedAudit(Epoch.Zero, TaskId.Of("a2"))],
            Withheld = [new WithheldReward(Epoch.Zero, Amount.Zero), new WithheldReward(Epoch.Of(1), Amount.Zero)],
        });
        Assert.Empty(state.Inconsistencies());
        Assert.Equal((2, 2, 2, 2), (state.Participants.Length, state.Participants[0].Cases.Length, state.Participants[0].Jobs.Length, state.Requesters.Length));
        Assert.True(state.Stakes.Length > 1);
        return state;
    }

    private static NetworkState With(NetworkState state, Func<ParticipantState, ParticipantState> change) =>
        state with { Participants = state.Participants.SetItem(0, change(state.Participants[0])) };

    private static NetworkState WithCase(NetworkState state, Func<FaultCase, FaultCase> change) => With(state, one => one with { Cases = one.Cases.SetItem(0, change(one.Cases[0])) });

    private static NetworkState WithJob(NetworkState state, Func<Job, Job> change) => With(state, one => one with { Jobs = one.Jobs.SetItem(0, change(one.Jobs[0])) });

    private static NetworkState WithMoney(NetworkState state, Func<RequesterState, RequesterState> change) => state with { Requesters = state.Requesters.SetItem(0, change(state.Requesters[0])) };
}
