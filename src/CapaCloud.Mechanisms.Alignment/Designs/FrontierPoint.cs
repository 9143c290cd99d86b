namespace CapaCloud.Mechanisms.Alignment.Designs;

/// <summary>The least stake at one audit rate.</summary>
/// <remarks>No formula.</remarks>
/// <param name="AuditRate">The audit rate, the same for everybody.</param>
/// <param name="LeastStake">The least minimum bond at which honesty is the most profitable choice; null when none is enough.</param>
public readonly record struct FrontierPoint(Proportion AuditRate, Amount? LeastStake);
