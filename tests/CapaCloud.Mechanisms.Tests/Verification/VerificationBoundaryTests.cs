using CapaCloud.Mechanisms.Tests.Settlement;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.Verification;

/// <summary>The value exactly on each boundary, found by breaking every comparison by hand and seeing nothing fail.</summary>
public sealed class VerificationBoundaryTests
{
    private static readonly ParticipantId Alice = ParticipantId.Of("alice");
    private static readonly ParticipantId Bob = ParticipantId.Of("bob");
    private static readonly TaskId Task = TaskId.Of("job");
    private static readonly CommitmentWindow Window = CommitmentWindow.Closing(Epoch.Of(5), 10);
    private static readonly Digest Result = ResultHash.OfChoice(1);

    [Fact]
    public void SelectAudits_strangerTwice_isNamedForBothInTheOrderOfFlaws()
    {
        CommitmentWindow window = SmallNetwork.Mechanism.Policy.Verification.Schedule.WindowOf(Epoch.Zero);
        Commitment stranger = Commitment.Of(ParticipantId.Of("stranger"), Task, window, Result, default);
        SelectedAudits selected = SmallNetwork.Mechanism.SelectAudits(SmallNetwork.Open(), [stranger, stranger], new Beacon(window.DrawRound, default));
        Assert.Equal([CommitmentFlaw.UnknownAuthor, CommitmentFlaw.Repeated], selected.SetAside.Select(item => item.Flaw));
    }

    [Fact]
    public void SelectAudits_rate_isThatOfTheScore()
    {
        Mechanism mechanism = SmallNetwork.Mechanism;
        NetworkState state = SmallNetwork.Open();
        CommitmentWindow window = mechanism.Policy.Verification.Schedule.WindowOf(Epoch.Zero);
        Commitment[] commitments = [.. Enumerable.Range(0, 100).Select(number => Commitment.Of(Alice, TaskId.Of($"t{number}"), window, Result, default))];
        SelectedAudits selected = mechanism.SelectAudits(state, commitments, new Beacon(window.DrawRound, Result));
        Proportion score = mechanism.ScoreOf(state.StateOf(Alice), state.Epoch);
        Assert.False(score.IsZero);
        Assert.NotEmpty(selected.Audits);
        Assert.All(selected.Audits, audit => Assert.Equal(mechanism.Policy.Verification.Sampler.Rate(new AuditCandidate(Alice, audit.Task, score)), audit.Rate));
    }

    [Fact]
    public void InclusionProof_ofTheUnnamed_isRefusedEvenUnderARootThatHoldsThem()
    {
        Commitment[] unnamed = [new(default, Task, Window.Epoch, Window.ClosingRound, Result), new(Alice, default, Window.Epoch, Window.ClosingRound, Result)];
        Assert.All(unnamed, item => Assert.False(
            new InclusionProof(item, 0, 1, []).Verify(CommitmentTree.RootOf(Window.Epoch, Window.ClosingRound, 1, item.Leaf()))));
    }

    [Fact]
    public void AbsenceProof_ofTheUnnamed_isRefused()
    {
        CommitmentTree tree = CommitmentTree.Of(Window, [Commitment.Of(Alice, Task, Window, Result, default), Commitment.Of(Bob, Task, Window, Result, default)]);
        Assert.False(tree.ProveAbsence(ParticipantId.Of("A"), Task).Verify(tree.Root, default, Task));
        Assert.False(tree.ProveAbsence(Bob, TaskId.Of("a")).Verify(tree.Root, Bob, default));
        Assert.False(CommitmentTree.Of(Window, []).ProveAbsence(Alice, Task).Verify(CommitmentTree.Of(Window, []).Root, Alice, default));
    }

    [Fact]
    public void Open_revealInTheLastRound_counts()
    {
        ClosedCommitments closed = ClosedCommitments.Close(Window, [new ReceivedCommitment(Commitment.Of(Alice, Task, Window, Result, default), 10)]);
        Assert.Equal(AnswerStatus.Revealed, closed.Open(Task, [new Reveal(Alice, Task, Result, default, 20)], lastRound: 20)[0].Status);
    }

    [Fact]
    public void Close_repeatedCommitment_keepsItsFirstReceipt()
    {
        Commitment first = Commitment.Of(Bob, Task, Window, Result, default), second = Commitment.Of(Alice, Task, Window, Result, default);
        ClosedCommitments closed = ClosedCommitments.Close(Window, [new(first, 3), new(second, 4), new(first, 8)]);
        Reveal[] reveals = [new Reveal(Alice, Task, Result, default, 12), new Reveal(Bob, Task, Result, default, 12)];
        Assert.Equal([AnswerStatus.Copied, AnswerStatus.Revealed], closed.Open(Task, reveals, 20).Select(answer => answer.Status));
    }

    [Fact]
    public void Window_drawnInTheClosingRound_isRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new CommitmentWindow(Epoch.Zero, 5, 5));
        Assert.Equal(6UL, new CommitmentWindow(Epoch.Zero, 5, 6).DrawRound);
    }

    [Fact]
    public void TaskAnswers_statusBelowTheFirst_isRefused() => Assert.Throws<ArgumentOutOfRangeException>(() =>
        new TaskAnswers(Task, default, [Answer.Of(Alice, Result) with { Status = (AnswerStatus)(-1) }]));

    [Fact]
    public void Pool_ofNobody_isNamed() => Assert.Contains("Cannot draw 1 checker from 0", Assert.Throws<ArgumentOutOfRangeException>(() =>
        new PanelCapture(new MajorityRule(2), 1).OfWrongResult(new CheckerPool(0, 0, isReplaced: true))).Message, StringComparison.Ordinal);

    /// <summary>A rule that believes whoever speaks last: the author waits for the last place, and needs no colluder.</summary>
    [Fact]
    public void PanelCapture_authorMaySpeakLast() =>
        Assert.Equal(ExactChance.One, new PanelCapture(new LastWordRule(), 2).OfWrongResult(CheckerPool.OfPeople(0, 5)).Correct);

    [Fact]
    public void DeterrentAuditRate_ofExactlyOne_stillDeters() =>
        Assert.Equal(Proportion.One, DeterrentAuditRate.Least(Amount.Of(999_999_999_999_999_999), Proportion.Zero, Amount.Of(1_000_000_000_000_000_000), Amount.Zero));

    [Fact]
    public void WeightedMajority_exactlyTheThreshold_isNotEnough()
    {
        WeightedMajorityRule half = new(Proportion.Half, 2);
        Assert.Equal(VerdictReason.NoConsensus, Judge(half, Said(Alice, 1, 5), Said(Bob, 2, 5)));
        Assert.Equal(VerdictReason.MatchesAccepted, Judge(half, Said(Alice, 1, 6), Said(Bob, 2, 5)));
    }

    [Fact]
    public void Credibility_exactlyTheThreshold_isNotEnough_exactlyTheLeastAnswersAre()
    {
        Answer[] one = [Said(Alice, 1) with { Reliability = Proportion.Percent(90) }];
        Assert.Equal(VerdictReason.NoConsensus, Judge(new CredibilityRule(Proportion.Percent(90), Proportion.Percent(99), choices: 2), one));
        Assert.Equal(VerdictReason.MatchesAccepted, Judge(new CredibilityRule(Proportion.Percent(89), Proportion.Percent(99), choices: 2), one));
        Answer[] two = [.. one, Said(Bob, 1) with { Reliability = Proportion.Percent(90) }];
        Assert.Equal(VerdictReason.MatchesAccepted, Judge(new CredibilityRule(Proportion.Percent(90), Proportion.Percent(99), leastAnswers: 2, choices: 2), two));
        Assert.Equal(VerdictReason.QuorumNotMet, Judge(new CredibilityRule(Proportion.Percent(89), Proportion.Percent(99), leastAnswers: 2, choices: 2), one));
    }

    [Fact]
    public void Median_exactlyTheTolerance_isNear()
    {
        WeightedMedianRule rule = new(Proportion.Percent(1), Ratio.Zero);
        Verdict[] verdicts = new Verdict[4];
        rule.Judge(new TaskAnswers(Task, Epoch.Zero, [Number("a", 100), Number("b", 100), Number("c", 101), Number("d", 99)]), verdicts);
        Assert.All(verdicts, verdict => Assert.Equal(VerdictOutcome.Correct, verdict.Outcome));
    }

    [Fact]
    public void Rates_roundUp()
    {
        ReputationAdaptiveSampler adaptive = new(Proportion.FromParts(1), Proportion.FromParts(2));
        Assert.Equal(Proportion.FromParts(2), adaptive.Rate(new AuditCandidate(Alice, Task, Proportion.Half)));
        StakeWeightedSampler byStake = new(Amount.Of(3), Proportion.Zero);
        Assert.Equal(Proportion.Parse("0.333333333333333334"), byStake.Rate(new AuditCandidate(Alice, Task, default, Amount.Of(1))));
    }

    [Fact]
    public void Draw_exactlyTheRate_isNotBelow()
    {
        Assert.False(default(Draw).IsBelow(Proportion.Zero));
        Assert.False(new Draw(UInt128.One << 127).IsBelow(Proportion.Half));
        Assert.True(new Draw((UInt128.One << 127) - 1).IsBelow(Proportion.Half));
        Assert.True(new Draw(UInt128.MaxValue).IsBelow(Proportion.One));
    }

    private static VerdictReason Judge(IVerdictRule rule, params Answer[] answers) =>
        rule.Judge(new TaskAnswers(Task, Epoch.Zero, [.. answers]), new Verdict[answers.Length]).Reason;

    private static Answer Said(ParticipantId author, ulong choice, ulong weight = 1) => Answer.Of(author, ResultHash.OfChoice(choice), weight);

    private static Answer Number(string author, ulong value) => Answer.OfNumber(ParticipantId.Of(author), Ratio.Of(value), 1);

    private sealed class LastWordRule : IVerdictRule
    {
        public VerdictRulePromises Promises => VerdictRulePromises.None;

        public TaskDecision Judge(in TaskAnswers answers, Span<Verdict> verdicts) =>
            VerdictWriter.Write(answers, VerdictReason.MatchesAccepted, VerdictReason.ContradictsAccepted, answers.Answers[^1].Result, verdicts);
    }
}
