using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.Verification;

/// <summary>A verdict that says nothing cannot be made.</summary>
public sealed class VerdictTests
{
    private static readonly ParticipantId Alice = ParticipantId.Of("alice");
    private static readonly TaskId Task = TaskId.Of("t");

    /// <summary>The table of outcomes, written out a second time.</summary>
    private static readonly Dictionary<VerdictOutcome, VerdictReason[]> Table = new()
    {
        [VerdictOutcome.Inconclusive] = [VerdictReason.NoAnswers, VerdictReason.QuorumNotMet, VerdictReason.NoConsensus, VerdictReason.NoStake, VerdictReason.Copied, VerdictReason.AwaitsArbitration],
        [VerdictOutcome.Correct] = [VerdictReason.MatchesAccepted, VerdictReason.WithinTolerance, VerdictReason.MatchesKnown, VerdictReason.RefereeConfirms, VerdictReason.OpponentTimedOut, VerdictReason.ForcedErrorReported, VerdictReason.JuryFoundFor],
        [VerdictOutcome.Incorrect] = [VerdictReason.ContradictsAccepted, VerdictReason.OutsideTolerance, VerdictReason.ContradictsKnown, VerdictReason.RefereeRefutes, VerdictReason.TimedOut, VerdictReason.ForcedErrorMissed, VerdictReason.JuryFoundAgainst, VerdictReason.NotRevealed, VerdictReason.RevealMismatch],
    };

    [Fact]
    public void New_everyPairOfNumbers_isAcceptedExactlyWhenTheTableHasIt()
    {
        int accepted = 0;
        for (int reason = -3; reason < 100; reason++)
        {
            for (int outcome = -3; outcome < 100; outcome++)
            {
                bool belongs = Table.TryGetValue((VerdictOutcome)outcome, out VerdictReason[]? reasons) && reasons.Contains((VerdictReason)reason);
                Verdict? made = Make(outcome, reason);
                Assert.Equal(belongs, made is not null);
                accepted += belongs ? 1 : 0;
            }
        }

        Assert.Equal(Enum.GetValues<VerdictReason>().Length, accepted);
    }

    [Fact]
    public void New_misuse_isNamed()
    {
        Assert.Contains("There is no verdict reason 77", Message(() => new Verdict(Alice, Task, default, VerdictOutcome.Correct, (VerdictReason)77, default)), StringComparison.Ordinal);
        Assert.Contains("goes with the outcome Correct, got 77", Message(() => new Verdict(Alice, Task, default, (VerdictOutcome)77, VerdictReason.MatchesAccepted, default)), StringComparison.Ordinal);
        Assert.Contains("got Incorrect for alice on task t", Message(() => new Verdict(Alice, Task, default, VerdictOutcome.Incorrect, VerdictReason.MatchesAccepted, default)), StringComparison.Ordinal);
        Assert.Contains("got participant alice and task (nothing)", Message(() => Verdict.Because(Alice, default, default, VerdictReason.MatchesAccepted)), StringComparison.Ordinal);
        Assert.Contains("got participant", Message(() => Verdict.Because(default, Task, default, VerdictReason.MatchesAccepted)), StringComparison.Ordinal);
        Assert.Contains("There is no verdict reason 27", Message(() => Verdict.Because(Alice, Task, default, (VerdictReason)27)), StringComparison.Ordinal);
        Assert.Contains("got participant", Message(() => Jury.VerdictOn(
            Jury.Settle(new JuryTerms(Amount.One, Proportion.One, Amount.One), [new JuryVote(Alice, 1)], default), default, Task, default, 1, 2, default)), StringComparison.Ordinal);
    }

    [Fact]
    public void Because_takesTheOutcomeFromTheReason()
    {
        Verdict verdict = Verdict.Because(Alice, Task, Epoch.Of(4), VerdictReason.ContradictsKnown, ResultHash.OfChoice(1));
        Assert.Equal(new Verdict(Alice, Task, Epoch.Of(4), VerdictOutcome.Incorrect, VerdictReason.ContradictsKnown, ResultHash.OfChoice(1)), verdict);
        Assert.True(verdict.MaySlash);
        Assert.False(verdict.IsNone);
        Assert.True(default(Verdict).IsNone);
        Assert.False(default(Verdict).MaySlash);
    }

    [Fact]
    public void TaskAnswers_unknownStatus_isRefused() => Assert.Contains("Status is 9, which is no AnswerStatus", Message(() =>
        new TaskAnswers(Task, default, [Answer.Of(Alice, default) with { Status = (AnswerStatus)9 }])), StringComparison.Ordinal);

    [Fact]
    public void TaskAnswers_default_isEmpty()
    {
        Assert.Empty(default(TaskAnswers).Answers);
        Assert.Equal(default, new TaskAnswers() with { });
        Assert.Empty(new TaskAnswers(Task, default, default).Answers);
        Assert.Equal(new TaskAnswers(Task, default, default), new TaskAnswers(Task, default, []));
        Assert.NotEqual(new TaskAnswers(Task, default, []), new TaskAnswers(Task, Epoch.Of(1), []));
        Assert.NotEqual(new TaskAnswers(Task, default, []), new TaskAnswers(TaskId.Of("u"), default, []));
        Assert.NotEqual(new TaskAnswers(Task, default, []), new TaskAnswers(Task, default, [Answer.Missing(Alice)]));
        Assert.Equal(VerdictReason.NoAnswers, new MajorityRule(2).Judge(default, []).Reason);
    }

    private static Verdict? Make(int outcome, int reason)
    {
        try
        {
            return new Verdict(Alice, Task, default, (VerdictOutcome)outcome, (VerdictReason)reason, default);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static string Message(Func<object> make) => Assert.ThrowsAny<ArgumentException>(make).Message;
}
