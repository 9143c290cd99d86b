namespace CapaCloud.Mechanisms.Verification;

/// <summary>Accepts what everybody agrees on; the slightest difference goes to an arbiter, who alone can find somebody wrong.</summary>
/// <remarks>
/// <code>
/// all counted answers equal, at least two: accepted
/// otherwise:                               inconclusive until the arbiter's result is there, then that one is right
/// </code>
/// A majority of colluders gains nothing here: one dissenter is enough to bring the arbiter. No formula.
/// </remarks>
/// <param name="Arbiter">The hash of the arbiter's result, or null while it has not spoken.</param>
public sealed record UnanimityRule(Digest? Arbiter = null) : IVerdictRule
{
    /// <inheritdoc/>
    [System.Text.Json.Serialization.JsonIgnore]
    public VerdictRulePromises Promises => VerdictRulePromises.OrderFree | VerdictRulePromises.NeedsTwo | VerdictRulePromises.MoreSupportNeverHurts;

    /// <inheritdoc/>
    public TaskDecision Judge(in TaskAnswers answers, Span<Verdict> verdicts)
    {
        VerdictWriter.RequirePlaces(answers, verdicts);
        int counted = VerdictWriter.Counted(answers);
        Digest first = FirstCounted(answers);
        (VerdictReason right, VerdictReason wrong, Digest accepted) =
            counted == 0 ? (VerdictReason.NoAnswers, default, default)
            : counted == 1 ? (VerdictReason.QuorumNotMet, default, default)
            : VerdictWriter.Agreeing(answers, first) == counted ? (VerdictReason.MatchesAccepted, VerdictReason.ContradictsAccepted, first)
            : Arbiter is { } arbiter ? (VerdictReason.RefereeConfirms, VerdictReason.RefereeRefutes, arbiter)
            : (VerdictReason.AwaitsArbitration, default(VerdictReason), default(Digest));
        return VerdictWriter.Write(answers, right, wrong, accepted, verdicts);
    }

    private static Digest FirstCounted(in TaskAnswers answers)
    {
        foreach (ref readonly Answer answer in answers.Answers.AsSpan())
        {
            if (answer.Counts)
            {
                return answer.Result;
            }
        }

        return default;
    }
}
