using CapaCloud.Mechanisms.Alignment.Intervals;

namespace CapaCloud.Mechanisms.Alignment;

/// <summary>Jobs of an epoch that are alike: what one costs, what a false result costs to make, and what it brings from outside.</summary>
/// <remarks>
/// <code>gain = Cost - CheatingCost + ExternalGain</code>
/// Money in base units; each number may be an interval. Each job is one unit of work: the pool pays all kinds the same for it.
/// </remarks>
public sealed record JobKind
{
    /// <summary>Gets how many of an epoch's jobs are of this kind, at least 1.</summary>
    public required long Jobs { get; init; }

    /// <summary>Gets what honest work on one of them costs.</summary>
    public required RationalInterval Cost { get; init; }

    /// <summary>Gets what a false result costs to make. 0 when left out.</summary>
    public RationalInterval CheatingCost { get; init; }

    /// <summary>Gets what someone outside pays for one false result. 0 when left out.</summary>
    public RationalInterval ExternalGain { get; init; }

    /// <summary>Gets what cheating on one of them saves and brings.</summary>
    internal RationalInterval Gain => RationalInterval.Between(Cost.Low - CheatingCost.High + ExternalGain.Low, Cost.High - CheatingCost.Low + ExternalGain.High);
}
