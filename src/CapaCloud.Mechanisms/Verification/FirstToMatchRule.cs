using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>Accepts the first result on which m answers agree, in the order in which they arrived.</summary>
/// <remarks>
/// <code>
/// decided by the first prefix in which some result has Matches answers
/// error with a share f of colluders: sum over j = m .. 2m - 1 of C(2m - 1, j) f^j (1 - f)^(2m - 1 - j)
/// </code>
/// With m = 2, the answers A, B, B, A, A accept B. Needs fewer answers than a majority of the same strength, and looks at the order,
/// so the answers must come from commitments that hide them until the window closes. Source: Sarmenta's m-first voting.
/// </remarks>
public sealed record FirstToMatchRule : IVerdictRule
{
    /// <summary>Initializes a new instance of the <see cref="FirstToMatchRule"/> class.</summary>
    /// <param name="matches">m, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 2.</exception>
    [JsonConstructor]
    public FirstToMatchRule(int matches) =>
        Matches = matches >= 2
            ? matches
            : throw new ArgumentOutOfRangeException(nameof(matches), $"At least 2 answers must match, got {matches}: nobody vouches for itself.");

    /// <summary>Gets how many answers must match.</summary>
    public int Matches { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public VerdictRulePromises Promises => VerdictRulePromises.NeedsTwo | VerdictRulePromises.MoreSupportNeverHurts;

    /// <inheritdoc/>
    public TaskDecision Judge(in TaskAnswers answers, Span<Verdict> verdicts)
    {
        VerdictWriter.RequirePlaces(answers, verdicts);
        ReadOnlySpan<Answer> all = answers.Answers.AsSpan();
        for (int last = 0; last < all.Length; last++)
        {
            if (all[last].Counts && Count(all[..(last + 1)], all[last].Result) >= Matches)
            {
                return VerdictWriter.Write(answers, VerdictReason.MatchesAccepted, VerdictReason.ContradictsAccepted, all[last].Result, verdicts);
            }
        }

        int counted = VerdictWriter.Counted(answers);
        VerdictReason reason = counted == 0 ? VerdictReason.NoAnswers
            : counted < Matches ? VerdictReason.QuorumNotMet
            : VerdictReason.NoConsensus;
        return VerdictWriter.Write(answers, reason, VerdictReason.ContradictsAccepted, default, verdicts);
    }

    private static int Count(ReadOnlySpan<Answer> answers, Digest result)
    {
        int count = 0;
        foreach (ref readonly Answer answer in answers)
        {
            count += answer.Counts && answer.Result == result ? 1 : 0;
        }

        return count;
    }
}
