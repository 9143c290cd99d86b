namespace CapaCloud.Mechanisms.Slashing;

/// <summary>One step of a <see cref="FaultTally"/>: so much stake is at fault from this epoch on, until the next step.</summary>
/// <remarks>No formula. In base units. <c>default</c> is nothing from epoch 0 on.</remarks>
/// <param name="From">The epoch at which the step begins.</param>
/// <param name="AtFault">The stake at fault from then on.</param>
public readonly record struct FaultStep(Epoch From, Amount AtFault);
