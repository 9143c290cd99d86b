namespace CapaCloud.Mechanisms.Rewards;

/// <summary>A point that a <see cref="PiecewiseLinearMultiplier"/> passes through.</summary>
/// <remarks>No formula. <c>default</c> is multiplier 0 at score 0.</remarks>
/// <param name="Score">From 0 to 1.</param>
/// <param name="Multiplier">The multiplier at that score.</param>
public readonly record struct MultiplierPoint(Proportion Score, Ratio Multiplier);
