using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>Accepts the result that more than a threshold of the counted weight stands behind.</summary>
/// <remarks>
/// <code>decided when voices &gt;= LeastVoices, counted weight &gt;= LeastWeight and agreeing weight &gt; Threshold * counted weight</code>
/// A voice is a counted answer of weight above 0. Compared exactly in integers: of weight 300 with a threshold of 2/3, 200 do not
/// suffice and 201 do. When every vote has weight 0, nothing is decided, and the reason says so.
/// </remarks>
public sealed record WeightedMajorityRule : IVerdictRule
{
    private static readonly Proportion TwoThirds = Proportion.FromQuotient(2, 3, Rounding.Down);

    /// <summary>Initializes a new instance of the <see cref="WeightedMajorityRule"/> class.</summary>
    /// <param name="threshold">The part of the counted weight that must be exceeded, in [1/2, 1).</param>
    /// <param name="leastVoices">How many answers with weight must count, at least 2.</param>
    /// <param name="leastWeight">How much weight must count, in base units when the weight is stake.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The threshold would let two results win or none, or the quorum is empty or of one.
    /// </exception>
    [JsonConstructor]
    public WeightedMajorityRule(Proportion threshold, int leastVoices, Amount leastWeight = default)
    {
        if (threshold < Proportion.Half || threshold == Proportion.One)
        {
            throw new ArgumentOutOfRangeException(
                nameof(threshold), $"The threshold must be from 0.5 to below 1, so that one result and only one can exceed it; got {threshold}.");
        }

        LeastVoices = leastVoices >= 2
            ? leastVoices
            : throw new ArgumentOutOfRangeException(nameof(leastVoices), $"A quorum is at least 2 answers, got {leastVoices}: nobody vouches for itself.");
        Threshold = threshold;
        LeastWeight = leastWeight;
    }

    /// <summary>Gets the part of the counted weight that must be exceeded.</summary>
    public Proportion Threshold { get; }

    /// <summary>Gets how many answers with weight must count.</summary>
    public int LeastVoices { get; }

    /// <summary>Gets how much weight must count.</summary>
    public Amount LeastWeight { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public VerdictRulePromises Promises =>
        VerdictRulePromises.OrderFree
        | VerdictRulePromises.NeedsTwo
        | VerdictRulePromises.MoreSupportNeverHurts
        | VerdictRulePromises.IgnoresZeroWeight
        | (Threshold <= TwoThirds ? VerdictRulePromises.FollowsTwoThirds : VerdictRulePromises.None);

    /// <inheritdoc/>
    /// <exception cref="OverflowException">The weights add up to more than 2^128 - 1.</exception>
    public TaskDecision Judge(in TaskAnswers answers, Span<Verdict> verdicts)
    {
        VerdictWriter.RequirePlaces(answers, verdicts);
        VoteCount count = VoteCount.Of(answers);
        VerdictReason reason = count.ReasonNotToDecide(LeastVoices, LeastWeight)
            ?? (Exceeds(count.AgreeingWeight, count.Weight) ? VerdictReason.MatchesAccepted : VerdictReason.NoConsensus);
        return VerdictWriter.Write(answers, reason, VerdictReason.ContradictsAccepted, count.Leader, verdicts);
    }

    private bool Exceeds(UInt128 agreeing, UInt128 total)
    {
        UInt256 left = UInt256.Multiply(agreeing, Proportion.PartsPerOne), right = UInt256.Multiply(total, Threshold.Parts);
        return left.Upper > right.Upper || (left.Upper == right.Upper && left.Lower > right.Lower);
    }
}
