using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>For results that are numbers: accepts the median by weight, and everybody who is near enough to it.</summary>
/// <remarks>
/// <code>
/// median  = smallest v with weight{value &lt;= v} &gt;= half the weight   (and the largest such, when the halves are equal)
/// correct = value within Relative * median + Absolute of a median, rounded up
/// </code>
/// With less than half of the weight an attacker cannot move it outside the honest values, however wild its own; a mean has no such
/// bound. The band's width is rounded up, in favour of the author: a median of 101 with 0.01 allows up to 1.01 off. When the weight
/// splits into equal halves, being near either of the two medians suffices. Below the quorum there is no output: two feeds are a
/// mean, not a median. Source of the failure it prevents: Synthetix sKRW, 2019.
/// </remarks>
public sealed record WeightedMedianRule : IVerdictRule
{
    /// <summary>Initializes a new instance of the <see cref="WeightedMedianRule"/> class.</summary>
    /// <param name="relative">How far off is still right, as a part of the median.</param>
    /// <param name="absolute">How far off is still right, in the unit of the values; comes on top.</param>
    /// <param name="leastVoices">How many answers with weight must count, at least 3.</param>
    /// <param name="leastWeight">How much weight must count.</param>
    /// <exception cref="ArgumentOutOfRangeException">The quorum is below 3.</exception>
    [JsonConstructor]
    public WeightedMedianRule(Proportion relative, Ratio absolute, int leastVoices = 3, Amount leastWeight = default)
    {
        LeastVoices = leastVoices >= 3
            ? leastVoices
            : throw new ArgumentOutOfRangeException(nameof(leastVoices), $"A median needs at least 3 answers, got a quorum of {leastVoices}: of two, either could be the faulty one.");
        Relative = relative;
        Absolute = absolute;
        LeastWeight = leastWeight;
    }

    /// <summary>Gets how far off is still right, as a part of the median.</summary>
    public Proportion Relative { get; }

    /// <summary>Gets how far off is still right, in the unit of the values.</summary>
    public Ratio Absolute { get; }

    /// <summary>Gets how many answers with weight must count.</summary>
    public int LeastVoices { get; }

    /// <summary>Gets how much weight must count.</summary>
    public Amount LeastWeight { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public VerdictRulePromises Promises =>
        VerdictRulePromises.OrderFree
        | VerdictRulePromises.NeedsTwo
        | VerdictRulePromises.FollowsTwoThirds
        | VerdictRulePromises.MoreSupportNeverHurts
        | VerdictRulePromises.IgnoresZeroWeight;

    /// <inheritdoc/>
    /// <remarks>The judgement's result is <see cref="ResultHash.OfNumber"/> of the lower median.</remarks>
    /// <exception cref="OverflowException">The weights add up to more than 2^128 - 1.</exception>
    public TaskDecision Judge(in TaskAnswers answers, Span<Verdict> verdicts)
    {
        VerdictWriter.RequirePlaces(answers, verdicts);
        VerdictReason? obstacle = VoteCount.Of(answers).ReasonNotToDecide(LeastVoices, LeastWeight);
        if (obstacle is { } reason)
        {
            return VerdictWriter.Write(answers, reason, VerdictReason.OutsideTolerance, default, verdicts);
        }

        (Ratio lower, Ratio upper) = Medians(answers);
        Digest evidence = answers.Evidence();
        int counted = 0, agreeing = 0;
        for (int position = 0; position < verdicts.Length; position++)
        {
            ref readonly Answer answer = ref answers.Answers.ItemRef(position);
            bool near = IsNear(answer.Value, lower) || IsNear(answer.Value, upper);
            counted += answer.Counts ? 1 : 0;
            agreeing += answer.Counts && near ? 1 : 0;
            verdicts[position] = VerdictWriter.Of(
                answers, answer, near ? VerdictReason.WithinTolerance : VerdictReason.OutsideTolerance, evidence);
        }

        return new TaskDecision(VerdictReason.WithinTolerance, ResultHash.OfNumber(lower), counted, agreeing, evidence);
    }

    /// <summary>Returns the two medians of the counted weight, the same number unless the weight splits into equal halves.</summary>
    /// <param name="answers">The answers, at least one of them with weight.</param>
    /// <returns>The lower and the upper median.</returns>
    /// <exception cref="ArgumentException">No counted answer has weight.</exception>
    /// <exception cref="OverflowException">The weights add up to more than 2^128 - 1.</exception>
    public static (Ratio Lower, Ratio Upper) Medians(in TaskAnswers answers)
    {
        List<(Ratio Value, UInt128 Weight)> votes = [];
        UInt128 total = UInt128.Zero;
        foreach (ref readonly Answer answer in answers.Answers.AsSpan())
        {
            if (answer.Counts && answer.Weight > UInt128.Zero)
            {
                votes.Add((answer.Value, answer.Weight));
                total = checked(total + answer.Weight);
            }
        }

        if (votes.Count == 0)
        {
            throw new ArgumentException($"No answer to task {answers.Task} has weight: there is no median.", nameof(answers));
        }

        votes.Sort(static (left, right) => left.Value.CompareTo(right.Value));
        UInt128 below = UInt128.Zero;
        Ratio? lower = null;
        foreach ((Ratio value, UInt128 weight) in votes)
        {
            below += weight;

            // below >= total / 2, without halving: what is above is not more than what is below.
            if (below > total - below)
            {
                return (lower ?? value, value);
            }

            lower ??= below == total - below ? value : null;
        }

        throw new InvalidOperationException("The weights of a non-empty list reach their total.");
    }

    private bool IsNear(Ratio value, Ratio median)
    {
        Ratio distance = Ratio.Max(value, median) - Ratio.Min(value, median);
        UInt128 band = MultiplyDivide.Up(median.Parts, Relative.Parts, Proportion.PartsPerOne);
        return distance.Parts <= Absolute.Parts || distance.Parts - Absolute.Parts <= band;
    }
}
