using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Tests.Settlement.Acceptance;

/// <summary>What was done counts once: whoever says so, when, through which door, and under which epoch.</summary>
public sealed class CountedOnceTests
{
    private static readonly Mechanism Tenth = Mechanism.Create(build => build
        .Slash(Offence.IncorrectResult, SlashingCurve.Linear(Proportion.Percent(10)))
        .Slash(Offence.Downtime, SlashingCurve.Linear(Proportion.Percent(10))));

    [Fact]
    public void PassedAudit_inTwentyReports_liftsTheScoreOnce()
    {
        NetworkState state = Trial.Open(Tenth, (Trial.Alice, 1_000));
        NetworkState once = Trial.Idle(Tenth, Pass(state, Epoch.Zero), 19), often = state;
        for (int epoch = 0; epoch < 20; epoch++)
        {
            often = Pass(often, often.Epoch);
        }

        Assert.Equal(Score(once), Score(often));
    }

    /// <summary>Counted at the end of its window, and then, once the window has moved on, under the next epoch, and the next.</summary>
    [Fact]
    public void PassedAudit_underEveryEpochOfItsWindow_liftsTheScoreOnce()
    {
        NetworkState state = Trial.Idle(Tenth, Trial.Open(Tenth, (Trial.Alice, 1_000)), 20);
        NetworkState once = Pass(state, Epoch.Zero), often = once;
        for (ulong epoch = 1; epoch <= 20; epoch++)
        {
            often = Pass(often, Epoch.Of(epoch));
            once = Trial.Idle(Tenth, once, 1);
        }

        Assert.Equal(Score(once), Score(often));
    }

    [Fact]
    public void WrongResult_underEveryEpochOfItsWindow_costsOnce()
    {
        NetworkState state = Trial.Idle(Tenth, Trial.Open(Tenth, (Trial.Alice, 1_000)), 20);
        Amount lost = Amount.Zero;
        for (ulong epoch = 0; epoch <= 20; epoch++)
        {
            EpochSettlement settled = Trial.Settle(Tenth, state, report => report with { Verdicts = [Trial.Wrong(Trial.Alice, "t", Epoch.Of(epoch))] });
            lost += settled.OutcomeOf(Trial.Alice).Slashed;
            state = settled.After;
        }

        Assert.Equal(Amount.Of(100), lost);
    }

    /// <summary>An absence is an epoch. Naming tasks or subjects makes no further ones of it.</summary>
    [Fact]
    public void Absence_underManyTasksAndSubjects_costsOnce()
    {
        Evidence absence = Trial.Absence(Trial.Alice, Epoch.Zero);
        EpochSettlement settled = Trial.Settle(Tenth, Trial.Open(Tenth, (Trial.Alice, 1_000)), report => report with
        {
            Participants = [Trial.AbsentRow(Trial.Alice)],
            Evidence =
            [
                absence,
                .. Enumerable.Range(1, 50).Select(number => absence with { Task = TaskId.Of($"t{number}") }),
                .. Enumerable.Range(1, 50).Select(number => absence with { Subject = Trial.Number(number) }),
            ],
        });
        Assert.Equal(Amount.Of(100), settled.OutcomeOf(Trial.Alice).Slashed);
    }

    [Theory]
    [InlineData("the same report")]
    [InlineData("an earlier report")]
    [InlineData("a wrong epoch")]
    public void Accomplice_whoReportsTheFaultAsATinyOne_shieldsNobody(string how)
    {
        ParticipantId accomplice = ParticipantId.Of("zoe");
        NetworkState state = Trial.Open(Tenth, (Trial.Bob, 1_000), (accomplice, 1_000));
        state = Trial.Idle(Tenth, state, 3);
        state = Tenth.Deposit(state, Trial.Alice, Amount.Of(1_000)).State;
        Evidence tiny = how == "a wrong epoch"
            ? Trial.WrongEvidence(Trial.Alice, "t", Epoch.Of(1), Proportion.One, accomplice)
            : Trial.WrongEvidence(Trial.Alice, "t", state.Epoch, Proportion.FromParts(1), accomplice);
        Evidence zero = tiny with { Severity = Proportion.Zero };
        Evidence truth = Trial.WrongEvidence(Trial.Alice, "t", state.Epoch, Proportion.One, Trial.Bob);
        Amount lost = Amount.Zero;
        if (how == "the same report")
        {
            EpochSettlement both = Trial.Settle(Tenth, state, report => report with { Evidence = [tiny, zero, truth] });
            lost = both.OutcomeOf(Trial.Alice).Slashed;
            Assert.Contains(both.SetAside, item => item.Reason == SetAsideReason.NoSeverity);
        }
        else
        {
            EpochSettlement first = Trial.Settle(Tenth, state, report => report with { Evidence = [zero, tiny] });
            EpochSettlement second = Trial.Settle(Tenth, first.After, report => report with { Evidence = [truth] });
            lost = first.OutcomeOf(Trial.Alice).Slashed + second.OutcomeOf(Trial.Alice).Slashed;
        }

        Assert.Equal(Amount.Of(100), lost);
    }

    /// <summary>A model that reads presence falls alike, whether a row or evidence tells of the absence; a model that reads proven faults does not fall at all.</summary>
    [Theory]
    [InlineData(ConductKinds.Presence)]
    [InlineData(ConductKinds.Proven)]
    public void Absence_throughEitherDoor_scoresAlike(ConductKinds reads)
    {
        Mechanism mechanism = Mechanism.Create(build => build
            .Slash(Offence.Downtime, SlashingCurve.Constant(Proportion.Percent(10)))
            .Reputation(new BetaReputation { Reads = reads }));
        NetworkState state = Trial.Open(mechanism, (Trial.Alice, 1_000));
        NetworkState row = Trial.Settle(mechanism, state, report => report with { Participants = [Trial.AbsentRow(Trial.Alice)] }).After;
        NetworkState evidence = Trial.Settle(mechanism, state, report => report with { Evidence = [Trial.Absence(Trial.Alice, Epoch.Zero)] }).After;
        NetworkState both = Trial.Settle(mechanism, state, report => report with { Participants = [Trial.AbsentRow(Trial.Alice)], Evidence = [Trial.Absence(Trial.Alice, Epoch.Zero)] }).After;
        NetworkState late = Trial.Settle(mechanism, Trial.Idle(mechanism, state, 1), report => report with { Evidence = [Trial.Absence(Trial.Alice, Epoch.Zero)] }).After;

        Proportion score = mechanism.ScoreOf(row.StateOf(Trial.Alice), Epoch.Of(1));
        Assert.Equal(reads == ConductKinds.Proven, score == Proportion.Half);
        Assert.Equal(score, mechanism.ScoreOf(evidence.StateOf(Trial.Alice), Epoch.Of(1)));
        Assert.Equal(score, mechanism.ScoreOf(both.StateOf(Trial.Alice), Epoch.Of(1)));
        Assert.Equal(reads == ConductKinds.Proven, mechanism.ScoreOf(late.StateOf(Trial.Alice), Epoch.Of(1)) == Proportion.Half);
    }

    [Theory]
    [InlineData("rows", 344UL)]
    [InlineData("evidence in its epoch", 344UL)]
    [InlineData("evidence an epoch later", 370UL)]
    [InlineData("evidence an epoch later, the last by its row", 370UL)]
    [InlineData("evidence of all epochs at once", 400UL)]
    public void After_absenceThatLasts_costsThroughEveryDoor_fromTheThirdEpochOn(string door, ulong cost)
    {
        Mechanism mechanism = Mechanism.Create(build => build.Slash(Offence.Downtime, SlashingCurve.Constant(Proportion.Percent(10)).After(EpochSpan.Of(2))));
        NetworkState state = Trial.Open(mechanism, (Trial.Alice, 1_000));
        Amount lost = Amount.Zero;
        for (ulong epoch = 0; epoch < 7; epoch++)
        {
            EpochSettlement settled = Trial.Settle(mechanism, state, report => door switch
            {
                "rows" when epoch < 6 => report with { Participants = [Trial.AbsentRow(Trial.Alice)] },
                "evidence in its epoch" when epoch < 6 => report with { Evidence = [Trial.Absence(Trial.Alice, report.Epoch)] },
                "evidence an epoch later" when epoch > 0 => report with { Evidence = [Trial.Absence(Trial.Alice, Epoch.Of(epoch - 1))] },
                "evidence an epoch later, the last by its row" when epoch is > 0 and < 6 => report with
                {
                    Evidence = [Trial.Absence(Trial.Alice, Epoch.Of(epoch - 1))],
                    Participants = epoch == 5 ? [Trial.AbsentRow(Trial.Alice)] : [],
                },
                "evidence of all epochs at once" when epoch == 6 => report with { Evidence = [.. Enumerable.Range(0, 6).Select(past => Trial.Absence(Trial.Alice, Epoch.Of((ulong)past)))] },
                _ => report,
            });
            lost += settled.OutcomeOf(Trial.Alice).Slashed;
            state = settled.After;
        }

        // 100 + 90 + 81 + 73 in time. Later, more stood in the epoch of each: 100 + 100 + 90 + 80, and four times 100 when all come at once.
        Assert.Equal(Amount.Of(cost), lost);
    }

    [Fact]
    public void Absence_forfeitsTheRewardWhereThePolicySaysSo()
    {
        Mechanism mechanism = Mechanism.Create(build => build.Slash(
            Offence.Downtime, SlashingCurve.Constant(Proportion.Percent(10)), offence => offence with { ForfeitsReward = true }));
        EpochSettlement settled = Trial.Settle(mechanism, Trial.Open(mechanism, (Trial.Alice, 1_000), (Trial.Bob, 1_000)), report => report with
        {
            Payments = Amount.Of(100),
            Participants = [Trial.AbsentRow(Trial.Alice) with { Work = 1 }, new() { Participant = Trial.Bob, Work = 1 }],
        });
        Assert.Equal((Amount.Zero, Amount.Of(50)), (settled.OutcomeOf(Trial.Alice).Reward, settled.OutcomeOf(Trial.Bob).Reward));
    }

    [Fact]
    public void TwoHonestReporters_ofOneFault_shareTheBounty_andNothingHalts()
    {
        Mechanism mechanism = Mechanism.Create(build => build
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(10)))
            .DividePenalties(bounty: Proportion.Percent(51)));
        ParticipantId carol = ParticipantId.Of("carol");
        EpochSettlement settled = Trial.Settle(mechanism, Trial.Open(mechanism, (Trial.Alice, 1_000), (Trial.Bob, 1_000), (carol, 1_000)), report => report with
        {
            Evidence =
            [
                Trial.WrongEvidence(Trial.Alice, "t", Epoch.Zero, Proportion.One, Trial.Bob),
                Trial.WrongEvidence(Trial.Alice, "t", Epoch.Zero, Proportion.One, carol),
            ],
        });
        Assert.Empty(settled.SetAside);
        Assert.Equal((Amount.Of(25), Amount.Of(25)), (Trial.ToWallet(Trial.Bob, settled), Trial.ToWallet(carol, settled)));
        Assert.Equal(Amount.Of(50), settled.After.Books.Burned);
    }

    private static NetworkState Pass(NetworkState state, Epoch epoch) =>
        Trial.Settle(Tenth, state, report => report with { Verdicts = [Trial.Right(Trial.Alice, "t", epoch)] }).After;

    private static Proportion Score(NetworkState state) => Tenth.ScoreOf(state.StateOf(Trial.Alice), state.Epoch);
}
