using System.Collections.Immutable;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What one participant's epoch is worth before anything is known of the others: step one of three when an epoch is settled on many machines.</summary>
/// <remarks>
/// <code>
/// weight = floor(work * 10^9 * reputation multiplier * uptime multiplier), 0 when not eligible
/// claim  = the weight at a score of one and an uptime of one, at least the weight; 0 below the minimum bond
/// </code>
/// </remarks>
public readonly record struct Assessment
{
    private readonly ImmutableArray<PoolWeight> _pools;

    /// <summary>Gets whom it is about.</summary>
    public ParticipantId Participant { get; init; }

    /// <summary>Gets its conduct, this epoch included.</summary>
    public ReputationRecord Reputation { get; init; }

    /// <summary>Gets its conduct as a checker, this epoch included; null where it has no record of that. Left out of JSON then.</summary>
    [OptionalSection]
    public CheckingRecord? Checking { get; init; }

    /// <summary>Gets its score, this epoch included.</summary>
    public Proportion Score { get; init; }

    /// <summary>Gets the kept part of the duties that were due and not excused; 1 when none was due.</summary>
    public Proportion Uptime { get; init; }

    /// <summary>Gets the stake that stands for this epoch, in base units.</summary>
    public Amount Stake { get; init; }

    /// <summary>Gets the weight of its claim on the pool.</summary>
    public UInt128 Weight { get; init; }

    /// <summary>Gets what its weight would be at a full score and a full uptime, neither jailed nor forfeited; zero below the minimum bond.</summary>
    public UInt128 Claim { get; init; }

    /// <summary>Gets why it gets no reward, or that it does.</summary>
    public IneligibilityReason Ineligibility { get; init => field = EnumerationMember.Required(value); }

    /// <summary>Gets what it claims of the policy's further pools, by the name of the pool; none where the policy has none. Left out of JSON then.</summary>
    [OptionalSection]
    public ImmutableArray<PoolWeight> Pools
    {
        get => _pools.IsDefault ? [] : _pools;
        init => _pools = value;
    }

    /// <summary>Gets what is remembered of its conduct.</summary>
    internal Conducts Remembered => new(Reputation, Checking);

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"Assessment {{ Participant = {Participant}, Reputation = {Reputation}, Score = {Score}, Uptime = {Uptime}, Stake = {Stake}, Weight = {Weight}, Claim = {Claim}, Ineligibility = {Ineligibility}, Pools = {Prose.List(Pools)} }}";

    /// <inheritdoc/>
    public bool Equals(Assessment other) =>
        Participant == other.Participant
        && Reputation == other.Reputation
        && Checking == other.Checking
        && Score == other.Score
        && Uptime == other.Uptime
        && Stake == other.Stake
        && Weight == other.Weight
        && Claim == other.Claim
        && Ineligibility == other.Ineligibility
        && Pools.AsSpan().SequenceEqual(other.Pools.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Participant.GetHashCode() ^ Weight.GetHashCode() ^ Claim.GetHashCode();
}
