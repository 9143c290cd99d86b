namespace CapaCloud.Mechanisms.Markets;

/// <summary>What stands behind a provider's work.</summary>
/// <remarks>No formula. <c>default</c> is nobody's and covers nothing.</remarks>
/// <param name="Provider">Who.</param>
/// <param name="LiableStake">The stake that answers for a fault, in base units.</param>
/// <param name="OpenValue">The value of the work it has taken and that is not settled yet, in base units.</param>
public readonly record struct ProviderCover(ParticipantId Provider, Amount LiableStake, Amount OpenValue);
