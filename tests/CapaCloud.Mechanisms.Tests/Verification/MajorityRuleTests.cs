using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.Verification;

public sealed class MajorityRuleTests
{
    [Theory]
    [InlineData("AAB", "ccx", true)]
    [InlineData("ABC", "iii", false)]
    [InlineData("AABB", "iiii", false)]
    [InlineData("AAABB", "cccxx", true)]
    [InlineData("BAAABA", "xcccxc", true)]
    [InlineData("AA", "ii", false)]
    [InlineData("", "", false)]
    [InlineData("AAB-", "ccxx", true)]
    [InlineData("AA-", "iix", false)]
    [InlineData("---", "xxx", false)]
    public void Judge_quorumOfThree_asWorkedOut(string answers, string outcomes, bool decided)
    {
        TaskDecision judgement = Judge(new MajorityRule(3), answers, out Verdict[] verdicts);
        Assert.Equal(decided, judgement.IsDecided);
        Assert.Equal(outcomes, string.Concat(verdicts.Select(Letter)));
    }

    [Theory]
    [InlineData("", VerdictReason.NoAnswers)]
    [InlineData("A", VerdictReason.QuorumNotMet)]
    [InlineData("ABC", VerdictReason.NoConsensus)]
    [InlineData("AAB", VerdictReason.MatchesAccepted)]
    public void Judge_saysWhy(string answers, VerdictReason reason) =>
        Assert.Equal(reason, Judge(new MajorityRule(3), answers, out _).Reason);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-3)]
    public void Quorum_emptyOrOfOne_isRefused(int quorum) =>
        Assert.Contains("A quorum is at least 2", Assert.Throws<ArgumentOutOfRangeException>(() => new MajorityRule(quorum)).Message, StringComparison.Ordinal);

    [Fact]
    public void Judge_tooFewPlaces_isRefused() =>
        Assert.Throws<ArgumentException>(() => new MajorityRule(2).Judge(
            new TaskAnswers(TaskId.Of("t"), Epoch.Zero, [Answer.Of(ParticipantId.Of("a"), ResultHash.OfChoice(1))]), []));

    [Fact]
    public void Answers_authorTwice_isRefused() =>
        Assert.Contains("a answers task t twice", Assert.Throws<ArgumentException>(() => new TaskAnswers(TaskId.Of("t"), Epoch.Zero,
            [Answer.Of(ParticipantId.Of("a"), ResultHash.OfChoice(1)), Answer.Of(ParticipantId.Of("a"), ResultHash.OfChoice(2))])).Message, StringComparison.Ordinal);

    [Fact]
    public void Answers_unnamedAuthorOrTask_areRefused()
    {
        Assert.Contains("has no author", Assert.Throws<ArgumentException>(() => new TaskAnswers(TaskId.Of("t"), Epoch.Zero, [default])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new TaskAnswers(default, Epoch.Zero, []));
    }

    internal static TaskDecision Judge(IVerdictRule rule, string answers, out Verdict[] verdicts)
    {
        Answer[] list = [.. answers.Select((letter, position) => letter == '-'
            ? Answer.Missing(ParticipantId.Of($"p{position}"))
            : Answer.Of(ParticipantId.Of($"p{position}"), ResultHash.OfChoice(letter)))];
        verdicts = new Verdict[list.Length];
        return rule.Judge(new TaskAnswers(TaskId.Of("t"), Epoch.Of(3), [.. list]), verdicts);
    }

    internal static char Letter(Verdict verdict) => verdict.Outcome switch
    {
        VerdictOutcome.Correct => 'c',
        VerdictOutcome.Incorrect => 'x',
        _ => 'i',
    };
}
