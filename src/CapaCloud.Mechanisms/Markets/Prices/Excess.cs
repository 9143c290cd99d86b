using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>How much more than a target was used so far: it fills above the target and drains below it, and is never negative.</summary>
/// <remarks>
/// <code>
/// After:       max(0, excess + used - target)
/// OverTime:    excess +- |load - target| * periods, from 0 to 2^64 - 1
/// WithReserve: 0 when excess + used &lt; target;  under the reserve price: excess + used * (limit - target) // limit;  else excess + used - target
/// </code>
/// In units of the resource. Division rounds down. Under a reserve price the excess cannot fall unless use is below target, so a second resource
/// does not become free while the first is dear (EIP-7918). Sums stop at the largest 64-bit number.
/// </remarks>
public static class Excess
{
    /// <summary>Returns the excess after one period.</summary>
    /// <param name="excess">The excess before.</param>
    /// <param name="used">What was used in the period.</param>
    /// <param name="target">What should be used in a period.</param>
    /// <returns>The excess.</returns>
    public static ulong After(ulong excess, ulong used, ulong target)
    {
        UInt128 sum = (UInt128)excess + used;
        return sum <= target ? 0 : Saturated(sum - target);
    }

    /// <summary>Returns the excess after periods of an even load.</summary>
    /// <param name="excess">The excess before.</param>
    /// <param name="load">What is used in each period.</param>
    /// <param name="target">What should be used in a period.</param>
    /// <param name="periods">How many periods.</param>
    /// <returns>The excess.</returns>
    public static ulong OverTime(ulong excess, ulong load, ulong target, ulong periods)
    {
        // A product of two words fits in 128 bits; the sum need not.
        UInt128 change = (UInt128)ulong.Max(load, target) - ulong.Min(load, target);
        change *= periods;
        if (load < target)
        {
            return change >= excess ? 0 : excess - (ulong)change;
        }

        return change >= ulong.MaxValue - excess ? ulong.MaxValue : excess + (ulong)change;
    }

    /// <summary>Returns the excess after one period, where the price is held above a part of another resource's price (EIP-7918).</summary>
    /// <param name="excess">The excess before.</param>
    /// <param name="used">What was used in the period.</param>
    /// <param name="target">What should be used in a period.</param>
    /// <param name="limit">The most that can be used in a period; at least the target, above zero.</param>
    /// <param name="price">The price of one unit at the excess before.</param>
    /// <param name="reserve">The reserve price of one unit; round a quotient up, then it is above the price exactly when the quotient is.</param>
    /// <returns>The excess.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limit is zero or below the target.</exception>
    public static ulong WithReserve(ulong excess, ulong used, ulong target, ulong limit, Ratio price, Ratio reserve)
    {
        if (limit == 0 || limit < target)
        {
            throw new ArgumentOutOfRangeException(
                nameof(limit), $"A limit of {Prose.Units(limit)} is below the target of {Prose.Number(target)}; expected at least the target, above zero.");
        }

        UInt128 sum = (UInt128)excess + used;
        return sum < target ? 0
            : reserve > price ? Saturated(excess + ((UInt128)used * (limit - target) / limit))
            : Saturated(sum - target);
    }

    private static ulong Saturated(UInt128 value) => value > ulong.MaxValue ? ulong.MaxValue : (ulong)value;
}
