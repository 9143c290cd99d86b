using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>Makes one reading of many, so that a part of those who report cannot choose it.</summary>
/// <remarks>
/// <code>
/// Median:      the least reading with at least half of the weight at or below it
/// TrimmedMean: the mean of what is left when the part Trim of the weight is cut from each end, rounded down
/// </code>
/// Who has less than half of the weight cannot bring the median outside what others report; who has at most Trim, not the trimmed mean. Time: that of a sort.
/// </remarks>
public static class ReadingSummary
{
    /// <summary>Returns the weighted median.</summary>
    /// <param name="readings">The readings and their weights; the order does not matter.</param>
    /// <returns>The reading.</returns>
    /// <exception cref="ArgumentException">All weights are zero, or there are none.</exception>
    public static ulong Median(ReadOnlySpan<WeightedReading> readings)
    {
        WeightedReading[] sorted = Sorted(readings, out UInt128 total);
        UInt128 below = UInt128.Zero, half = (total / 2) + (total % 2);
        foreach (WeightedReading reading in sorted)
        {
            below += reading.Weight;
            if (below >= half)
            {
                return reading.Reading;
            }
        }

        return sorted[^1].Reading;
    }

    /// <summary>Returns the mean without the ends.</summary>
    /// <param name="readings">The readings and their weights; the order does not matter.</param>
    /// <param name="trim">The part of the weight that is cut from each end, below a half.</param>
    /// <returns>The reading, rounded down.</returns>
    /// <exception cref="ArgumentException">All weights are zero, or there are none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Nothing would be left.</exception>
    public static ulong TrimmedMean(ReadOnlySpan<WeightedReading> readings, Proportion trim)
    {
        if (trim >= Proportion.Half)
        {
            throw new ArgumentOutOfRangeException(nameof(trim), $"{trim} is cut from each end; expected less than 0.5, or nothing is left.");
        }

        WeightedReading[] sorted = Sorted(readings, out UInt128 total);
        UInt128 cut = MultiplyDivide.Up(total, trim.Parts, Proportion.PartsPerOne);
        cut = UInt128.Min(cut, (total - 1) / 2);
        UInt128 below = UInt128.Zero, last = total - cut;
        System.Numerics.BigInteger sum = System.Numerics.BigInteger.Zero;
        foreach (WeightedReading reading in sorted)
        {
            UInt128 from = UInt128.Max(cut, below);
            below += reading.Weight;
            UInt128 until = UInt128.Min(last, below);
            sum += until > from ? (System.Numerics.BigInteger)(until - from) * reading.Reading : System.Numerics.BigInteger.Zero;
        }

        return (ulong)System.Numerics.BigInteger.Divide(sum, last - cut);
    }

    private static WeightedReading[] Sorted(ReadOnlySpan<WeightedReading> readings, out UInt128 total)
    {
        total = UInt128.Zero;
        foreach (WeightedReading reading in readings)
        {
            total += reading.Weight;
        }

        if (total == UInt128.Zero)
        {
            throw new ArgumentException("There is no reading with a weight; expected at least one, or the epoch has not been measured.", nameof(readings));
        }

        WeightedReading[] sorted = readings.ToArray();
        Array.Sort(sorted, static (left, right) => left.Reading.CompareTo(right.Reading));
        return sorted;
    }
}
