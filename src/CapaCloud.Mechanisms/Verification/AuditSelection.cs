namespace CapaCloud.Mechanisms.Verification;

/// <summary>
/// The arithmetic behind a draw of audits: whether one result is audited, from its seed and its rate. To draw the audits of an epoch, call <see
/// cref="Mechanism.SelectAudits"/>.
/// </summary>
/// <remarks>
/// <code>audited = draw(seed, participant, task) &lt; rate * 2^128</code>
/// Pointwise: whether one result is audited depends on no other, so no order of a list, no partition over machines and no
/// newcomer changes it.
/// </remarks>
public static class AuditSelection
{
    /// <summary>Tells whether a result is audited.</summary>
    /// <param name="sampler">Sets the rate.</param>
    /// <param name="seed">The epoch's seed for <see cref="SelectionPurpose.Audit"/>.</param>
    /// <param name="candidate">The result and what is known of its author.</param>
    /// <returns><see langword="true"/> with probability <c>sampler.Rate(candidate)</c>, exact within 2^-128.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="sampler"/> is null.</exception>
    /// <exception cref="ArgumentException">The seed is for another purpose, or the candidate is nobody's or on no task.</exception>
    public static bool IsSelected(this IAuditSampler sampler, in SelectionSeed seed, in AuditCandidate candidate)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        if (candidate.Participant.IsNone || candidate.Task.IsNone || seed.Purpose != SelectionPurpose.Audit)
        {
            ThrowMisuse(seed, candidate);
        }

        return seed.For(candidate.Participant, candidate.Task).IsBelow(sampler.Rate(candidate));
    }

    private static void ThrowMisuse(in SelectionSeed seed, in AuditCandidate candidate)
    {
        if (seed.Purpose != SelectionPurpose.Audit)
        {
            throw new ArgumentException($"An audit is drawn from a seed for '{SelectionPurpose.Audit}', got one for '{seed.Purpose}'.", nameof(seed));
        }

        throw new ArgumentException(
            $"An audit is of a participant's result on a task, got participant {candidate.Participant} and task {candidate.Task}.",
            nameof(candidate));
    }
}
