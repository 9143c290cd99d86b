namespace CapaCloud.Mechanisms.Verification;

/// <summary>How often a result is audited, given what is publicly known of its author.</summary>
/// <remarks>
/// <code>audited = draw(seed, participant, task) &lt; Rate(candidate)</code>
/// A sampler only sets the rate. The decision is <see cref="AuditSelection.IsSelected"/>, the same for every sampler, so that
/// anyone can recompute it from public values and no sampler can favour somebody. A sampler is immutable and pure; its laws are
/// <c>AuditSamplerLaws</c> in CapaCloud.Mechanisms.Testing.
/// </remarks>
public interface IAuditSampler
{
    /// <summary>Gets what this sampler promises; the laws test each promise.</summary>
    AuditSamplerPromises Promises { get; }

    /// <summary>Gets the lowest rate there can be: what a proof may count on for the most trusted participant.</summary>
    Proportion AtLeast { get; }

    /// <summary>Returns the probability with which a result is audited.</summary>
    /// <param name="candidate">The result and what is known of its author.</param>
    /// <returns>The rate, in [0, 1], in parts of 10^18.</returns>
    Proportion Rate(in AuditCandidate candidate);
}
