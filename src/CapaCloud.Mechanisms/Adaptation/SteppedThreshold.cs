using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>A threshold that drops by a step after each period, down to a last one. A step of zero is a constant threshold.</summary>
/// <remarks>
/// <code>
/// At(x)    = max(Last, First - min(First, Step * (x // Period)))
/// Delay(y) = none when y &lt; Last, else Period * ceil((First - min(y, First)) / Step) where that is at most one
/// </code>
/// Parts of one, exact. It drops at exactly each multiple of the period. Source: Polkadot's referenda.
/// </remarks>
public sealed record SteppedThreshold : IThresholdCurve
{
    /// <summary>Initializes a new instance of the <see cref="SteppedThreshold"/> class.</summary>
    /// <param name="first">The threshold at first.</param>
    /// <param name="last">The lowest threshold, not above the first.</param>
    /// <param name="step">How much it drops.</param>
    /// <param name="period">After how much of the voting time it drops again, not zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The last threshold is above the first, or the period is zero.</exception>
    [JsonConstructor]
    public SteppedThreshold(Proportion first, Proportion last, Proportion step, Proportion period)
    {
        if (last > first || period.IsZero)
        {
            throw new ArgumentOutOfRangeException(nameof(last), $"Thresholds from {first} to {last} in periods of {period}; expected a last threshold that is not above the first, and a period above 0.");
        }

        (First, Last, Step, Period) = (first, last, step, period);
    }

    /// <summary>Gets the threshold at first.</summary>
    public Proportion First { get; }

    /// <summary>Gets the lowest threshold.</summary>
    public Proportion Last { get; }

    /// <summary>Gets how much it drops.</summary>
    public Proportion Step { get; }

    /// <summary>Gets after how much of the voting time it drops again.</summary>
    public Proportion Period { get; }

    /// <summary>Returns a threshold that does not fall.</summary>
    /// <param name="threshold">The threshold.</param>
    /// <returns>The curve.</returns>
    public static SteppedThreshold Constant(Proportion threshold) => new(threshold, threshold, Proportion.Zero, Proportion.One);

    /// <inheritdoc/>
    public Proportion At(Proportion elapsed)
    {
        UInt128 drop = (UInt128)Step.Parts * (elapsed.Parts / Period.Parts);
        return Proportion.Max(Last, drop >= First.Parts ? Proportion.Zero : First.SubtractToZero(Proportion.FromParts((ulong)drop)));
    }

    /// <inheritdoc/>
    public Proportion? Delay(Proportion support)
    {
        if (support >= First)
        {
            return Proportion.Zero;
        }

        if (support < Last || Step.IsZero)
        {
            return null;
        }

        UInt128 steps = ((UInt128)(First.Parts - support.Parts) + Step.Parts - 1) / Step.Parts, delay = steps * Period.Parts;
        return delay > Proportion.PartsPerOne ? null : Proportion.FromParts((ulong)delay);
    }
}
