using System.Collections.Immutable;
using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms;

/// <summary>A mechanism as data: every rule and number by which a network settles.</summary>
/// <remarks>
/// No formula: each part names its own. A policy is immutable, goes to JSON and back (<see cref="PolicyJson"/>), and has a content hash that
/// stands in every settlement. It says nothing about participants; those are the <see cref="NetworkState"/>. Two policies
/// are equal when all their rules and numbers are.
/// </remarks>
public sealed record MechanismPolicy
{
    /// <summary>Gets the name under which people know the policy.</summary>
    public required string Name { get; init; }

    /// <summary>Gets how stake enters, stands and leaves.</summary>
    public required StakingRules Stake { get; init; }

    /// <summary>Gets how results are checked.</summary>
    public required VerificationPolicy Verification { get; init; }

    /// <summary>Gets how conduct becomes a score.</summary>
    public required ReputationPolicy Reputation { get; init; }

    /// <summary>Gets how an epoch's pool is made and divided.</summary>
    public required RewardPolicy Reward { get; init; }

    /// <summary>Gets what each offence costs, one entry for each. An offence that is not listed cannot be punished.</summary>
    public ImmutableArray<OffencePolicy> Offences { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets where slashed stake goes.</summary>
    public PenaltyPolicy Penalty { get; init; } = new();

    /// <summary>Gets the causes of missed duties that are nobody's fault, such as a power cut; compared letter by letter.</summary>
    public ImmutableArray<string> ExcusedCauses { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets which duties count; all of them when null, in jail as well. Left out of JSON then.</summary>
    [OptionalSection]
    public DutyPolicy? Duties { get; init; }

    /// <summary>Returns the name and what is priced, in one sentence; <see cref="PolicyJson.Write"/> has everything.</summary>
    /// <returns>The sentence.</returns>
    public override string ToString() =>
        $"{Name}: {(Offences.IsEmpty ? "no offence is punished" : $"punishes {string.Join(", ", Offences.Select(offence => offence.Offence))}")}";

    /// <summary>Gets the rules of jobs that requesters pay one by one; <see langword="null"/>, the value when left out: work is paid from the pool alone.</summary>
    public JobPolicy? Jobs { get; init; }

    /// <summary>Gets the rules by which others put stake behind an operator; null when nobody does. Left out of JSON then.</summary>
    [OptionalSection]
    public DelegationPolicy? Delegation { get; init; }

    /// <summary>Gets how requested tasks find their providers; null when the network awards each job itself. Left out of JSON then.</summary>
    [OptionalSection]
    public AllocationPolicy? Allocation { get; init; }

    /// <summary>Gets how requesters are scored, and whom nobody works for; null when their conduct is not remembered. Left out of JSON then.</summary>
    [OptionalSection]
    public RequesterPolicy? Requesters { get; init; }

    /// <inheritdoc/>
    public bool Equals(MechanismPolicy? other) =>
        other is not null
        && Name == other.Name
        && Stake == other.Stake
        && Verification == other.Verification
        && Reputation == other.Reputation
        && Reward == other.Reward
        && Penalty == other.Penalty
        && Equals(Jobs, other.Jobs)
        && Equals(Delegation, other.Delegation)
        && Equals(Allocation, other.Allocation)
        && Equals(Duties, other.Duties)
        && Equals(Requesters, other.Requesters)
        && Offences.AsSpan().SequenceEqual(other.Offences.AsSpan())
        && ExcusedCauses.AsSpan().SequenceEqual(other.ExcusedCauses.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}
