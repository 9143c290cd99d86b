namespace CapaCloud.Mechanisms.Staking;

/// <summary>A commission that counts from an epoch on.</summary>
/// <remarks>No formula. <c>default</c> is no commission from epoch 0 on.</remarks>
/// <param name="From">The first epoch for whose earnings it counts.</param>
/// <param name="Rate">The operator's part.</param>
public readonly record struct CommissionChange(Epoch From, Proportion Rate);
