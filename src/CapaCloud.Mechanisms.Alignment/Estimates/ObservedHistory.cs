using System.Collections.Immutable;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Estimates;

/// <summary>What settled history tells about the economics: counts and values, from receipts, verdicts and planted errors.</summary>
/// <remarks>
/// No formula. What nobody can see in a ledger (what a job costs, what somebody outside pays for a false result) has to be reported or is missing. Money in base units,
/// times in epochs.
/// </remarks>
public sealed record ObservedHistory
{
    /// <summary>Gets how many audits were of work that is known to be right, such as planted right results.</summary>
    public ulong RightWorkAudited { get; init; }

    /// <summary>Gets how many of them condemned it.</summary>
    public ulong RightWorkCondemned { get; init; }

    /// <summary>Gets how many errors were planted and audited.</summary>
    public ulong PlantedErrors { get; init; }

    /// <summary>Gets how many of them were found.</summary>
    public ulong PlantedErrorsFound { get; init; }

    /// <summary>Gets what jobs cost, as reported.</summary>
    public ImmutableArray<Fraction> CostsPerJob { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets what jobs were paid.</summary>
    public ImmutableArray<Fraction> PaymentsPerJob { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets how many epochs passed between jobs and the verdicts on them.</summary>
    public ImmutableArray<Fraction> VerdictDelays { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets how many jobs participants got in an epoch.</summary>
    public ImmutableArray<Fraction> JobsPerEpoch { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <inheritdoc/>
    public bool Equals(ObservedHistory? other) =>
        other is not null
        && RightWorkAudited == other.RightWorkAudited && RightWorkCondemned == other.RightWorkCondemned
        && PlantedErrors == other.PlantedErrors && PlantedErrorsFound == other.PlantedErrorsFound
        && CostsPerJob.AsSpan().SequenceEqual(other.CostsPerJob.AsSpan()) && PaymentsPerJob.AsSpan().SequenceEqual(other.PaymentsPerJob.AsSpan())
        && VerdictDelays.AsSpan().SequenceEqual(other.VerdictDelays.AsSpan()) && JobsPerEpoch.AsSpan().SequenceEqual(other.JobsPerEpoch.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(RightWorkAudited, PlantedErrors, CostsPerJob.Length, PaymentsPerJob.Length);
}
