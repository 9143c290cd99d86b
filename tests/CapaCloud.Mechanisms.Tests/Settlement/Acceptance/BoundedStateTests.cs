using System.Collections.Immutable;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Tests.Settlement.Acceptance;

/// <summary>What is remembered is bounded by the policy's windows; what one participant can make everybody compute is linear.</summary>
public sealed class BoundedStateTests
{
    [Fact]
    public void State_overThousandsOfEpochs_staysWithinTheWindows()
    {
        Mechanism mechanism = Mechanism.Create(build => build
            .Stake(stake => stake.UnbondingPeriod(EpochSpan.Of(3)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(1)).WithGrace(1), offence => offence with { RepetitionWindow = EpochSpan.Of(4), CircuitBreaker = Proportion.Percent(90) })
            .Slash(Offence.Downtime, SlashingCurve.Correlated(Ratio.Of(1)), offence => offence with { CorrelationWindow = EpochSpan.Of(2) }));
        NetworkState state = Trial.Open(mechanism, (Trial.Alice, 1_000_000), (Trial.Bob, 100_000_000));
        for (int epoch = 0; epoch < 3_000; epoch++)
        {
            state = mechanism.Deposit(state, Trial.Alice, Amount.Of(20_000)).State;
            state = mechanism.Unbond(state, Trial.Alice, Amount.Of(10)).State;
            state = mechanism.Withdraw(state, Trial.Alice).State;
            state = mechanism.Settle(state, new EpochReport
            {
                Epoch = state.Epoch,
                Participants = [Trial.AbsentRow(Trial.Alice)],
                Verdicts = [Trial.Wrong(Trial.Alice, $"w{epoch}", state.Epoch), Trial.Right(Trial.Alice, $"r{epoch}", state.Epoch)],
            }).After;
            ParticipantState alice = state.StateOf(Trial.Alice);

            // memory = liability 3 + window 4; two faults an epoch; a passed audit for as long as its epoch is liable.
            Assert.InRange(alice.Cases.Length, 0, 2 * 8);
            Assert.InRange(alice.PassedAudits.Length, 0, 3);
            Assert.InRange(alice.Stake.Tranches.Length, 0, 10);
            Assert.InRange(state.Stakes.Length, 0, 8);
            Assert.Single(state.Liability);
        }

        Assert.Empty(StateValidator.Validate(state));
    }

    [Fact]
    public void Departed_areForgotten_absenteesToo_butNotWhoGainsByIt()
    {
        Mechanism mechanism = Mechanism.Create(build => build
            .Stake(stake => stake.UnbondingPeriod(EpochSpan.Of(3)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(10)))
            .Slash(Offence.Downtime, SlashingCurve.Constant(Proportion.Percent(10)).After(EpochSpan.Of(2))));
        ParticipantId[] many = [.. Enumerable.Range(0, 600).Select(number => ParticipantId.Of($"n{number:D3}"))];
        NetworkState state = Trial.Open(mechanism, [.. many.Select(name => (name, 1_000UL)), (Trial.Bob, 1_000UL)]);
        state = Trial.Settle(mechanism, state, report => report with
        {
            Participants = [.. many.Take(300).Select(Trial.AbsentRow)],
            Verdicts = [.. many.Skip(200).Take(200).Select(name => Trial.Right(name, "t", Epoch.Zero)), Trial.Wrong(many[^1], "t", Epoch.Zero)],
        }).After;
        foreach (ParticipantId name in many)
        {
            state = mechanism.Unbond(state, name, state.StateOf(name).Stake.Bonded).State;
        }

        state = Trial.Idle(mechanism, state, 4);
        foreach (ParticipantId name in many)
        {
            state = mechanism.Withdraw(state, name).State;
        }

        state = Trial.Idle(mechanism, state, 6);
        Assert.Equal([Trial.Bob, many[^1]], state.Participants.Select(one => one.Participant));
    }

    [Fact]
    public void ThousandsOfAccusationsOfOne_accusedAppealedAndRuled_areLinear()
    {
        Mechanism mechanism = Mechanism.Create(build => build.Slash(
            Offence.Equivocation, SlashingCurve.Constant(Proportion.FromParts(1)).EscalatingBy(2).Capped(Proportion.One), offence => offence with { AppealWindow = EpochSpan.Of(5) }));
        long[] small = Work(mechanism, 1_000), large = Work(mechanism, 4_000);
        for (int stage = 0; stage < small.Length; stage++)
        {
            Assert.True(large[stage] < 7 * small[stage], $"Stage {stage}: {small[stage]} bytes for 1,000 accusations, {large[stage]} for 4,000.");
        }
    }

    /// <summary>Absences of thousands of epochs, all brought at once.</summary>
    [Fact]
    public void ThousandsOfAbsencesAtOnce_areLinear()
    {
        Mechanism mechanism = Mechanism.Create(build => build
            .Stake(stake => stake.UnbondingPeriod(EpochSpan.Of(5_000)))
            .Slash(Offence.Downtime, SlashingCurve.Constant(Proportion.Percent(1)).After(EpochSpan.Of(3_000))));
        NetworkState state = mechanism.Open(Epoch.Of(4_000), [KeyValuePair.Create(Trial.Alice, Amount.Of(1_000))]).State;
        long[] bytes = [.. new[] { 500, 2_000 }.Select(count => Bytes(() => mechanism.Settle(state, new EpochReport
        {
            Epoch = state.Epoch,
            Evidence = [.. Enumerable.Range(0, count).Select(past => Trial.Absence(Trial.Alice, Epoch.Of(4_000UL - (ulong)past)))],
        })))];
        Assert.True(bytes[1] < 7 * bytes[0], $"{bytes[0]} bytes for 500 absences, {bytes[1]} for 2,000.");
    }

    /// <summary>One row with 32,000 causes stops nobody, and excuses nothing: all of its duties are missed.</summary>
    [Fact]
    public void ThirtyTwoThousandCauses_excuseNothing_andStopNobody()
    {
        Mechanism mechanism = Mechanism.Create(build => build
            .Name("causes").Excuse("c7").Slash(Offence.Downtime, SlashingCurve.Linear(Proportion.One)).Reward(reward => reward.IssuePerEpoch(100)));
        EpochReport report = new()
        {
            Epoch = Epoch.Zero,
            Participants =
            [
                new ParticipantReport { Participant = Trial.Alice, DutiesDue = 32_000, Missed = [.. Enumerable.Range(0, 32_000).Select(number => new MissedDuties($"c{number}", 1))] },
                new ParticipantReport { Participant = Trial.Bob, Work = 1 },
            ],
        };
        EpochSettlement settled = mechanism.Settle(Trial.Open(mechanism, (Trial.Alice, 1_000), (Trial.Bob, 1_000)), report);
        Assert.Equal(Amount.Of(1_000), settled.OutcomeOf(Trial.Alice).Slashed);
        Assert.Equal(Amount.Of(100), settled.OutcomeOf(Trial.Bob).Reward);
        Assert.Contains("names more than 64 causes; all of its missed duties count, and none is excused", Assert.Single(settled.SetAside).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownNames_areSetAside_inLinearWork_andStopNobody()
    {
        Mechanism mechanism = Mechanism.Create(build => build.Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Half)));
        NetworkState state = Trial.Open(mechanism, (Trial.Alice, 1_000));
        EpochReport few = Strangers(10_000), many = Strangers(100_000);
        EpochSettlement? settled = null;
        long small = Bytes(() => mechanism.Settle(state, few)), large = Bytes(() => settled = mechanism.Settle(state, many));
        Assert.Equal(200_000, settled!.SetAside.Length);
        Assert.Equal(Amount.Of(500), settled.OutcomeOf(Trial.Alice).Slashed);
        Assert.True(large < 15 * small, $"{small} bytes for 10,000 strangers, {large} for 100,000.");

        static EpochReport Strangers(int count) => new()
        {
            Epoch = Epoch.Zero,
            Participants = [.. Enumerable.Range(0, count).Select(number => new ParticipantReport { Participant = ParticipantId.Of($"s{number}"), Work = 1 })],
            Verdicts = [.. Enumerable.Range(0, count).Select(number => Trial.Wrong(ParticipantId.Of($"s{number}"), "t", Epoch.Zero)), Trial.Wrong(Trial.Alice, "t", Epoch.Zero)],
        };
    }

    private static long[] Work(Mechanism mechanism, int count)
    {
        NetworkState state = Trial.Open(mechanism, (Trial.Alice, 1_000_000));
        Evidence[] evidence = [.. Enumerable.Range(1, count).Select(number => new Evidence
        {
            Offence = Offence.Equivocation,
            Offender = Trial.Alice,
            Subject = Trial.Number(number),
            Severity = Proportion.One,
        })];
        List<long> bytes = [];
        Add(new EpochReport { Epoch = Epoch.Zero, Evidence = [.. evidence] });
        Add(new EpochReport { Epoch = Epoch.Of(1), Appeals = [.. evidence.Select(one => new Appeal(Trial.Alice, one.Key))] });
        Add(new EpochReport { Epoch = Epoch.Of(2), Rulings = [.. evidence.Select(one => new Ruling(Trial.Alice, one.Key, RulingOutcome.Confirmed))] });
        Assert.All(state.StateOf(Trial.Alice).Cases, item => Assert.Equal(CaseStatus.Charged, item.Status));
        return [.. bytes];

        void Add(EpochReport report) => bytes.Add(Bytes(() => state = mechanism.Settle(state, report).After));
    }

    private static long Bytes(Action act)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        act();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>The memory of one old fault fades to a few parts of 10^18 and stays there: it is no reason to remember who left.</summary>
    [Theory]
    [InlineData(30UL)]
    [InlineData(2UL)]
    public void WhoLeftAfterOneFault_isForgotten(ulong halfLife)
    {
        Mechanism mechanism = Mechanism.Create(build => build
            .Stake(stake => stake.UnbondingPeriod(EpochSpan.Of(2)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(10)))
            .Reputation(new BetaReputation { HalfLife = EpochSpan.Of(halfLife) }));
        NetworkState state = Trial.Settle(mechanism, Trial.Open(mechanism, (Trial.Alice, 1_000), (Trial.Bob, 1_000)), report => report with
        {
            Verdicts = [Trial.Wrong(Trial.Alice, "t", Epoch.Zero)],
        }).After;
        state = mechanism.Unbond(state, Trial.Alice, Amount.Of(900)).State;
        state = mechanism.Withdraw(Trial.Idle(mechanism, state, 3), Trial.Alice).State;
        state = Trial.Idle(mechanism, state, (int)(halfLife * 62));
        Assert.False(state.TryGetState(Trial.Alice, out _));
    }
}
