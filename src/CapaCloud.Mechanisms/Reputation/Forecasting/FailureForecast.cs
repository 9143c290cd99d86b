namespace CapaCloud.Mechanisms.Reputation;

/// <summary>What one failure costs: how far the score falls and how long it takes to make it good.</summary>
/// <remarks>
/// <code>Lost = Before - After</code>
/// </remarks>
/// <param name="Before">The score without the failure.</param>
/// <param name="After">The score right after it.</param>
/// <param name="Recovery">How long until the score is again what it would have been, but for a hundredth of what was lost; null when not
/// within the horizon.</param>
public readonly record struct FailureForecast(Proportion Before, Proportion After, EpochSpan? Recovery)
{
    /// <summary>Gets how far the score falls.</summary>
    public Proportion Lost => Before.SubtractToZero(After);
}
