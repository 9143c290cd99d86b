namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What must be known besides a policy to say whether its parameters fit together.</summary>
/// <remarks>No formula. Money in base units, times in epochs. Take the safe end of what is uncertain: the most that is saved, the least chance, the longest time.</remarks>
/// <param name="SavedCostPerJob">What a participant saves by cheating on one job, at most.</param>
/// <param name="DetectionChance">The chance that a cheated job is found, at least: audit rate and accuracy together.</param>
/// <param name="DetectionDelay">How long after a fault it is found, at most.</param>
/// <param name="DisputeTime">How long it can be disputed then, at most.</param>
public sealed record PolicyFigures(Amount SavedCostPerJob, Proportion DetectionChance, EpochSpan DetectionDelay, EpochSpan DisputeTime);
