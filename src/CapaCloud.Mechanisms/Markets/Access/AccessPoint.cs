namespace CapaCloud.Mechanisms.Markets;

/// <summary>At this score, so large a part of the work.</summary>
/// <remarks>No formula. <c>default</c> is no access at no score.</remarks>
/// <param name="Score">The reputation score.</param>
/// <param name="Share">The largest part of the capacity that one participant of this score may get.</param>
public readonly record struct AccessPoint(Proportion Score, Proportion Share);
