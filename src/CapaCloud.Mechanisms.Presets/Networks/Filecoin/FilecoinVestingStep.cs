namespace CapaCloud.Mechanisms.Presets.Networks.Filecoin;

/// <summary>One step of a vesting schedule.</summary>
/// <remarks>No formula. <c>default</c> releases nothing at epoch 0.</remarks>
/// <param name="Epoch">The epoch, strictly after which the amount can be taken.</param>
/// <param name="Amount">How much, in attoFIL.</param>
public readonly record struct FilecoinVestingStep(Epoch Epoch, Amount Amount)
{
    /// <summary>Tells whether the step can be taken.</summary>
    /// <param name="now">The present epoch.</param>
    /// <returns><see langword="true"/> strictly after the step's epoch.</returns>
    public bool IsUnlocked(Epoch now) => now > Epoch;
}
