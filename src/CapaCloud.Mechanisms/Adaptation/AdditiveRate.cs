using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>A step size that adapts: it grows by addition while things are far off, and shrinks by multiplication while they are calm.</summary>
/// <remarks>
/// <code>
/// fill &lt;= Margin or fill &gt;= 1 - Margin: min(Highest, rate + Increase)
/// otherwise:                              max(Lowest, floor(rate * Decrease))
/// </code>
/// Parts of one, rounded down in the 18th digit: with a decrease of 0.95 a rate of 0.125 becomes 0.11875.
/// </remarks>
public sealed record AdditiveRate
{
    /// <summary>Initializes a new instance of the <see cref="AdditiveRate"/> class.</summary>
    /// <param name="lowest">The lowest rate, not zero.</param>
    /// <param name="highest">The highest rate, not below the lowest.</param>
    /// <param name="start">The rate of a state that starts.</param>
    /// <param name="increase">What a nearly full or empty window adds.</param>
    /// <param name="decrease">The part that any other window leaves.</param>
    /// <param name="margin">How near to full or empty counts, at most a half.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rates are out of order, or the margin is above a half.</exception>
    [JsonConstructor]
    public AdditiveRate(Proportion lowest, Proportion highest, Proportion start, Proportion increase, Proportion decrease, Proportion margin)
    {
        if (lowest.IsZero || start < lowest || highest < start || margin > Proportion.Half)
        {
            throw new ArgumentOutOfRangeException(
                nameof(lowest), $"Rates from {lowest} by {start} to {highest} with a margin of {margin}; expected rates above 0 in that order, and a margin of at most 0.5.");
        }

        (Lowest, Highest, Start, Increase, Decrease, Margin) = (lowest, highest, start, increase, decrease, margin);
    }

    /// <summary>Gets the lowest rate.</summary>
    public Proportion Lowest { get; }

    /// <summary>Gets the highest rate.</summary>
    public Proportion Highest { get; }

    /// <summary>Gets the rate of a state that starts.</summary>
    public Proportion Start { get; }

    /// <summary>Gets what a nearly full or empty window adds.</summary>
    public Proportion Increase { get; }

    /// <summary>Gets the part that any other window leaves.</summary>
    public Proportion Decrease { get; }

    /// <summary>Gets how near to full or empty counts.</summary>
    public Proportion Margin { get; }

    /// <summary>Returns the rate after an epoch.</summary>
    /// <param name="rate">The rate before.</param>
    /// <param name="fill">The mean fill of the window.</param>
    /// <returns>The rate, between the lowest and the highest.</returns>
    public Proportion Next(Proportion rate, Proportion fill) => fill <= Margin || fill >= Margin.Complement
        ? Proportion.Max(Lowest, Proportion.Min(Highest, rate.AddToOne(Increase)))
        : Proportion.Min(Highest, Proportion.Max(Lowest, rate.Multiply(Decrease, Rounding.Down)));
}
