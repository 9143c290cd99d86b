using CapaCloud.Mechanisms.Alignment.Exact;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>One term of a stake expression: a coefficient times a symbol.</summary>
/// <remarks>
/// <code>term = Coefficient * Symbol</code>
/// Immutable. <c>default</c> has no symbol and stands for nothing.
/// </remarks>
/// <param name="Symbol">The symbol.</param>
/// <param name="Coefficient">The coefficient, not zero.</param>
public readonly record struct StakeTerm(StakeSymbol Symbol, Rational Coefficient);
