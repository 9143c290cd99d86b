namespace CapaCloud.Mechanisms.Verification;

/// <summary>Turns the answers to one task into a verdict for each author.</summary>
/// <remarks>
/// <code>(judgement, verdicts) = Judge(answers)</code>
/// For every rule: who committed and did not reveal, or revealed something else, is <see cref="VerdictOutcome.Incorrect"/>; who
/// copied is <see cref="VerdictOutcome.Inconclusive"/>; when nothing is decided, everybody who revealed is
/// <see cref="VerdictOutcome.Inconclusive"/>. A rule is immutable and pure; its laws are <c>VerdictRuleLaws</c> in
/// CapaCloud.Mechanisms.Testing.
/// </remarks>
public interface IVerdictRule
{
    /// <summary>Gets what this rule promises; the laws test each promise.</summary>
    VerdictRulePromises Promises { get; }

    /// <summary>Judges the answers to one task.</summary>
    /// <param name="answers">The answers.</param>
    /// <param name="verdicts">Receives one verdict for each answer, in the order of the answers.</param>
    /// <returns>What was decided.</returns>
    /// <exception cref="ArgumentException">There are not as many places for verdicts as there are answers.</exception>
    TaskDecision Judge(in TaskAnswers answers, Span<Verdict> verdicts);
}
