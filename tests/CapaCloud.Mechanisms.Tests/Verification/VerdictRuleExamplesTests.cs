using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.Verification;

public sealed class VerdictRuleExamplesTests
{
    private static readonly TaskId Task = TaskId.Of("t");

    [Theory]
    [InlineData(200, 100, false)]
    [InlineData(201, 99, true)]
    public void WeightedMajority_twoThirds_mustBeExceeded(ulong right, ulong wrong, bool decided) =>
        Assert.Equal(decided, Judge(
            new WeightedMajorityRule(Proportion.FromQuotient(2, 3, Rounding.Up), 2), out _, Weighed("a", 1, right), Weighed("b", 2, wrong)).IsDecided);

    [Fact]
    public void WeightedMajority_votesWithNoStake_decideNothingAndSaySo()
    {
        TaskDecision judgement = Judge(new WeightedMajorityRule(Proportion.Half, 2), out Verdict[] verdicts, Weighed("a", 1, 0), Weighed("b", 1, 0), Weighed("c", 2, 0));
        Assert.Equal(VerdictReason.NoStake, judgement.Reason);
        Assert.All(verdicts, verdict => Assert.False(verdict.MaySlash));
    }

    [Fact]
    public void WeightedMajority_leastWeight_mustBeReached()
    {
        WeightedMajorityRule rule = new(Proportion.Half, 2, Amount.Of(100));
        Assert.Equal(VerdictReason.QuorumNotMet, Judge(rule, out _, Weighed("a", 1, 50), Weighed("b", 1, 49)).Reason);
        Assert.True(Judge(rule, out _, Weighed("a", 1, 50), Weighed("b", 1, 50)).IsDecided);
    }

    [Fact]
    public void WeightedMajority_weightsBeyondTheLargest_throw() =>
        Assert.Throws<OverflowException>(() => Judge(
            new WeightedMajorityRule(Proportion.Half, 2), out _, Weighed("a", 1, UInt128.MaxValue), Weighed("b", 1, 1)));

    [Theory]
    [InlineData("ABBAA", "xccxx")]
    [InlineData("ABAB", "cxcx")]
    [InlineData("ABC", "iii")]
    public void FirstToMatch_two_asWorkedOut(string answers, string outcomes)
    {
        MajorityRuleTests.Judge(new FirstToMatchRule(2), answers, out Verdict[] verdicts);
        Assert.Equal(outcomes, string.Concat(verdicts.Select(MajorityRuleTests.Letter)));
    }

    [Fact]
    public void Credibility_twoAtNineTenths_is81Of82()
    {
        CredibilityRule rule = new(Proportion.Percent(95), Proportion.Percent(99));
        Answer[] two = [Trusted("a", 1, 90), Trusted("b", 1, 90)];
        Assert.Equal(Proportion.FromQuotient(81, 82, Rounding.Down), rule.Credibility(new TaskAnswers(Task, Epoch.Zero, [.. two]), ResultHash.OfChoice(1)));
        Assert.True(Judge(rule, out _, two).IsDecided);

        Answer[] contradicted = [.. two, Trusted("c", 2, 90)];
        Assert.Equal(Proportion.FromQuotient(81, 91, Rounding.Down), rule.Credibility(new TaskAnswers(Task, Epoch.Zero, [.. contradicted]), ResultHash.OfChoice(1)));
        Assert.Equal(VerdictReason.NoConsensus, Judge(rule, out _, contradicted).Reason);
    }

    [Fact]
    public void Credibility_twoChoices_isBayesRule()
    {
        CredibilityRule rule = new(Proportion.Percent(80), Proportion.Percent(99), choices: 2);
        TaskAnswers answers = new(Task, Epoch.Zero, [Trusted("a", 1, 90), Trusted("b", 0, 60)]);

        // 0.9 * 0.4 / (0.9 * 0.4 + 0.1 * 0.6)
        Assert.Equal(Proportion.FromQuotient(6, 7, Rounding.Down), rule.Credibility(answers, ResultHash.OfChoice(1)));
        Assert.Equal(Proportion.FromQuotient(1, 7, Rounding.Down), rule.Credibility(answers, ResultHash.OfChoice(0)));
    }

    [Fact]
    public void Credibility_moreAnswersThanChoices_areRefused() =>
        Assert.Contains("2 choices, but 3 different answers", Assert.Throws<ArgumentException>(() => Judge(
            new CredibilityRule(Proportion.Half, Proportion.Percent(99), choices: 2), out _, Trusted("a", 1, 90), Trusted("b", 2, 90), Trusted("c", 3, 90))).Message, StringComparison.Ordinal);

    [Fact]
    public void Credibility_certainty_isCapped()
    {
        CredibilityRule rule = new(Proportion.Percent(95), Proportion.Percent(90));
        Assert.False(Judge(rule, out _, Trusted("a", 1, 100)).IsDecided);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CredibilityRule(Proportion.Half, Proportion.One));
    }

    [Theory]
    [InlineData(10, "0.98", "0.990803013970713941")]
    [InlineData(0, "0.8", "0.8")]
    [InlineData(1, "0.8", "0.908030139707139419")]
    public void SpotChecks_atATwentiethOfSaboteurs_asPublished(ulong passed, string without, string with)
    {
        Assert.Equal(Proportion.Parse(without), SpotCheckCredibility.WithoutExclusion(Proportion.Percent(20), passed));
        Assert.Equal(Proportion.Parse(with), SpotCheckCredibility.WithExclusion(Proportion.Percent(20), passed));
    }

    [Fact]
    public void Median_outliers_areOutside()
    {
        WeightedMedianRule rule = new(Proportion.Percent(1), Ratio.Zero);
        TaskDecision judgement = Judge(rule, out Verdict[] verdicts, Number("a", 100), Number("b", 101), Number("c", 102), Number("d", 1_000), Number("e", 1));
        Assert.Equal(ResultHash.OfNumber(Ratio.Of(101)), judgement.Result);
        Assert.Equal("cccxx", string.Concat(verdicts.Select(MajorityRuleTests.Letter)));
    }

    [Fact]
    public void Median_equalHalves_acceptBothMedians()
    {
        (Ratio lower, Ratio upper) = WeightedMedianRule.Medians(new TaskAnswers(Task, Epoch.Zero, [Number("a", 1), Number("b", 2), Number("c", 8), Number("d", 9)]));
        Assert.Equal((Ratio.Of(2), Ratio.Of(8)), (lower, upper));
        Judge(new WeightedMedianRule(Proportion.Zero, Ratio.Zero), out Verdict[] verdicts, Number("a", 1), Number("b", 2), Number("c", 8), Number("d", 9));
        Assert.Equal("xccx", string.Concat(verdicts.Select(MajorityRuleTests.Letter)));
    }

    [Fact]
    public void Median_noStakeOrNoAnswer_saysSo()
    {
        WeightedMedianRule rule = new(Proportion.Zero, Ratio.Zero);
        Assert.Equal(VerdictReason.NoStake, Judge(rule, out _, Number("a", 1, 0), Number("b", 2, 0), Number("c", 3, 0)).Reason);
        Assert.Equal(VerdictReason.NoAnswers, Judge(rule, out _).Reason);
        Assert.Throws<ArgumentException>(() => WeightedMedianRule.Medians(new TaskAnswers(Task, Epoch.Zero, [])));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WeightedMedianRule(Proportion.Zero, Ratio.Zero, leastVoices: 2));
    }

    [Fact]
    public void PlantedTask_openedSeal_judgesAgainstTheMajority()
    {
        PlantedTask planted = new(Task, Epoch.Of(3), ResultHash.OfChoice('B'), ResultHash.OfChoice(99));
        MajorityRuleTests.Judge(planted.Rule(planted.Seal()), "AAB", out Verdict[] verdicts);
        Assert.Equal("xxc", string.Concat(verdicts.Select(MajorityRuleTests.Letter)));
    }

    [Fact]
    public void PlantedTask_anotherAnswerThanSealed_isRefused()
    {
        PlantedTask planted = new(Task, Epoch.Of(3), ResultHash.OfChoice('B'), ResultHash.OfChoice(99));
        Assert.Throws<ArgumentException>(() => (planted with { Known = ResultHash.OfChoice('A') }).Rule(planted.Seal()));
    }

    [Theory]
    [InlineData("AA", null, "cc")]
    [InlineData("AAB", null, "iii")]
    [InlineData("AAB", 'B', "xxc")]
    [InlineData("AAB", 'C', "xxx")]
    [InlineData("A", 'A', "i")]
    public void Unanimity_differenceGoesToTheArbiter(string answers, char? arbiter, string outcomes)
    {
        MajorityRuleTests.Judge(new UnanimityRule(arbiter is { } known ? ResultHash.OfChoice(known) : null), answers, out Verdict[] verdicts);
        Assert.Equal(outcomes, string.Concat(verdicts.Select(MajorityRuleTests.Letter)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Quorums_emptyOrOfOne_areRefused(int least)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new WeightedMajorityRule(Proportion.Half, least));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FirstToMatchRule(least));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CredibilityRule(Proportion.Half, Proportion.Half, leastAnswers: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CredibilityRule(Proportion.Half, Proportion.Half, choices: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WeightedMajorityRule(Proportion.Percent(49), 3));
    }

    private static TaskDecision Judge(IVerdictRule rule, out Verdict[] verdicts, params Answer[] answers)
    {
        verdicts = new Verdict[answers.Length];
        return rule.Judge(new TaskAnswers(Task, Epoch.Zero, [.. answers]), verdicts);
    }

    private static Answer Weighed(string author, ulong choice, UInt128 weight) =>
        Answer.Of(ParticipantId.Of(author), ResultHash.OfChoice(choice)) with { Weight = weight };

    private static Answer Trusted(string author, ulong choice, uint percent) =>
        Answer.Of(ParticipantId.Of(author), ResultHash.OfChoice(choice)) with { Reliability = Proportion.Percent(percent) };

    private static Answer Number(string author, ulong value, ulong weight = 1) =>
        Answer.OfNumber(ParticipantId.Of(author), Ratio.Of(value), weight);
}
