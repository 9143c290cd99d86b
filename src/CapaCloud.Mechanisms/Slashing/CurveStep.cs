namespace CapaCloud.Mechanisms.Slashing;

/// <summary>One step of a stepped curve: from this severity on, that part.</summary>
/// <remarks>No formula. Both in [0, 1]. <c>default</c> costs nothing from severity zero on.</remarks>
/// <param name="From">The severity at which the step begins.</param>
/// <param name="Fraction">The part of the liable stake.</param>
public readonly record struct CurveStep(Proportion From, Proportion Fraction);
