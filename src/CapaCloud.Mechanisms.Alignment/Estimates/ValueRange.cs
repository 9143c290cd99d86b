using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Numerics;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Estimates;

/// <summary>Between which values most future values lie, by the smallest and the largest that were seen.</summary>
/// <remarks>
/// <code>
/// with the stated confidence, at least the share Covered of all values lies between the smallest and the largest of n
/// Covered = 2 * (a / 2)^(1 / n) - 1,   a = 1 - confidence, rounded down
/// </code>
/// Holds for every distribution of independent values; both ends take half of the risk. Few values cover little: the share is stated, so that nobody mistakes three
/// prices for a market. Source: S. S. Wilks (1941).
/// </remarks>
/// <param name="Range">The smallest and the largest value.</param>
/// <param name="Covered">The share of all values that lies between, at least.</param>
/// <param name="Count">How many values were seen.</param>
public sealed record ValueRange(RationalInterval Range, Proportion Covered, int Count)
{
    /// <summary>Returns the range of values.</summary>
    /// <param name="values">The values, in any order.</param>
    /// <param name="confidence">The chance that the statement is true, at least, below one.</param>
    /// <returns>The range; <see langword="null"/> when there is no value.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is one.</exception>
    public static ValueRange? Of(IReadOnlyList<Fraction> values, Proportion confidence)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (confidence == Proportion.One)
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), "A confidence of 1: expected less, no number of values makes a range certain.");
        }

        if (values.Count == 0)
        {
            return null;
        }

        Proportion half = Proportion.FromParts(confidence.Complement.Parts / 2), side = Power.Of(half, UInt128.One, (UInt128)(uint)values.Count, Rounding.Down);
        return new ValueRange(RationalInterval.Between(values.Min(), values.Max()), side.SubtractToZero(side.Complement), values.Count);
    }
}
