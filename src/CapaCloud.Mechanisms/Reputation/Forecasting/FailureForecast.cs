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

    /// <summary>Returns what the failure costs, in one sentence.</summary>
    /// <returns>The sentence: <c>the score falls from 0.9 to 0.6 and is back after 30 epochs</c>.</returns>
    public override string ToString() =>
        $"the score falls from {Before} to {After} and is {(Recovery is { } span ? $"back after {Prose.Epochs(span)}" : "not back within the time that was looked at")}";
}
