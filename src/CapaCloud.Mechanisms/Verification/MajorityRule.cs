using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>Accepts the result that more than half of at least a quorum of answers agree on.</summary>
/// <remarks>
/// <code>decided when counted &gt;= Quorum and 2 * agreeing &gt; counted</code>
/// Every answer counts the same. With a quorum of 3, answers A, A, B accept A; A, B, C and A, A, B, B accept nothing; A, A alone
/// accepts nothing. A quorum is at least 2, so nobody vouches for itself. Replication alone is weak against collusion: with a share f
/// of colluders it accepts their result whenever they hold a majority of the seats. Source: BOINC's validation.
/// </remarks>
public sealed record MajorityRule : IVerdictRule
{
    /// <summary>Initializes a new instance of the <see cref="MajorityRule"/> class.</summary>
    /// <param name="quorum">How many answers must count, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">The quorum is empty, or of one.</exception>
    [JsonConstructor]
    public MajorityRule(int quorum)
    {
        Quorum = quorum >= 2
            ? quorum
            : throw new ArgumentOutOfRangeException(nameof(quorum), $"A quorum is at least 2 answers, got {quorum}: nobody vouches for itself.");
    }

    /// <summary>Gets how many answers must count.</summary>
    public int Quorum { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public VerdictRulePromises Promises =>
        VerdictRulePromises.OrderFree
        | VerdictRulePromises.NeedsTwo
        | VerdictRulePromises.FollowsTwoThirds
        | VerdictRulePromises.MoreSupportNeverHurts;

    /// <inheritdoc/>
    public TaskDecision Judge(in TaskAnswers answers, Span<Verdict> verdicts)
    {
        VerdictWriter.RequirePlaces(answers, verdicts);
        int counted = VerdictWriter.Counted(answers);
        Digest candidate = Candidate(answers);
        VerdictReason reason = counted == 0 ? VerdictReason.NoAnswers
            : counted < Quorum ? VerdictReason.QuorumNotMet
            : VerdictWriter.Agreeing(answers, candidate) <= counted - VerdictWriter.Agreeing(answers, candidate) ? VerdictReason.NoConsensus
            : VerdictReason.MatchesAccepted;
        return VerdictWriter.Write(answers, reason, VerdictReason.ContradictsAccepted, candidate, verdicts);
    }

    /// <summary>Returns the only result that can have a majority: pairs of different answers cancel, and what is left over remains.</summary>
    private static Digest Candidate(in TaskAnswers answers)
    {
        Digest candidate = default;
        int lead = 0;
        foreach (ref readonly Answer answer in answers.Answers.AsSpan())
        {
            if (!answer.Counts)
            {
                continue;
            }

            if (lead == 0)
            {
                candidate = answer.Result;
            }

            lead += answer.Result == candidate ? 1 : -1;
        }

        return candidate;
    }
}
