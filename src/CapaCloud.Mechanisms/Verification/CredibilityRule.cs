using System.Numerics;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>Accepts a result once the records of those who gave it make it credible enough: the proven need few confirmations.</summary>
/// <remarks>
/// <code>
/// odds of an answer = s * c / (1 - c)          c = the author's reliability, s = 1 for open tasks, choices - 1 for closed ones
/// w(result)         = product of the odds of those who gave it
/// P(result)         = w(result) / (others + sum of w)      others = 1 for open tasks, choices nobody gave for closed ones
/// decided when counted &gt;= LeastAnswers and P(result) &gt; Threshold
/// </code>
/// Exact in integers. Two authors of reliability 0.9 that agree on an open task give 81 / 82 = 0.9878; one that contradicts them gives
/// 81 / (1 + 81 + 9) = 0.8901. A reliability below a half speaks against the answer. Nobody is believed beyond
/// <see cref="MostReliable"/>, so that no record makes a single voice infallible against any number of others. Where reliability
/// comes from planted tasks, honest but correlated error is caught, which plain replication never catches. Source: Sarmenta,
/// "Sabotage-tolerance mechanisms for volunteer computing systems" (product rule); iExec PoCo.
/// </remarks>
public sealed record CredibilityRule : IVerdictRule
{
    /// <summary>Initializes a new instance of the <see cref="CredibilityRule"/> class.</summary>
    /// <param name="threshold">The credibility that must be exceeded, in [1/2, 1).</param>
    /// <param name="mostReliable">The highest reliability that is believed, below 1.</param>
    /// <param name="leastAnswers">How many answers must count, at least 1.</param>
    /// <param name="choices">How many different answers there can be; 0 for an open task.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    [JsonConstructor]
    public CredibilityRule(Proportion threshold, Proportion mostReliable, int leastAnswers = 1, int choices = 0)
    {
        if (threshold < Proportion.Half || threshold == Proportion.One)
        {
            throw new ArgumentOutOfRangeException(
                nameof(threshold), $"The threshold must be from 0.5 to below 1, so that one result and only one can exceed it; got {threshold}.");
        }

        if (mostReliable == Proportion.One)
        {
            throw new ArgumentOutOfRangeException(nameof(mostReliable), "Nobody is infallible: the highest reliability must be below 1.");
        }

        if (leastAnswers < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(leastAnswers), $"At least 1 answer must count, got {leastAnswers}.");
        }

        if (choices is < 0 or 1)
        {
            throw new ArgumentOutOfRangeException(nameof(choices), $"Expected 0 for an open task, or at least 2 choices; got {choices}.");
        }

        Threshold = threshold;
        MostReliable = mostReliable;
        LeastAnswers = leastAnswers;
        Choices = choices;
    }

    /// <summary>Gets the credibility that must be exceeded.</summary>
    public Proportion Threshold { get; }

    /// <summary>Gets the highest reliability that is believed.</summary>
    public Proportion MostReliable { get; }

    /// <summary>Gets how many answers must count.</summary>
    public int LeastAnswers { get; }

    /// <summary>Gets how many different answers there can be; 0 for an open task.</summary>
    public int Choices { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public VerdictRulePromises Promises =>
        VerdictRulePromises.OrderFree
        | VerdictRulePromises.MoreSupportNeverHurts
        | (LeastAnswers >= 2 ? VerdictRulePromises.NeedsTwo : VerdictRulePromises.None);

    /// <summary>Returns how credible a result is.</summary>
    /// <param name="answers">The answers.</param>
    /// <param name="result">The result.</param>
    /// <returns>P(result) in [0, 1], rounded down to parts of 10^18.</returns>
    /// <exception cref="ArgumentException">The task is closed and has more different answers than choices.</exception>
    public Proportion Credibility(in TaskAnswers answers, Digest result)
    {
        CredibilityOdds odds = CredibilityOdds.Of(answers, MostReliable, Choices);
        BigInteger parts = odds.WeightOf(result) * Proportion.PartsPerOne / odds.Total;
        return Proportion.FromParts((ulong)parts);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The task is closed and has more different answers than choices.</exception>
    public TaskDecision Judge(in TaskAnswers answers, Span<Verdict> verdicts)
    {
        VerdictWriter.RequirePlaces(answers, verdicts);
        int counted = VerdictWriter.Counted(answers);
        if (counted < LeastAnswers)
        {
            VerdictReason tooFew = counted == 0 ? VerdictReason.NoAnswers : VerdictReason.QuorumNotMet;
            return VerdictWriter.Write(answers, tooFew, VerdictReason.ContradictsAccepted, default, verdicts);
        }

        CredibilityOdds odds = CredibilityOdds.Of(answers, MostReliable, Choices);
        Digest leader = odds.Leader(out BigInteger weight);
        VerdictReason reason = weight * Proportion.PartsPerOne > odds.Total * Threshold.Parts
            ? VerdictReason.MatchesAccepted
            : VerdictReason.NoConsensus;
        return VerdictWriter.Write(answers, reason, VerdictReason.ContradictsAccepted, leader, verdicts);
    }
}
