using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>Audits the trusted less often than newcomers, but never less often than a floor.</summary>
/// <remarks>
/// <code>rate = AtLeast + (Newcomers - AtLeast) * (1 - reputation)</code>
/// In parts of 10^18, rounded up: with 0.02 and 0.25, reputation 0 gives 0.25, 0.5 gives 0.135, 1 gives 0.02. Continuous: no score
/// just above a step is worth more than one just below. The floor is what stops a trusted participant from spending its reputation:
/// a rate of 1/N after N good results lets an old hand cheat about N times. Take it from <see cref="DeterrentAuditRate.Least"/>.
/// Source: BOINC's adaptive replication, with a floor where it has none.
/// </remarks>
public sealed record ReputationAdaptiveSampler : IAuditSampler
{
    /// <summary>Initializes a new instance of the <see cref="ReputationAdaptiveSampler"/> class.</summary>
    /// <param name="atLeast">The rate at reputation 1, above 0.</param>
    /// <param name="newcomers">The rate at reputation 0, at least <paramref name="atLeast"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The floor is 0, or newcomers would be audited less than the trusted.</exception>
    [JsonConstructor]
    public ReputationAdaptiveSampler(Proportion atLeast, Proportion newcomers)
    {
        if (atLeast.IsZero)
        {
            throw new ArgumentOutOfRangeException(nameof(atLeast), "The rate for the most trusted must be above 0, or reputation buys a licence to cheat.");
        }

        if (newcomers < atLeast)
        {
            throw new ArgumentOutOfRangeException(
                nameof(newcomers), $"Newcomers cannot be audited at {newcomers}, less often than the most trusted at {atLeast}.");
        }

        AtLeast = atLeast;
        Newcomers = newcomers;
    }

    /// <inheritdoc/>
    public Proportion AtLeast { get; }

    /// <summary>Gets the rate at reputation 0, in [AtLeast, 1].</summary>
    public Proportion Newcomers { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public AuditSamplerPromises Promises =>
        AuditSamplerPromises.NeverRisesWithReputation
        | AuditSamplerPromises.NeverFallsWithStake
        | AuditSamplerPromises.HasFloor
        | AuditSamplerPromises.Continuous
        | AuditSamplerPromises.Anonymous;

    /// <inheritdoc/>
    public Proportion Rate(in AuditCandidate candidate) =>
        AtLeast.AddToOne(Newcomers.SubtractToZero(AtLeast).Multiply(candidate.Reputation.Complement, Rounding.Up));
}
