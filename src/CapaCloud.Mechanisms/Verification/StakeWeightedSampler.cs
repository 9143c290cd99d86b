using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>Audits in proportion to stake: one expected audit for so much stake, never less often than a floor.</summary>
/// <remarks>
/// <code>rate = max(AtLeast, min(1, stake / StakePerAudit))</code>
/// In parts of 10^18, rounded up: 25 units at stake and 100 per audit give 0.25. Up to <see cref="StakePerAudit"/> and above the
/// floor, a stake split over several names is audited as often in sum as before, within one part for each name.
/// </remarks>
public sealed record StakeWeightedSampler : IAuditSampler
{
    /// <summary>Initializes a new instance of the <see cref="StakeWeightedSampler"/> class.</summary>
    /// <param name="stakePerAudit">How much stake makes one audit, in base units, above 0.</param>
    /// <param name="atLeast">The lowest rate, for those with little or no stake.</param>
    /// <exception cref="ArgumentOutOfRangeException">The stake for an audit is 0.</exception>
    [JsonConstructor]
    public StakeWeightedSampler(Amount stakePerAudit, Proportion atLeast)
    {
        if (stakePerAudit.IsZero)
        {
            throw new ArgumentOutOfRangeException(nameof(stakePerAudit), "The stake that makes one audit must be above 0 base units.");
        }

        StakePerAudit = stakePerAudit;
        AtLeast = atLeast;
    }

    /// <summary>Gets how much stake makes one audit, in base units.</summary>
    public Amount StakePerAudit { get; }

    /// <inheritdoc/>
    public Proportion AtLeast { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public AuditSamplerPromises Promises =>
        AuditSamplerPromises.NeverRisesWithReputation
        | AuditSamplerPromises.NeverFallsWithStake
        | AuditSamplerPromises.Continuous
        | AuditSamplerPromises.Anonymous
        | (AtLeast.IsZero ? AuditSamplerPromises.None : AuditSamplerPromises.HasFloor);

    /// <inheritdoc/>
    public Proportion Rate(in AuditCandidate candidate) =>
        candidate.Stake >= StakePerAudit
            ? Proportion.One
            : Proportion.Max(AtLeast, Proportion.FromQuotient(candidate.Stake.Units, StakePerAudit.Units, Rounding.Up));
}
