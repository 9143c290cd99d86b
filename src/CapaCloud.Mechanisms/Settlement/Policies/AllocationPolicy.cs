using CapaCloud.Mechanisms.Markets;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>How requested tasks find their providers: the market that clears each class of work, and how much of it a reputation may get.</summary>
/// <remarks>
/// <code>most(provider, class) = Access.Limit(score, requested tasks of the class)      jobs of one epoch's allocation</code>
/// In jobs, rounded down, at least 1: a score with a share of 1 % may get 1 of 150 jobs. The market is a rule with one price for both sides, because a job has one price.
/// </remarks>
public sealed record AllocationPolicy
{
    /// <summary>Gets the market by which each class clears: one price for all, and all that is paid is received.</summary>
    public required IDoubleAuction Auction { get; init; }

    /// <summary>Gets what part of a class's tasks one provider may get, by its score; null, the value when left out: as many as its stake covers.</summary>
    public AccessRule? Access { get; init; }
}
