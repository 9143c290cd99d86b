using System.Collections.Immutable;
using CapaCloud.Mechanisms.Verification;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing.Generators;

/// <summary>The answers to one task, as the laws of verdict rules draw them: up to nine authors, few results, some silent.</summary>
/// <remarks>No formula.</remarks>
/// <param name="Answers">The answers, in the order in which they arrived.</param>
internal sealed record AnswerSet(ImmutableArray<Answer> Answers)
{
    /// <summary>Gets the answers, in the order in which they arrived.</summary>
    public ImmutableArray<Answer> Answers { get; init => field = value.IsDefault ? [] : value; } = Answers.IsDefault ? [] : Answers;

    private static readonly ulong[] Numbers = [100, 101, 105, 200, 1_000];

    /// <summary>Gets the task that is answered.</summary>
    public static TaskId Task { get; } = TaskId.Of("task");

    /// <summary>Gets the epoch in which it is answered.</summary>
    public static Epoch Epoch { get; } = Epoch.Of(7);

    /// <summary>Gets the generator and shrinker: every number is its own result, so that rules of both kinds can judge them.</summary>
    public static Arbitrary<AnswerSet> Arbitrary => Arb.From(Sets, Smaller);

    private static Gen<AnswerSet> Sets =>
        from count in Gen.Choose(0, 9)
        from answers in Gen.ArrayOf(Single, count)
        select new AnswerSet([.. answers.Select((answer, position) => answer with { Author = ParticipantId.Of($"a{position}") })]);

    private static Gen<Answer> Single =>
        from number in Gen.Frequency((4, Gen.Constant(100UL)), (3, Gen.Elements(Numbers)))
        from status in Gen.Frequency(
            (12, Gen.Constant(AnswerStatus.Revealed)),
            (1, Gen.Elements(AnswerStatus.NotRevealed, AnswerStatus.Mismatched, AnswerStatus.Copied)))
        from weight in Gen.Frequency((1, Gen.Constant(UInt128.Zero)), (4, Gen.Choose(1, 9).Select(value => (UInt128)value)), (1, Generate.ModestAmount.Select(value => value.Units)))
        from reliability in Generate.Proportion
        select new Answer
        {
            Status = status,
            Value = Ratio.Of(number),
            Result = ResultHash.OfNumber(Ratio.Of(number)),
            Weight = weight,
            Reliability = reliability,
        };

    /// <summary>Returns the answers as a rule takes them.</summary>
    /// <returns>The view.</returns>
    public TaskAnswers View() => new(Task, Epoch, Answers);

    /// <summary>Puts the answers to a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="verdicts">Receives the verdicts.</param>
    /// <returns>The judgement.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rule"/> is null.</exception>
    public TaskDecision JudgedBy(IVerdictRule rule, out Verdict[] verdicts)
    {
        ArgumentNullException.ThrowIfNull(rule);
        verdicts = new Verdict[Answers.Length];
        return rule.Judge(View(), verdicts);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Answers.Select(answer =>
        $"{answer.Author} {(answer.Counts ? "says" : answer.Status.ToString())} {answer.Value} (weight {answer.Weight}, reliability {answer.Reliability})"));

    private static IEnumerable<AnswerSet> Smaller(AnswerSet set)
    {
        for (int position = 0; position < set.Answers.Length; position++)
        {
            yield return new AnswerSet(set.Answers.RemoveAt(position));
        }

        for (int position = 0; position < set.Answers.Length; position++)
        {
            if (set.Answers[position].Weight > 1)
            {
                yield return new AnswerSet(set.Answers.SetItem(position, set.Answers[position] with { Weight = 1 }));
            }
        }
    }
}
