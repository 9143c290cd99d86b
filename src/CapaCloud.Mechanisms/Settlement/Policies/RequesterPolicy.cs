using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>How what requesters do becomes a score, and below which score nobody works for them.</summary>
/// <remarks>
/// <code>
/// good     = jobs that it accepted, that an audit found right, or whose dispute it won
/// bad      = disputes that it lost or gave up
/// present  = jobs that it accepted or disputed;   absent = jobs that were paid because it never answered
/// </code>
/// In jobs. A cancelled job, one that was found wrong without a dispute, one that was not delivered, and a dispute without a ruling count for nothing. A new name begins as a newcomer: give names a price, by a dispute bond or by money that has to come in first.
/// </remarks>
/// <param name="Model">Ages, adds to and reads what is remembered of a requester.</param>
public sealed record RequesterPolicy(IReputationModel Model)
{
    /// <summary>Gets the score below which no job is awarded for a requester; at most a newcomer's.</summary>
    public required Proportion LeastScore { get; init; }
}
