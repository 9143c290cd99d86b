using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>A price multiplier that follows how full a queue is: e^(Variability * (fill - Target)) to second order.</summary>
/// <remarks>
/// <code>
/// d = |fill - Target|,  a = Variability * d,  h = a^2 / 2
/// multiplier' = max(Least, multiplier * (1 + a + h))   fill &gt;= Target
/// multiplier' = max(Least, multiplier * (1 - a + h))   fill &lt; Target; the bracket at least 0
/// </code>
/// In parts of 10^18; each step rounds down, in favour of the buyer. With a target of 0.1, a variability of 1 and a fill of 0.12 the multiplier
/// grows by 1.0202 a period. It stops at the largest ratio. <c>default</c> stays where it is. Source: Polkadot, on-demand coretime.
/// </remarks>
/// <param name="Target">The fill at which the multiplier stays.</param>
/// <param name="Variability">How strongly it moves.</param>
/// <param name="Least">The lowest multiplier.</param>
public readonly record struct QueuePrice(Proportion Target, Proportion Variability, Ratio Least)
{
    /// <summary>Returns the multiplier after one period.</summary>
    /// <param name="multiplier">The multiplier before.</param>
    /// <param name="capacity">How many orders the queue holds.</param>
    /// <param name="size">How many wait.</param>
    /// <returns>The multiplier.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The queue has no capacity, or more wait than it holds.</exception>
    public Ratio Next(Ratio multiplier, ulong capacity, ulong size)
    {
        if (capacity == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(capacity), "A queue of capacity 0 is never full or empty; expected at least 1 order.");
        }

        if (size > capacity)
        {
            throw new ArgumentOutOfRangeException(
                nameof(size), $"{Prose.Count(size, "order waits", "orders wait")} in a queue of {Prose.Number(capacity)}; expected at most that.");
        }

        Proportion fill = Proportion.FromQuotient(size, capacity, Rounding.Down);
        Proportion distance = fill >= Target ? fill.SubtractToZero(Target) : Target.SubtractToZero(fill);
        UInt128 step = Variability.Multiply(distance, Rounding.Down).Parts;
        UInt128 half = step * step / Proportion.PartsPerOne / 2;
        UInt128 factor = fill >= Target ? Proportion.PartsPerOne + step + half : Proportion.PartsPerOne - step + half;
        return MultiplyDivide.TryDivide(multiplier.Parts, factor, Proportion.PartsPerOne, out UInt128 parts, out _)
            ? Ratio.Max(Least, Ratio.FromParts(parts))
            : Ratio.MaxValue;
    }
}
