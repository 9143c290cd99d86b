using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.Settlement.Acceptance;

/// <summary>A wrong result and one that was never shown are one fault of one task: what closed it under one name closes it under the other. One act counts once, whatever is written on it.</summary>
public sealed class OneFaultTwoNamesTests
{
    private static readonly ParticipantId[] Names = [.. Enumerable.Range(0, 10).Select(number => ParticipantId.Of($"n{number}"))];

    private static readonly TaskId Task = TaskId.Of("t");

    /// <summary>Seven of ten are wrong, and the breaker opens at 60 %: nobody pays, in this report or in the next, under this name or the other.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Spared_underOneName_isSparedUnderTheOther(bool isTogether)
    {
        Mechanism network = Network(breaker: Proportion.Percent(60));
        NetworkState state = Open(network);
        Evidence[] wrong = [.. Names[..7].Select(name => Result(Offence.IncorrectResult, name))], silent = [.. Names[..7].Select(name => Result(Offence.UnrevealedResult, name, Names[9]))];
        EpochSettlement first = network.Settle(state, new EpochReport { Epoch = state.Epoch, Evidence = [.. wrong, .. isTogether ? silent : []] });
        EpochSettlement second = network.Settle(first.After, new EpochReport { Epoch = first.After.Epoch, Evidence = [.. silent, .. wrong] });
        Assert.All(Names, name => Assert.Equal(Amount.Zero, first.OutcomeOf(name).Slashed + second.OutcomeOf(name).Slashed));
        Assert.DoesNotContain(first.Postings.Concat(second.Postings), posting => posting.Reason == PostingReason.Bounty);
        Assert.All(second.SetAside, item => Assert.Equal(SetAsideReason.AlreadySuspended, item.Reason));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Overturned_underOneName_isOverturnedUnderTheOther(bool isTogether)
    {
        Mechanism network = Network(appeals: EpochSpan.Of(3));
        NetworkState state = network.Settle(Open(network), new EpochReport { Epoch = Epoch.Zero, Evidence = [Result(Offence.IncorrectResult, Names[0])] }).After;
        Ruling cleared = new(Names[0], state.StateOf(Names[0]).Cases.Single().Key, RulingOutcome.Overturned);
        Evidence other = Result(Offence.UnrevealedResult, Names[0]);
        EpochSettlement ruled = network.Settle(state, new EpochReport { Epoch = state.Epoch, Rulings = [cleared], Evidence = isTogether ? [other] : [] });
        EpochSettlement again = network.Settle(ruled.After, new EpochReport { Epoch = ruled.After.Epoch, Evidence = [other] });
        Assert.Equal(SetAsideReason.AlreadyOverturned, again.SetAside.Single().Reason);
        Assert.Equal(isTogether ? 1 : 0, ruled.SetAside.Length);
        for (NetworkState later = again.After; later.Epoch < Epoch.Of(8);)
        {
            EpochSettlement next = network.Settle(later, new EpochReport { Epoch = later.Epoch });
            Assert.Equal(Amount.Zero, next.OutcomeOf(Names[0]).Slashed);
            later = next.After;
        }
    }

    [Fact]
    public void Equivocation_underManyTasks_costsOnce_andWithoutItsProofNothing()
    {
        Mechanism network = Network();
        Evidence proof = new() { Offence = Offence.Equivocation, Offender = Names[0], Severity = Proportion.One, Subject = ResultHash.OfChoice(7), Reporter = Names[1] };
        Evidence[] copies = [proof, .. Enumerable.Range(1, 4).Select(number => proof with { Task = TaskId.Of($"t{number}") })];
        EpochSettlement settled = network.Settle(Open(network), new EpochReport { Epoch = Epoch.Zero, Evidence = [.. copies, .. copies.Skip(1).Select(copy => copy with { Subject = default })] });
        Assert.Equal((Amount.Of(100), Amount.Of(50)), (settled.OutcomeOf(Names[0]).Slashed, settled.OutcomeOf(Names[0]).Bounties));
        Assert.Equal(4, settled.SetAside.Count(item => item.Reason == SetAsideReason.Duplicate));
        Assert.Equal(4, settled.SetAside.Count(item => item.Reason == SetAsideReason.Incomplete));
    }

    /// <summary>A fault of a time at which nothing stood costs nothing: neither stake, nor the reward, nor freedom, however often it is made dearer.</summary>
    [Fact]
    public void Fault_thatCostsNothing_jailsNobody_andForfeitsNothing()
    {
        Mechanism network = Mechanism.Create(build => build
            .Stake(stake => stake.MinimumBond(10).UnbondingPeriod(EpochSpan.Of(20)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Linear(Proportion.Percent(10)), offence => offence with { Jail = EpochSpan.Of(3), ForfeitsReward = true })
            .Reward(reward => reward.IssuePerEpoch(1_000)));
        NetworkState state = network.Open(Epoch.Zero, [KeyValuePair.Create(Names[1], Amount.Of(1_000))]).State;
        while (state.Epoch < Epoch.Of(3))
        {
            state = network.Settle(state, new EpochReport { Epoch = state.Epoch }).After;
        }

        state = network.Deposit(state, Names[0], Amount.Of(1_000)).State;
        for (uint percent = 1; percent <= 8; percent++)
        {
            EpochSettlement settled = network.Settle(state, new EpochReport
            {
                Epoch = state.Epoch,
                Participants = [new ParticipantReport { Participant = Names[0], Work = 10 }],
                Evidence = [Result(Offence.IncorrectResult, Names[0]) with { Severity = Proportion.Percent(percent), FaultEpoch = Epoch.Zero }],
            });
            Assert.True(settled.OutcomeOf(Names[0]).Reward >= Amount.Of(1_000));
            Assert.Equal(Amount.Zero, settled.OutcomeOf(Names[0]).Slashed);
            Assert.True(settled.After.StateOf(Names[0]).JailedUntil <= settled.After.Epoch);
            state = settled.After;
        }
    }

    /// <summary>One task, judged wrong in every epoch under that epoch: it costs once, as long as it goes on.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void Task_judgedInEveryEpoch_costsOnce(ulong window)
    {
        Mechanism network = Mechanism.Create(build => build
            .Stake(stake => stake.MinimumBond(10).UnbondingPeriod(EpochSpan.Of(window)).LiabilityWindow(EpochSpan.Of(window)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(10))));
        NetworkState state = Open(network);
        Amount lost = Amount.Zero;
        for (int epoch = 0; epoch < 40; epoch++)
        {
            EpochSettlement settled = network.Settle(state, new EpochReport { Epoch = state.Epoch, Verdicts = [Verdict.Because(Names[0], Task, state.Epoch, VerdictReason.ContradictsAccepted)] });
            lost += settled.OutcomeOf(Names[0]).Slashed;
            state = settled.After;
            Assert.True((ulong)state.StateOf(Names[0]).Cases.Length <= window + 2);
            Assert.Empty(state.Inconsistencies());
        }

        Assert.Equal(Amount.Of(100), lost);
    }

    private static Mechanism Network(Proportion? breaker = null, EpochSpan appeals = default) => Mechanism.Create(build => build
        .Stake(stake => stake.MinimumBond(10).UnbondingPeriod(EpochSpan.Of(9)))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(10)), offence => offence with { CircuitBreaker = breaker, AppealWindow = appeals })
        .Slash(Offence.UnrevealedResult, SlashingCurve.Constant(Proportion.Percent(20)))
        .Slash(Offence.Equivocation, SlashingCurve.Constant(Proportion.Percent(10)))
        .DividePenalties(bounty: Proportion.Half));

    private static NetworkState Open(Mechanism network) => network.Open(Epoch.Zero, Names.Select(name => KeyValuePair.Create(name, Amount.Of(1_000)))).State;

    private static Evidence Result(Offence offence, ParticipantId offender, ParticipantId reporter = default) =>
        new() { Offence = offence, Offender = offender, Task = Task, Severity = Proportion.One, Reporter = reporter };
}
