using System.Numerics;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>The retarget of LWMA-1 over times and running sums of difficulty, as chains compute it.</summary>
/// <remarks>
/// <code>
/// n = times - 1;   t(i) = max(time(i), t(i-1) + 1);   s(i) = min(6 * T, t(i) - t(i-1))
/// L = max(sum of i * s(i), n^2 * T // 20)
/// next = (work(n) - work(0)) // n * n(n + 1) * T * Correction // (2 * L)
/// </code>
/// In seconds and units of difficulty. A time that is not after the one before counts as one second after it, so no reading is negative. Rounds down. The
/// usual correction is 99 %. Source: zawy12, LWMA-1.
/// </remarks>
public static class LinearWeightedAverage
{
    /// <summary>The least weighted sum is one part of so many of what the target alone gives: 20.</summary>
    public const int LeastPart = 20;

    private const int ClippedTargets = 6;

    /// <summary>Returns the next difficulty.</summary>
    /// <param name="times">When each block came, oldest first, at least two.</param>
    /// <param name="work">The sum of all difficulties up to each block, never falling.</param>
    /// <param name="target">How long a block should take, not zero.</param>
    /// <param name="correction">The part of the result that is taken.</param>
    /// <returns>The difficulty.</returns>
    /// <exception cref="ArgumentException">There are fewer than two times, not as many sums, or a sum falls.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The target is zero.</exception>
    /// <exception cref="OverflowException">The difficulty exceeds 2^128 - 1.</exception>
    public static UInt128 Next(ReadOnlySpan<ulong> times, ReadOnlySpan<UInt128> work, ulong target, Proportion correction)
    {
        ControlError.RequireTarget(target);
        if (times.Length < 2 || times.Length != work.Length)
        {
            throw new ArgumentException(
                $"{DecimalText.Format((UInt128)(uint)times.Length)} times and {DecimalText.Format((UInt128)(uint)work.Length)} sums of work; expected as many of both, at least 2.", nameof(times));
        }

        int count = times.Length - 1;
        BigInteger weighted = BigInteger.Zero, before = times[0];
        for (int index = 1; index <= count; index++)
        {
            if (work[index] < work[index - 1])
            {
                throw new ArgumentException($"The sum of work falls at position {DecimalText.Format((UInt128)(uint)index)}; expected one that never falls.", nameof(work));
            }

            BigInteger time = BigInteger.Max(times[index], before + 1);
            weighted += index * BigInteger.Min((BigInteger)ClippedTargets * target, time - before);
            before = time;
        }

        weighted = BigInteger.Max(weighted, (BigInteger)count * count * target / LeastPart);
        BigInteger mean = BigInteger.Divide((BigInteger)(work[^1] - work[0]), count);
        BigInteger next = BigInteger.Divide(mean * count * (count + 1) * target * correction.Parts, 2 * weighted * Proportion.PartsPerOne);
        return (UInt128)next;
    }
}
