using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Tests.Settlement;

/// <summary>The epoch of a network as one run keeps it in columns, beside the steps that settle each participant alone: the same outcomes, the same postings, the same state.</summary>
public sealed class SettledColumnsTests
{
    private static readonly Mechanism Floor = Mechanism.Create(build =>
    {
        SmallNetwork.Compose(build);
        build.Reward(reward => reward.SplitByFloor());
    });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void WhatARunKeeps_isWhatTheStepsGive(int seed)
    {
        Random random = new(seed);
        NetworkState state = Floor.Open(Epoch.Zero, Enumerable.Range(0, 150).Select(number => KeyValuePair.Create(Name(number), Amount.Of((UInt128)random.Next(1_000, 90_000))))).State;
        for (ulong epoch = 0; epoch < 5; epoch++)
        {
            for (int move = 0; move < 20; move++)
            {
                ParticipantId who = Name(random.Next(300));
                state = Floor.Deposit(state, who, Amount.Of(2_000)).State;
                state = random.Next(3) == 0 ? Floor.Unbond(state, who, state.StateOf(who).Stake.Bonded).State : state;
            }

            EpochReport report = ReportOf(state, random);
            EpochSettlement settled = Floor.Settle(state, report);
            ParticipantId one = state.Participants[random.Next(state.Participants.Length)].Participant;
            ParticipantOutcome alone = settled.OutcomeOf(one);
            string text = settled.ToString();
            Assert.Equal(alone, settled.Outcomes[state.Participants.Select(static item => item.Participant).ToList().IndexOf(one)]);
            Assert.Equal(text, settled.ToString());
            AssertIsByTheSteps(settled);
            state = settled.After;
        }
    }

    [Fact]
    public void APostingOrAnOutcome_isMadeOnce()
    {
        NetworkState state = SmallNetwork.Open();
        EpochSettlement settled = SmallNetwork.Mechanism.Settle(state, SmallNetwork.Epoch0(SmallNetwork.Report(SmallNetwork.Alice)));
        Assert.True(settled.Postings == settled.Postings);
        Assert.True(settled.Outcomes == settled.Outcomes);
        Assert.Equal([], (settled with { Postings = [] }).Postings);
        Assert.Equal([], (settled with { Outcomes = default }).Outcomes);
    }

    /// <summary>What a whole epoch allocates for each participant, nobody having a case. A figure here is a limit, not a measurement: benchmarks print those.</summary>
    [Fact]
    public void AQuietEpoch_allocatesWhatTheNewRecordsNeed()
    {
        const int Participants = 5_000;
        NetworkState state = Floor.Open(Epoch.Zero, Enumerable.Range(0, Participants).Select(static number => KeyValuePair.Create(Name(number), Amount.Of(10_000)))).State;
        EpochReport report = new() { Epoch = Epoch.Zero, Payments = Amount.Of(1_000_000), Participants = [.. state.Participants.Select(static one => SmallNetwork.Report(one.Participant))] };
        Assert.InRange(Allocation.Least(() => Floor.Settle(state, report)) / Participants, 192, 700);
        EpochSettlement settled = Floor.Settle(state, report);
        ParticipantId middle = Name(Participants / 2);
        Assert.InRange(Allocation.Least(() => settled.OutcomeOf(middle)), 0, 0);
        Assert.InRange(Allocation.Least(() => Floor.Explain(settled, middle)), 1, 16 * 1_024);
    }

    private static ParticipantId Name(int number) => ParticipantId.Of($"p{number:00000}");

    private static EpochReport ReportOf(NetworkState state, Random random) => new()
    {
        Epoch = state.Epoch,
        Payments = Amount.Of((UInt128)random.Next(1_000_000)),
        Participants =
        [
            .. state.Participants.Where(_ => random.Next(10) > 0).Select(one => SmallNetwork.Report(
                one.Participant, (ulong)random.Next(100), 100, random.Next(8) == 0 ? [new MissedDuties("disk", (ulong)random.Next(1, 100))] : [])),
        ],
        Verdicts =
        [
            .. state.Participants.Where(_ => random.Next(8) == 0).Select(one => random.Next(4) == 0
                ? SmallNetwork.Incorrect(one.Participant, $"t{random.Next(3)}", state.Epoch.Number)
                : SmallNetwork.Correct(one.Participant, $"t{random.Next(3)}", state.Epoch.Number)),
        ],
    };

    private static void AssertIsByTheSteps(EpochSettlement settled)
    {
        NetworkState before = settled.Before;
        EpochIntake intake = Floor.Intake(before, settled.Report);
        FaultTotalsBuilder faults = Floor.CreateFaultTotals(before);
        for (int index = 0; index < before.Participants.Length; index++)
        {
            Floor.Tally(before.Participants.ItemRef(index), intake.Inputs[index], default, faults);
        }

        FaultClimate climate = Floor.Climate(before, default, faults.ToTotals());
        EpochTotalsBuilder totals = Mechanism.CreateTotals();
        for (int index = 0; index < before.Participants.Length; index++)
        {
            Floor.Assess(before.Participants.ItemRef(index), intake.Inputs[index], climate, totals);
        }

        EpochTerms terms = Floor.Terms(before, climate, totals.ToTotals(), settled.Report.Payments);
        List<Posting> own = [];
        List<ParticipantOutcome> outcomes = [];
        for (int index = 0; index < before.Participants.Length; index++)
        {
            outcomes.Add(Floor.SettleParticipant(before.Participants.ItemRef(index), intake.Inputs[index], terms, own));
        }

        List<Posting> all = [.. Mechanism.NetworkPostings(terms, outcomes.Aggregate(Amount.Zero, static (sum, outcome) => sum + outcome.Reward)), .. own];
        Assert.Equal(outcomes, settled.Outcomes);
        Assert.Equal(all, settled.Postings);
        Assert.Equal(Floor.Close(before, terms, outcomes, all), settled.After);
    }
}
