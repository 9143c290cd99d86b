using System.Collections.Immutable;
using CapaCloud.Mechanisms.Testing;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.Verification.Panels;

public sealed class PanelCaptureTests
{
    private static readonly CheckerPool ThirtyPercent = CheckerPool.OfShare(Proportion.Percent(30));

    public static TheoryData<string> Rules => [.. Implementations.Keys];

    public static TheoryData<string> Laws => [.. Mutants.Keys];

    private static Dictionary<string, IVerdictRule> Implementations { get; } = new()
    {
        ["majority of 2"] = new MajorityRule(2),
        ["majority of 3"] = new MajorityRule(3),
        ["majority of 4"] = new MajorityRule(4),
        ["two thirds of the weight"] = new WeightedMajorityRule(Proportion.FromQuotient(2, 3, Rounding.Down), 2),
        ["credible"] = new CredibilityRule(Proportion.Percent(95), Proportion.Percent(99)),
        ["median"] = new WeightedMedianRule(Proportion.Percent(1), Ratio.Zero),
        ["unanimous"] = new UnanimityRule(),
        ["unanimous or arbiter"] = new UnanimityRule(ResultHash.OfNumber(Ratio.One)),
        ["known answer"] = new KnownAnswerRule(ResultHash.OfNumber(Ratio.One)),
    };

    /// <summary>Each breaks the law of its name.</summary>
    private static Dictionary<string, PanelChanceRule> Mutants { get; } = new()
    {
        // The author's own answer is forgotten: the checkers alone are asked, and the first of them stands for the author.
        ["is-every-panel-counted"] = (rule, checkers, pool) => new PanelCapture(rule, checkers).OfWrongResult(pool) is var all && checkers > 1
            ? new PanelCapture(rule, checkers - 1).OfWrongResult(pool)
            : all,
        ["sums-to-one"] = (rule, checkers, pool) => new PanelCapture(rule, checkers).OfWrongResult(pool) with { Inconclusive = default },
        ["share-is-people-with-replacement"] = (rule, checkers, pool) =>
            new PanelCapture(rule, checkers).OfWrongResult(pool.Colluding + pool.Honest >= (ulong)checkers ? CheckerPool.OfPeople(pool.Colluding, pool.Honest) : pool),
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void OfWrongResult_keepsEveryLaw(string name)
    {
        foreach (Law law in PanelCaptureLaws.For(Implementations[name]))
        {
            law.Check(cases: 60);
        }
    }

    [Theory]
    [MemberData(nameof(Laws))]
    public void Law_mutant_isCaught(string name) =>
        Assert.NotNull(PanelCaptureLaws.For(new MajorityRule(3), Mutants[name]).Single(law => law.Name == name).FindViolation());

    /// <summary>A share of 0.3 colludes, and yet 51 of 100 lies pass: the author and one colluder are two of three.</summary>
    [Fact]
    public void OfWrongResult_twoCheckersOfThirtyPercent_passes51Of100()
    {
        PanelChances chances = new PanelCapture(new MajorityRule(3), 2).OfWrongResult(ThirtyPercent);
        Assert.Equal("51/100", chances.Correct.ToString());
        Assert.Equal("49/100", chances.Incorrect.ToString());
        Assert.Equal(chances.Correct, chances.NotCaught);
        Assert.Equal("51/100", Adjudicated());
    }

    [Theory]
    [InlineData(3, 7, 2, "8/15")] // 1 - 7/10 * 6/9
    [InlineData(1, 9, 2, "1/5")] // the colluder is one of the two
    [InlineData(0, 5, 2, "0/1")]
    [InlineData(5, 0, 2, "1/1")]
    [InlineData(3, 7, 4, "1/3")] // two or more of four: (C(3,2)C(7,2) + C(3,3)C(7,1)) / C(10,4) = 70 / 210
    public void OfWrongResult_people_asCounted(ulong colluding, ulong honest, int checkers, string passes) =>
        Assert.Equal(passes, new PanelCapture(new MajorityRule(3), checkers).OfWrongResult(CheckerPool.OfPeople(colluding, honest)).Correct.ToString());

    [Fact]
    public void OfWrongResult_unanimity_needsEveryCheckerAndTheArbiterCatchesTheRest()
    {
        PanelChances alone = new PanelCapture(new UnanimityRule(), 3).OfWrongResult(ThirtyPercent);
        Assert.Equal("27/1000", alone.Correct.ToString());
        Assert.Equal("973/1000", alone.Inconclusive.ToString());
        Assert.Equal(ExactChance.One, alone.NotCaught);

        PanelChances arbiter = new PanelCapture(new UnanimityRule(ResultHash.OfNumber(Ratio.One)), 3).OfWrongResult(ThirtyPercent);
        Assert.Equal("973/1000", arbiter.Incorrect.ToString());
    }

    [Fact]
    public void OfRightResult_colludersFrame_asOftenAsTheyAreTheMajority()
    {
        PanelChances chances = new PanelCapture(new MajorityRule(3), 2).OfRightResult(ThirtyPercent);
        Assert.Equal("9/100", chances.Incorrect.ToString());
        Assert.Equal("91/100", chances.Correct.ToString());
    }

    /// <summary>Where the order counts, the attackers get the best one: with m = 2 the author and any colluder come first.</summary>
    [Fact]
    public void OfWrongResult_firstToMatch_isTheBestOrder()
    {
        Assert.Equal("657/1000", new PanelCapture(new FirstToMatchRule(2), 3).OfWrongResult(ThirtyPercent).Correct.ToString()); // 1 - 0.7^3
        Assert.Equal("343/1000", new PanelCapture(new FirstToMatchRule(2), 3).OfWrongResult(ThirtyPercent).Incorrect.ToString());
        Assert.Equal("27/125", new PanelCapture(new FirstToMatchRule(2), 3).OfRightResult(ThirtyPercent).Incorrect.ToString()); // two of three or three: 0.216
        Assert.Throws<ArgumentOutOfRangeException>(() => new PanelCapture(new FirstToMatchRule(2), PanelCapture.MaxCheckersInOrder + 1));
    }

    [Fact]
    public void OfWrongResult_weights_areTheRules()
    {
        // The author alone weighs more than all the others: no checker is needed to pass.
        PanelCapture capture = new(new WeightedMajorityRule(Proportion.Half, 2), 2) { AuthorSeat = new PanelSeat(3, Proportion.Half) };
        Assert.Equal(ExactChance.One, capture.OfWrongResult(CheckerPool.OfShare(Proportion.Zero)).Correct);
        PanelCapture heavy = capture with { AuthorSeat = new PanelSeat(1, Proportion.Half), HonestSeat = new PanelSeat(5, Proportion.Half) };
        Assert.Equal("9/100", heavy.OfWrongResult(ThirtyPercent).Correct.ToString());
        PanelCapture even = heavy with { ColludingSeat = new PanelSeat(5, Proportion.Half) };
        Assert.Equal("51/100", even.OfWrongResult(ThirtyPercent).Correct.ToString());
    }

    [Fact]
    public void OfWrongResult_thousandCheckers_isExactAndRoundsUp()
    {
        PanelChances chances = new PanelCapture(new MajorityRule(3), 100).OfWrongResult(ThirtyPercent);
        Assert.Equal(ExactChance.One, chances.Correct.Or(chances.Inconclusive).Or(chances.Incorrect));
        Proportion down = chances.Correct.ToProportion(Rounding.Down), up = chances.Correct.ToProportion(Rounding.Up);
        Assert.Equal(down.Parts + 1, up.Parts);
    }

    [Fact]
    public void Misuse_isNamed()
    {
        Assert.Contains("Expected 1 to 1,000 checkers", Assert.Throws<ArgumentOutOfRangeException>(() => new PanelCapture(new MajorityRule(2), 0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new PanelCapture(new MajorityRule(2), PanelCapture.MaxCheckers + 1));
        Assert.NotNull(new PanelCapture(new MajorityRule(2), PanelCapture.MaxCheckers));
        Assert.Throws<ArgumentNullException>(() => new PanelCapture(null!, 1));
        PanelCapture capture = new(new MajorityRule(2), 3);
        Assert.Contains("Cannot draw 3 checkers from 2", Assert.Throws<ArgumentOutOfRangeException>(() => capture.OfWrongResult(CheckerPool.OfPeople(1, 1))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => capture.OfWrongResult(default));
        Assert.NotNull(capture.OfWrongResult(CheckerPool.OfPeople(1, 2)).ToString());
        Assert.Throws<InvalidOperationException>(() => (capture with { Wrong = Ratio.One }).OfWrongResult(ThirtyPercent));
    }

    [Fact]
    public void ExactChance_isInLowestTermsAndOrdered()
    {
        Assert.Equal(ExactChance.Of(1, 2), ExactChance.Of(2, 4));
        Assert.Equal(default, ExactChance.Of(0, 7));
        Assert.Equal("0/1", default(ExactChance).ToString());
        Assert.True(ExactChance.Of(1, 3) < ExactChance.Of(1, 2) && ExactChance.Of(1, 2) <= ExactChance.One && ExactChance.One > default(ExactChance) && default(ExactChance) >= default(ExactChance));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactChance.Of(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactChance.Of(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactChance.Of(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactChance.One.Or(ExactChance.Of(1, 9)));
        Assert.Equal("0.333333333333333333", ExactChance.Of(1, 3).ToProportion(Rounding.Down).ToString());
        Assert.Equal("0.333333333333333334", ExactChance.Of(1, 3).ToProportion(Rounding.Up).ToString());
        ExactChance tie = ExactChance.Of(1, 2_000_000_000_000_000_000), odd = ExactChance.Of(3, 2_000_000_000_000_000_000);
        Assert.Equal((1UL, 0UL, 0UL), (tie.ToProportion(Rounding.HalfUp).Parts, tie.ToProportion(Rounding.HalfDown).Parts, tie.ToProportion(Rounding.HalfEven).Parts));
        Assert.Equal((2UL, 1UL, 2UL), (odd.ToProportion(Rounding.HalfUp).Parts, odd.ToProportion(Rounding.HalfDown).Parts, odd.ToProportion(Rounding.HalfEven).Parts));
        Assert.All([Rounding.HalfUp, Rounding.HalfDown, Rounding.HalfEven], rounding =>
        {
            Assert.Equal("0.333333333333333333", ExactChance.Of(1, 3).ToProportion(rounding).ToString());
            Assert.Equal("0.666666666666666667", ExactChance.Of(2, 3).ToProportion(rounding).ToString());
        });
        Assert.Throws<ArgumentOutOfRangeException>(() => tie.ToProportion((Rounding)9));
        Assert.Equal(Proportion.Half, ExactChance.Of(1, 2).ToProportion(Rounding.Up));
    }

    /// <summary>All hundred panels of two from ten people, three of whom collude, through the mechanism's own adjudication.</summary>
    private static string Adjudicated()
    {
        Mechanism mechanism = Mechanism.Create(build => build.Verify(verify => verify.Decide(new MajorityRule(3))));
        Digest lie = ResultHash.OfChoice(2);
        Digest Said(int person) => person < 3 ? lie : ResultHash.OfChoice(1);
        ImmutableArray<TaskAnswers> audits =
        [
            .. from first in Enumerable.Range(0, 10)
               from second in Enumerable.Range(0, 10)
               select new TaskAnswers(
                   TaskId.Of($"{first}{second}"),
                   Epoch.Zero,
                   [Answer.Of(ParticipantId.Of("author"), lie), Answer.Of(ParticipantId.Of("one"), Said(first)), Answer.Of(ParticipantId.Of("two"), Said(second))]),
        ];
        int passed = mechanism.Adjudicate(audits).Count(verdict => verdict.Participant == ParticipantId.Of("author") && verdict.Outcome == VerdictOutcome.Correct);
        return ExactChance.Of(passed, audits.Length).ToString();
    }
}
