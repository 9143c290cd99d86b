namespace CapaCloud.Mechanisms.Verification;

/// <summary>Audits every result at the same rate, whoever made it.</summary>
/// <remarks>
/// <code>rate = Fixed</code>
/// Exact, no rounding. The rate that a proof asks for is <see cref="DeterrentAuditRate.Least"/>.
/// </remarks>
/// <param name="Fixed">The rate, in [0, 1].</param>
public sealed record BernoulliSampler(Proportion Fixed) : IAuditSampler
{
    /// <inheritdoc/>
    [System.Text.Json.Serialization.JsonIgnore]
    public AuditSamplerPromises Promises =>
        AuditSamplerPromises.NeverRisesWithReputation
        | AuditSamplerPromises.NeverFallsWithStake
        | AuditSamplerPromises.Continuous
        | AuditSamplerPromises.Anonymous
        | (Fixed.IsZero ? AuditSamplerPromises.None : AuditSamplerPromises.HasFloor);

    /// <inheritdoc/>
    [System.Text.Json.Serialization.JsonIgnore]
    public Proportion AtLeast => Fixed;

    /// <inheritdoc/>
    public Proportion Rate(in AuditCandidate candidate) => Fixed;
}
