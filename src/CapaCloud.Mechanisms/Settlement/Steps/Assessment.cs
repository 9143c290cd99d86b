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
    /// <summary>Gets whom it is about.</summary>
    public ParticipantId Participant { get; init; }

    /// <summary>Gets its conduct, this epoch included.</summary>
    public ReputationRecord Reputation { get; init; }

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
}
