namespace CapaCloud.Mechanisms.Verification;

/// <summary>Judges by an answer that was known beforehand: a planted task, or the recomputation of a trusted auditor.</summary>
/// <remarks>
/// <code>correct = (result == Known)</code>
/// Nobody's vote matters, so no majority of colluders can help. For a planted task make it with <see cref="PlantedTask.Rule"/>,
/// which checks that the answer was fixed before anybody committed.
/// </remarks>
/// <param name="Known">The hash of the right result.</param>
public sealed record KnownAnswerRule(Digest Known) : IVerdictRule
{
    /// <inheritdoc/>
    [System.Text.Json.Serialization.JsonIgnore]
    public VerdictRulePromises Promises =>
        VerdictRulePromises.OrderFree | VerdictRulePromises.MoreSupportNeverHurts | VerdictRulePromises.IgnoresZeroWeight;

    /// <inheritdoc/>
    public TaskDecision Judge(in TaskAnswers answers, Span<Verdict> verdicts)
    {
        VerdictWriter.RequirePlaces(answers, verdicts);
        VerdictReason reason = VerdictWriter.Counted(answers) == 0 ? VerdictReason.NoAnswers : VerdictReason.MatchesKnown;
        return VerdictWriter.Write(answers, reason, VerdictReason.ContradictsKnown, Known, verdicts);
    }
}
