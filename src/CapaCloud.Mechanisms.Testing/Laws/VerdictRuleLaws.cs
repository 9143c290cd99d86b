using System.Collections.Immutable;
using CapaCloud.Mechanisms.Testing.Generators;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>What every rule of verdicts keeps, and what each promises on top.</summary>
/// <remarks>No formula.</remarks>
public static class VerdictRuleLaws
{
    /// <summary>Returns the laws for one rule: the common ones and those of its promises.</summary>
    /// <param name="rule">The rule.</param>
    /// <returns>The laws.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rule"/> is null.</exception>
    public static IReadOnlyList<Law> For(IVerdictRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        List<Law> laws =
        [
            Of("names-its-subject", "the verdict at a position is about that answer's author, task and epoch, and rests on the answers' evidence",
                set => NamesItsSubject(rule, set)),
            Of("silence-is-wrong", "who does not reveal, or reveals something else, is incorrect; who copied is inconclusive",
                set => SilenceIsWrong(rule, set)),
            Of("undecided-never-slashes", "when nothing is decided, nobody who revealed is found correct or incorrect",
                set => UndecidedNeverSlashes(rule, set)),
            Of("same-answer-same-verdict", "two authors who revealed the same result get the same outcome",
                set => SameAnswerSameVerdict(rule, set)),
            Of("unrevealed-results-do-not-count", "what a silent author would have said changes nothing",
                set => UnrevealedDoNotCount(rule, set)),
            Of("repeats-itself", "the same answers give the same verdicts", set => RepeatsItself(rule, set)),
        ];
        AddIf(laws, rule, VerdictRulePromises.OrderFree, "order-free", "reversing or rotating the answers changes no verdict", OrderFree);
        AddIf(laws, rule, VerdictRulePromises.NeedsTwo, "needs-two", "no result is accepted on the word of one author", NeedsTwo);
        AddIf(laws, rule, VerdictRulePromises.FollowsTwoThirds, "follows-two-thirds",
            "two thirds of the counted answers and of their weight have their result accepted, or the quorum is not met", FollowsTwoThirds);
        AddIf(laws, rule, VerdictRulePromises.MoreSupportNeverHurts, "more-support-never-hurts",
            "one more answer with the accepted result leaves it accepted", MoreSupportNeverHurts);
        AddIf(laws, rule, VerdictRulePromises.IgnoresZeroWeight, "ignores-zero-weight",
            "taking away the answers of weight 0 changes nothing for the others", IgnoresZeroWeight);
        return laws;
    }

    private static Law Of(string name, string statement, Func<AnswerSet, bool> holds) =>
        Law.Of(name, statement, AnswerSet.Arbitrary, holds);

    private static void AddIf(
        List<Law> laws, IVerdictRule rule, VerdictRulePromises promise, string name, string statement, Func<IVerdictRule, AnswerSet, bool> holds)
    {
        if (rule.Promises.HasFlag(promise))
        {
            laws.Add(Of(name, statement, set => holds(rule, set)));
        }
    }

    private static bool NamesItsSubject(IVerdictRule rule, AnswerSet set)
    {
        TaskDecision judgement = set.JudgedBy(rule, out Verdict[] verdicts);
        Digest evidence = set.View().Evidence();
        return judgement.Evidence == evidence && set.Answers.Zip(verdicts).All(pair =>
            pair.Second.Participant == pair.First.Author
            && pair.Second.Task == AnswerSet.Task
            && pair.Second.Epoch == AnswerSet.Epoch
            && pair.Second.Evidence == evidence);
    }

    private static bool SilenceIsWrong(IVerdictRule rule, AnswerSet set)
    {
        set.JudgedBy(rule, out Verdict[] verdicts);
        return set.Answers.Zip(verdicts).All(pair => pair.First.Status switch
        {
            AnswerStatus.NotRevealed => pair.Second is { Outcome: VerdictOutcome.Incorrect, Reason: VerdictReason.NotRevealed },
            AnswerStatus.Mismatched => pair.Second is { Outcome: VerdictOutcome.Incorrect, Reason: VerdictReason.RevealMismatch },
            AnswerStatus.Copied => pair.Second is { Outcome: VerdictOutcome.Inconclusive, Reason: VerdictReason.Copied },
            _ => true,
        });
    }

    private static bool UndecidedNeverSlashes(IVerdictRule rule, AnswerSet set)
    {
        TaskDecision judgement = set.JudgedBy(rule, out Verdict[] verdicts);
        return judgement.IsDecided || set.Answers.Zip(verdicts).All(pair =>
            !pair.First.Counts || (pair.Second.Outcome == VerdictOutcome.Inconclusive && !pair.Second.MaySlash));
    }

    private static bool SameAnswerSameVerdict(IVerdictRule rule, AnswerSet set)
    {
        set.JudgedBy(rule, out Verdict[] verdicts);
        return set.Answers.Zip(verdicts).Where(pair => pair.First.Counts)
            .GroupBy(pair => pair.First.Result)
            .All(group => group.Select(pair => pair.Second.Outcome).Distinct().Count() == 1);
    }

    private static bool UnrevealedDoNotCount(IVerdictRule rule, AnswerSet set)
    {
        AnswerSet changed = new([.. set.Answers.Select(answer => answer.Counts
            ? answer
            : answer with { Result = ResultHash.OfChoice(9), Value = Ratio.Of(9), Weight = 1_000_000, Reliability = Proportion.One })]);
        set.JudgedBy(rule, out Verdict[] before);
        changed.JudgedBy(rule, out Verdict[] after);
        return before.Zip(after).All(pair => Same(pair.First, pair.Second));
    }

    private static bool RepeatsItself(IVerdictRule rule, AnswerSet set)
    {
        TaskDecision first = set.JudgedBy(rule, out Verdict[] once);
        TaskDecision second = set.JudgedBy(rule, out Verdict[] again);
        return first == second && once.SequenceEqual(again);
    }

    private static bool OrderFree(IVerdictRule rule, AnswerSet set)
    {
        set.JudgedBy(rule, out Verdict[] verdicts);
        ImmutableArray<Answer> rotated = set.Answers.Length < 2 ? set.Answers : [.. set.Answers.Skip(1), set.Answers[0]];
        return SameByAuthor(rule, verdicts, new AnswerSet([.. set.Answers.Reverse()])) && SameByAuthor(rule, verdicts, new AnswerSet(rotated));
    }

    private static bool NeedsTwo(IVerdictRule rule, AnswerSet set)
    {
        TaskDecision judgement = set.JudgedBy(rule, out _);
        return !judgement.IsDecided || judgement.Counted >= 2;
    }

    private static bool FollowsTwoThirds(IVerdictRule rule, AnswerSet set)
    {
        TaskDecision judgement = set.JudgedBy(rule, out _);
        if (judgement.Reason is VerdictReason.NoAnswers or VerdictReason.QuorumNotMet or VerdictReason.NoStake)
        {
            return true;
        }

        Answer[] counted = [.. set.Answers.Where(answer => answer.Counts)];
        UInt128 total = Sum(counted);
        return counted.GroupBy(answer => answer.Result)
            .Where(group => 3 * group.Count() >= 2 * counted.Length && 3 * Sum(group) >= 2 * total)
            .All(group => judgement.IsDecided && judgement.Result == group.Key);
    }

    private static bool MoreSupportNeverHurts(IVerdictRule rule, AnswerSet set)
    {
        TaskDecision judgement = set.JudgedBy(rule, out _);
        if (!judgement.IsDecided || set.Answers.FirstOrDefault(answer => answer.Counts && answer.Result == judgement.Result) is not { Counts: true } supporter)
        {
            return true;
        }

        AnswerSet more = new(set.Answers.Add(supporter with { Author = ParticipantId.Of("supporter"), Reliability = Proportion.Percent(90) }));
        TaskDecision after = more.JudgedBy(rule, out _);
        return after.IsDecided && after.Result == judgement.Result;
    }

    private static bool IgnoresZeroWeight(IVerdictRule rule, AnswerSet set)
    {
        set.JudgedBy(rule, out Verdict[] all);
        AnswerSet weighty = new([.. set.Answers.Where(answer => answer.Weight > UInt128.Zero || !answer.Counts)]);
        Dictionary<ParticipantId, Verdict> before = all.ToDictionary(verdict => verdict.Participant);
        weighty.JudgedBy(rule, out Verdict[] verdicts);
        return verdicts.All(verdict => verdict.Outcome == before[verdict.Participant].Outcome);
    }

    private static bool SameByAuthor(IVerdictRule rule, Verdict[] verdicts, AnswerSet reordered)
    {
        reordered.JudgedBy(rule, out Verdict[] after);
        Dictionary<ParticipantId, Verdict> byAuthor = after.ToDictionary(verdict => verdict.Participant);
        return verdicts.All(verdict => byAuthor[verdict.Participant] == verdict);
    }

    private static bool Same(Verdict left, Verdict right) =>
        (left.Participant, left.Task, left.Epoch, left.Outcome, left.Reason) == (right.Participant, right.Task, right.Epoch, right.Outcome, right.Reason);

    private static UInt128 Sum(IEnumerable<Answer> answers) => answers.Aggregate(UInt128.Zero, (sum, answer) => sum + answer.Weight);
}
