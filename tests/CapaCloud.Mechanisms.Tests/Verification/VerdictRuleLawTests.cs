using CapaCloud.Mechanisms.Testing;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.Verification;

public sealed class VerdictRuleLawTests
{
    public static TheoryData<string> Rules => [.. Implementations.Keys];

    public static TheoryData<string> Laws => [.. Mutants.Keys];

    private static Dictionary<string, IVerdictRule> Implementations { get; } = new()
    {
        ["majority of 2"] = new MajorityRule(2),
        ["majority of 3"] = new MajorityRule(3),
        ["majority of 7"] = new MajorityRule(7),
        ["more than half of the weight"] = new WeightedMajorityRule(Proportion.Half, 2),
        ["more than two thirds of the weight"] = new WeightedMajorityRule(Proportion.FromQuotient(2, 3, Rounding.Down), 3, Amount.Of(10)),
        ["first two that match"] = new FirstToMatchRule(2),
        ["first four that match"] = new FirstToMatchRule(4),
        ["credible, open task"] = new CredibilityRule(Proportion.Percent(95), Proportion.Percent(99)),
        ["credible, five choices, two answers"] = new CredibilityRule(Proportion.Half, Proportion.Percent(90), leastAnswers: 2, choices: 5),
        ["median within 3%"] = new WeightedMedianRule(Proportion.Percent(3), Ratio.Zero),
        ["median within 1"] = new WeightedMedianRule(Proportion.Zero, Ratio.One, leastVoices: 5, Amount.Of(9)),
        ["known answer"] = new KnownAnswerRule(ResultHash.OfNumber(Ratio.Of(100))),
        ["unanimous"] = new UnanimityRule(),
        ["unanimous or arbiter"] = new UnanimityRule(ResultHash.OfNumber(Ratio.Of(101))),
    };

    /// <summary>Each breaks the law of its name: a law that nothing breaks is not a law.</summary>
    private static Dictionary<string, IVerdictRule> Mutants { get; } = new()
    {
        ["names-its-subject"] = new Mutant(after: verdicts => verdicts.Reverse()),
        ["silence-is-wrong"] = new Mutant(after: verdicts => Replace(verdicts, VerdictReason.NotRevealed, VerdictReason.NoConsensus)),
        ["undecided-never-slashes"] = new Mutant(after: verdicts => Replace(verdicts, VerdictReason.QuorumNotMet, VerdictReason.ContradictsAccepted)),
        ["same-answer-same-verdict"] = new Mutant(after: verdicts =>
        {
            if (verdicts.Length > 0 && verdicts[0].Outcome == VerdictOutcome.Correct)
            {
                verdicts[0] = With(verdicts[0], VerdictReason.NoConsensus);
            }
        }),
        ["unrevealed-results-do-not-count"] = new CountsEverybody(),
        ["repeats-itself"] = new Moody(),
        ["order-free"] = new FirstSpeakerWins(),
        ["needs-two"] = new FirstSpeakerWins(),
        ["follows-two-thirds"] = new LastSpeakerWins(),
        ["more-support-never-hurts"] = new RefusesCrowds(),
        ["ignores-zero-weight"] = new CountsHeads(),
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Rule_keepsEveryLaw(string name)
    {
        foreach (Law law in VerdictRuleLaws.For(Implementations[name]))
        {
            law.Check();
        }
    }

    [Theory]
    [MemberData(nameof(Laws))]
    public void Law_mutant_isCaught(string name) =>
        Assert.NotNull(VerdictRuleLaws.For(Mutants[name]).Single(law => law.Name == name).FindViolation(cases: 2_000));

    private static void Replace(Span<Verdict> verdicts, VerdictReason reason, VerdictReason instead)
    {
        foreach (ref Verdict verdict in verdicts)
        {
            verdict = verdict.Reason == reason ? With(verdict, instead) : verdict;
        }
    }

    private static Verdict With(in Verdict verdict, VerdictReason reason) =>
        Verdict.Because(verdict.Participant, verdict.Task, verdict.Epoch, reason, verdict.Evidence);

    private delegate void Change(Span<Verdict> verdicts);

    private sealed class Mutant(Change after) : IVerdictRule
    {
        public VerdictRulePromises Promises => VerdictRulePromises.None;

        public TaskDecision Judge(in TaskAnswers answers, Span<Verdict> verdicts)
        {
            TaskDecision judgement = new MajorityRule(3).Judge(answers, verdicts);
            after(verdicts);
            return judgement;
        }
    }

    /// <summary>Lets what was never revealed decide.</summary>
    private sealed class CountsEverybody : IVerdictRule
    {
        public VerdictRulePromises Promises => VerdictRulePromises.None;

        public TaskDecision Judge(in TaskAnswers answers, Span<Verdict> verdicts)
        {
            Dictionary<Digest, int> counts = [];
            foreach (ref readonly Answer answer in answers.Answers.AsSpan())
            {
                counts[answer.Result] = counts.GetValueOrDefault(answer.Result) + 1;
            }

            Digest most = counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).FirstOrDefault().Key;
            return VerdictWriter.Write(answers, VerdictReason.MatchesAccepted, VerdictReason.ContradictsAccepted, most, verdicts);
        }
    }

    private sealed class Moody : IVerdictRule
    {
        private int _quorum;

        public VerdictRulePromises Promises => VerdictRulePromises.None;

        public TaskDecision Judge(in TaskAnswers answers, Span<Verdict> verdicts) =>
            new MajorityRule(2 + (_quorum++ % 5)).Judge(answers, verdicts);
    }

    private class FirstSpeakerWins : IVerdictRule
    {
        public VerdictRulePromises Promises =>
            VerdictRulePromises.OrderFree | VerdictRulePromises.NeedsTwo | VerdictRulePromises.FollowsTwoThirds;

        public TaskDecision Judge(in TaskAnswers answers, Span<Verdict> verdicts)
        {
            Digest? chosen = null;
            foreach (ref readonly Answer answer in answers.Answers.AsSpan())
            {
                chosen = answer.Counts ? Choose(chosen, answer.Result) : chosen;
            }

            VerdictReason reason = chosen is null ? VerdictReason.NoAnswers : VerdictReason.MatchesAccepted;
            return VerdictWriter.Write(answers, reason, VerdictReason.ContradictsAccepted, chosen ?? default, verdicts);
        }

        protected virtual Digest Choose(Digest? earlier, Digest later) => earlier ?? later;
    }

    private sealed class LastSpeakerWins : FirstSpeakerWins
    {
        protected override Digest Choose(Digest? earlier, Digest later) => later;
    }

    private sealed class RefusesCrowds : IVerdictRule
    {
        public VerdictRulePromises Promises => VerdictRulePromises.MoreSupportNeverHurts;

        public TaskDecision Judge(in TaskAnswers answers, Span<Verdict> verdicts) =>
            VerdictWriter.Counted(answers) > 4
                ? VerdictWriter.Write(answers, VerdictReason.NoConsensus, VerdictReason.ContradictsAccepted, default, verdicts)
                : new MajorityRule(2).Judge(answers, verdicts);
    }

    private sealed class CountsHeads : IVerdictRule
    {
        public VerdictRulePromises Promises => VerdictRulePromises.IgnoresZeroWeight;

        public TaskDecision Judge(in TaskAnswers answers, Span<Verdict> verdicts) => new MajorityRule(3).Judge(answers, verdicts);
    }
}
