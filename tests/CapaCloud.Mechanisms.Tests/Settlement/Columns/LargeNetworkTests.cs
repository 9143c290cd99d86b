using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Settlement.Columns;

/// <summary>What rests and for how long, what an act and an epoch cost in memory, and what is refused.</summary>
public sealed class LargeNetworkTests
{
    private const int Many = 5_000;

    private static readonly Mechanism Floor = Mechanism.Create(build =>
    {
        SmallNetwork.Compose(build);
        build.Reward(reward => reward.SplitByFloor());
    });

    [Fact]
    public void WhoIsCondemned_restsWithItsCase_untilItIsForgotten()
    {
        LargeNetwork network = LargeNetwork.Of(Floor, Opened(20));
        Assert.Equal(0, network.Awake);
        List<ulong> awakeIn = [];
        for (ulong epoch = 0; epoch < 60; epoch++)
        {
            EpochReport report = new() { Epoch = Epoch.Of(epoch), Verdicts = epoch == 0 ? [SmallNetwork.Incorrect(Name(3))] : [] };
            LargeSettlement settled = Floor.Settle(network, LargeReport.Of(network, report));
            awakeIn.AddRange(settled.Awake > 0 ? [epoch] : []);
            network = settled.After;
        }

        // The verdict in epoch 0; the jail ends when the state of epoch 4 is made; what the slash took is told apart until the liability window of 21 epochs has closed over it;
        // the case is known for 21 + 30 epochs.
        Assert.Equal([0, 3, 20, 51], awakeIn);
    }

    /// <summary>Chance among equals goes by names, of those who rest and of those who do not.</summary>
    [Fact]
    public void OddUnits_amongEquals_goToThoseWhomTheOrdinaryWayNames()
    {
        Mechanism mechanism = Mechanism.Create(build => build.Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Half)).Reward(reward => reward.SplitByLargestRemainder()));
        NetworkState state = Opened(20, mechanism);
        LargeNetwork network = LargeNetwork.Of(mechanism, state);
        for (int number = 0; number < 8; number++)
        {
            EpochReport report = new()
            {
                Epoch = Epoch.Zero,
                Payments = Amount.Of(1_007),
                Beacon = new Beacon(1, Digest.Parse(new string((char)('1' + number), 64))),
                Participants = [.. Enumerable.Range(0, 20).Select(place => new ParticipantReport { Participant = Name(place), Work = 5 })],
                Verdicts = [.. new[] { 3, 4, 12, 15, 19 }.Select(place => SmallNetwork.Correct(Name(place)))],
            };
            LargeSettlement settled = mechanism.Settle(network, LargeReport.Of(network, report));
            Assert.Equal(5, settled.Awake);
            Assert.Equal(mechanism.Settle(state, report), settled.ToSettlement());
        }
    }

    /// <summary>Chance among equals goes by names also where some have joined since the last settlement and stand among the rows.</summary>
    [Fact]
    public void OddUnits_amongNewcomers_goToThoseWhomTheOrdinaryWayNames()
    {
        Mechanism mechanism = Mechanism.Create(build => build.Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Half)).Reward(reward => reward.SplitByLargestRemainder()));
        NetworkState state = Opened(6, mechanism);
        LargeNetwork network = LargeNetwork.Of(mechanism, state);
        ParticipantId[] newcomers = [.. new[] { 0, 2, 2, 5 }.Select((place, index) => ParticipantId.Of($"{Name(place)}-{index}"))];
        foreach (ParticipantId newcomer in newcomers)
        {
            network = network.Do([newcomer], part => mechanism.Deposit(part, newcomer, Amount.Of(10_000)).State);
            state = mechanism.Deposit(state, newcomer, Amount.Of(10_000)).State;
        }

        for (int number = 0; number < 8; number++)
        {
            EpochReport report = new()
            {
                Epoch = Epoch.Zero,
                Payments = Amount.Of(1_005),
                Beacon = new Beacon(1, Digest.Parse(new string((char)('1' + number), 64))),
                Participants = [.. state.Participants.Select(one => new ParticipantReport { Participant = one.Participant, Work = 5 })],
            };
            EpochSettlement expected = mechanism.Settle(state, report), settled = mechanism.Settle(network, LargeReport.Of(network, report)).ToSettlement();
            Assert.Equal(expected.Postings.AsEnumerable(), settled.Postings);
            Assert.Equal(expected.Outcomes.AsEnumerable(), settled.Outcomes);
            Assert.Equal(expected.After, settled.After);
        }
    }

    [Fact]
    public void WhoAppeals_doesNotRest_untilItIsDecided()
    {
        Mechanism mechanism = Mechanism.Create(build => build.Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Half), offence => offence with { AppealWindow = EpochSpan.Of(4) }));
        LargeNetwork network = LargeNetwork.Of(mechanism, Opened(20, mechanism));
        for (ulong epoch = 0; epoch < 8; epoch++)
        {
            LargeSettlement settled = mechanism.Settle(network, LargeReport.Of(network, new EpochReport { Epoch = Epoch.Of(epoch), Verdicts = epoch == 0 ? [SmallNetwork.Incorrect(Name(3))] : [] }));
            Assert.Equal(epoch < 4 ? 1 : 0, settled.After.Awake);
            network = settled.After;
        }
    }

    [Fact]
    public void ACalmEpoch_allocatesLittleForEach_andAnActForNobodyElse()
    {
        LargeNetwork network = LargeNetwork.Of(Floor, Opened(Many));
        ulong[] work = new ulong[Many], due = new ulong[Many];
        Array.Fill(work, 100UL);
        Array.Fill(due, 100UL);
        LargeReport report = LargeReport.Of(network, work, due, new EpochReport { Epoch = Epoch.Zero, Payments = Amount.Of(1_000_000) });
        Assert.InRange(Allocation.Least(() => Floor.Settle(network, report)) / Many, 16, 150);
        LargeSettlement settled = Floor.Settle(network, report);
        ParticipantId middle = Name(Many / 2), newcomer = Name(Many + 1);
        Assert.InRange(Allocation.Least(() => settled.After.Do([middle], part => Floor.Deposit(part, middle, Amount.Of(500)).State)), 1, 16 * 1_024);
        Assert.InRange(Allocation.Least(() => settled.After.Do([newcomer], part => Floor.Deposit(part, newcomer, Amount.Of(5_000)).State)), 1, 16 * 1_024);
        Assert.InRange(Allocation.Least(() => settled.After.Do([middle], part => Floor.Unbond(part, middle, Amount.Of(500)).State)), 1, 16 * 1_024);
        Assert.InRange(Allocation.Least(() => settled.OutcomeOf(middle)), 0, 1_024);
        Assert.InRange(Allocation.Least(() => Floor.Explain(settled, middle)), 1, 16 * 1_024);
    }

    [Fact]
    public void ColumnsWithoutNames_areTheSameReport()
    {
        LargeNetwork network = LargeNetwork.Of(Floor, Opened(20));
        EpochReport report = new()
        {
            Epoch = Epoch.Zero,
            Payments = Amount.Of(5_000),
            Participants = [.. Enumerable.Range(0, 20).Select(static number => SmallNetwork.Report(Name(number), (ulong)number, 50, number == 4 ? [new MissedDuties("disk", 9)] : []))],
        };
        ulong[] work = [.. Enumerable.Range(0, 20).Select(static number => number == 4 ? 0 : (ulong)number)], due = [.. Enumerable.Range(0, 20).Select(static number => number == 4 ? 0UL : 50)];
        LargeSettlement named = Floor.Settle(network, LargeReport.Of(network, report));
        LargeSettlement numbered = Floor.Settle(network, LargeReport.Of(network, work, due, report with { Participants = [report.Participants[4]] }));
        Assert.Equal(named.ToSettlement(), numbered.ToSettlement());
        Assert.Equal(named.After.ToState(), Floor.Settle(Opened(20), report).After);
        Assert.Equal(named.ToSettlement().Outcomes.Select(static outcome => outcome.Reward), named.Rewards.ToArray());
        Assert.Equal("epoch 0: payments of 5,000 units, 1 participant, 0 verdicts, 0 pieces of evidence, 0 appeals, 0 rulings, 0 reports of jobs, 0 checks, 0 proofs of commitments; 20 places in columns", LargeReport.Of(network, report).ToString());
        Assert.Contains("20 participants, of whom 1 did not rest", named.ToString(), StringComparison.Ordinal);
        Assert.Contains("20 participants, of whom 0 do not rest", named.After.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatDoesNotFit_isRefused_andNamed()
    {
        LargeNetwork network = LargeNetwork.Of(Floor, Opened(20)), other = LargeNetwork.Of(Floor, Opened(20));
        LargeReport report = LargeReport.Of(network, new EpochReport { Epoch = Epoch.Zero });
        LargeSettlement settled = Floor.Settle(network, report);
        Assert.Contains("another network", Assert.Throws<ArgumentException>(() => Floor.Settle(other, report)).Message, StringComparison.Ordinal);
        Assert.Contains("expected 20", Assert.Throws<ArgumentException>(() => LargeReport.Of(network, new ulong[19], new ulong[20], new EpochReport { Epoch = Epoch.Zero })).Message, StringComparison.Ordinal);
        Assert.Equal(RefusalReason.EpochAlreadySettled, Assert.Throws<SettlementRefusedException>(() => Floor.Settle(settled.After, LargeReport.Of(settled.After, report.Rest))).Refusals[0].Reason);
        Assert.Throws<KeyNotFoundException>(() => settled.OutcomeOf(Name(99)));
        Assert.Throws<KeyNotFoundException>(() => settled.PostingsOf(Name(99)));
        Assert.Throws<KeyNotFoundException>(() => Floor.Explain(settled, Name(99)));
        Assert.Throws<KeyNotFoundException>(() => network.StateOf(Name(99)));
        Assert.Throws<InvalidOperationException>(() => SmallNetwork.Mechanism.Explain(settled, Name(1)));
        Assert.Throws<ForeignStateException>(() => LargeNetwork.Of(SmallNetwork.Mechanism, Opened(20)));
        Assert.Throws<InvalidOperationException>(() => network.Do([Name(1)], static part => part with { Participants = [] }));
        Assert.Throws<InvalidOperationException>(() => network.Do([], part => Floor.Deposit(part, Name(50), Amount.Of(5_000)).State));
        Assert.Throws<InvalidOperationException>(() => network.Do([Name(1)], static part => part with { Epoch = part.Epoch.Next }));
        Assert.Contains("under policy", Assert.Throws<InvalidOperationException>(() => network.Do([Name(1)], static part => part with { PolicyHash = default })).Message, StringComparison.Ordinal);
        Assert.Equal("act", Assert.Throws<ArgumentNullException>(() => network.Do([Name(1)], static _ => null!)).ParamName);
        Assert.Equal("$.participants[1]", Assert.Throws<InconsistentStateException>(() => LargeNetwork.Of(Floor, Opened(20) with { Participants = [.. Opened(20).Participants.Reverse()] })).Findings[0].Path);
    }

    /// <summary>A runner that loses a part in any one of its runs; the others it runs in any way that is allowed, also twice.</summary>
    [Fact]
    public void ARunnerThatLosesAPart_isNamed_andSettlesNothing()
    {
        LargeNetwork network = LargeNetwork.Of(Floor, Opened(20));
        LargeReport report = LargeReport.Of(network, new EpochReport
        {
            Epoch = Epoch.Zero,
            Payments = Amount.Of(1_003),
            Participants = [.. Enumerable.Range(0, 20).Select(number => new ParticipantReport { Participant = Name(number), Work = (UInt128)number })],
            Verdicts = [Verdict.Because(Name(4), TaskId.Of("one"), Epoch.Zero, VerdictReason.MatchesAccepted)],
        });
        OddRunner whole = new(3, static (_, part, run) => { run(part); run(part); });
        Digest expected = StateHash.Of(Floor.Settle(network, report).After.ToState());
        Assert.Equal(expected, StateHash.Of(Floor.Settle(network, report, whole).After.ToState()));
        Assert.True(whole.Runs > 3);
        for (int lost = 0; lost < whole.Runs; lost++)
        {
            OddRunner runner = new(3, (number, part, run) =>
            {
                if (number != lost || part != 1)
                {
                    run(part);
                }
            });
            Assert.Contains("2 of 3 parts had ended, without part 1", Message(runner), StringComparison.Ordinal);
        }

        Assert.Contains("calls for part 3", Message(new OddRunner(3, static (_, part, run) => run(part + 1))), StringComparison.Ordinal);
        Assert.Contains("into 0 parts", Message(new OddRunner(0, static (_, _, _) => { })), StringComparison.Ordinal);
        Assert.Contains("into -3 parts", Message(new OddRunner(-3, static (_, _, _) => { })), StringComparison.Ordinal);

        string Message(IPartRunner runner) => Assert.Throws<InvalidOperationException>(() => Floor.TrySettle(network, report, out _, out _, runner)).Message;
    }

    private sealed class OddRunner(int parts, Action<int, int, Action<int>> run) : IPartRunner
    {
        public int Runs { get; private set; }

        public int Parts => parts;

        public void Run(Action<int> part)
        {
            for (int number = 0; number < parts; number++)
            {
                run(Runs, number, part);
            }

            Runs++;
        }
    }

    [Fact]
    public void AModelOfOnesOwn_isSettledTheOrdinaryWay()
    {
        JsonSerializerOptions options = new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
        PolicyTypes types = PolicyTypes.Default.With("timeless", (JsonTypeInfo<TimelessReputation>)options.GetTypeInfo(typeof(TimelessReputation)));
        Mechanism mechanism = Mechanism.FromPolicy(Floor.Policy with { Reputation = new ReputationPolicy(new TimelessReputation()) }, types);
        Assert.Equal(20, LargeNetwork.Of(mechanism, Opened(20, mechanism)).Awake);
        foreach (Law law in LargeNetworkLaws.For(mechanism))
        {
            law.Check(3);
        }
    }

    private static NetworkState Opened(int participants, Mechanism? mechanism = null) =>
        (mechanism ?? Floor).Open(Epoch.Zero, Enumerable.Range(0, participants).Select(static number => KeyValuePair.Create(Name(number), Amount.Of(10_000)))).State;

    private static ParticipantId Name(int number) => ParticipantId.Of($"p{number:00000}");

    /// <summary>A model that never ages what is remembered, and states it as of its first epoch for ever.</summary>
    private sealed record TimelessReputation : IReputationModel
    {
        private static readonly BetaReputation Beta = new();

        [JsonIgnore]
        public ReputationPromises Promises => ReputationPromises.None;

        [JsonIgnore]
        public ReputationLimits Limits => Beta.Limits;

        [JsonIgnore]
        public ConductKinds Reads => Beta.Reads;

        public ReputationRecord Newcomer(Epoch now) => Beta.Newcomer(now);

        public ReputationRecord Age(in ReputationRecord record, Epoch now) => record;

        public ReputationRecord Add(in ReputationRecord record, in Conduct conduct) => Beta.Add(record, conduct with { Epoch = record.AsOf });

        public Proportion Read(in ReputationRecord record) => Beta.Read(record);

        public Proportion ReadTrack(in ReputationRecord record, ConductKind kind) => Beta.ReadTrack(record, kind);
    }
}
