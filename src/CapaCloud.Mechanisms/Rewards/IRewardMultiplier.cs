namespace CapaCloud.Mechanisms.Rewards;

/// <summary>By how much a score (a reputation, an uptime) multiplies a claim's weight, without cliffs.</summary>
/// <remarks>
/// <code>weight of the claim = work * Evaluate(score)</code>
/// A multiplier is a pure function of the score. A cliff (99.9 percent pays in full, 99.8 percent nothing) makes the last step
/// worth more than the work and invites gaming; the laws therefore test <see cref="RewardMultiplierPromises.Continuous"/> against
/// <see cref="Steepness"/>. Its laws are <c>RewardMultiplierLaws</c> in CapaCloud.Mechanisms.Testing.
/// </remarks>
public interface IRewardMultiplier
{
    /// <summary>Gets what this multiplier promises for every score; the laws test each promise.</summary>
    RewardMultiplierPromises Promises { get; }

    /// <summary>
    /// Gets the most that the multiplier moves for each unit that the score moves, rounded up: 0 for a constant.
    /// </summary>
    Ratio Steepness { get; }

    /// <summary>Returns the multiplier at a score.</summary>
    /// <param name="score">From 0 to 1, in parts of 10^18.</param>
    /// <returns>The multiplier, in parts of 10^18; it may exceed one.</returns>
    Ratio Evaluate(Proportion score);
}
