namespace CapaCloud.Mechanisms.Reputation;

/// <summary>What one peer says of another: how much it trusts it, or, below zero, how much it distrusts it.</summary>
/// <remarks>
/// No formula. Peers are numbered from 0. Only the proportions among one peer's statements count, so each may use its own scale.
/// <c>default</c> says nothing of peer 0.
/// </remarks>
/// <param name="From">Who says it.</param>
/// <param name="To">Of whom.</param>
/// <param name="Weight">How much: above zero trust, below zero distrust, zero nothing.</param>
public readonly record struct TrustStatement(int From, int To, long Weight);
