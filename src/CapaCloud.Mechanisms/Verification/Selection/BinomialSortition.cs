using System.Numerics;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>How many seats a stake wins in private: each unit of stake plays its own lottery, and one draw tells how many won.</summary>
/// <remarks>
/// <code>seats = smallest j with draw / 2^256 &lt; P(B &lt;= j),   B ~ Binomial(stake, expected / total)</code>
/// Decided in integers: the distribution is enclosed between two bounds that are narrowed until they agree, so the result is exact and
/// the same on every machine (only a draw within 10^-1000 of a step counts as having reached it). A stake split over several names
/// wins as many seats on average as before, and the variance is the same. The work grows with the seats won, not with the stake.
/// Source: Algorand (Gilad et al. 2017); its binary64 arithmetic is in CapaCloud.Mechanisms.Presets.
/// </remarks>
public static class BinomialSortition
{
    /// <summary>The most seats a stake may expect to win: 2^20.</summary>
    public const ulong MaxExpectedSeats = 1 << 20;

    private const int FirstPrecision = 320;
    private const int LastPrecision = 5_120;

    /// <summary>Returns how many seats a stake wins.</summary>
    /// <param name="draw">The 32 bytes of the participant's draw.</param>
    /// <param name="stake">The participant's stake, in base units, at most the total.</param>
    /// <param name="total">The stake of the whole network, above 0.</param>
    /// <param name="expected">How many seats the network fills on average; from the total on, every unit of stake wins.</param>
    /// <returns>The seats, from 0 to the stake's units.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The total is 0, the stake exceeds it, or the stake expects more than <see cref="MaxExpectedSeats"/>.
    /// </exception>
    public static UInt128 Seats(Digest draw, Amount stake, Amount total, ulong expected)
    {
        if (total.IsZero || stake > total)
        {
            throw new ArgumentOutOfRangeException(nameof(stake), $"A stake of {stake} base units is not a part of a total of {total}.");
        }

        BigInteger threshold = ((BigInteger)draw.Upper << 128) + draw.Lower;
        return Quantile(stake.Units, UInt128.Min(expected, total.Units), total.Units, threshold, 256, inclusive: false);
    }

    /// <summary>Returns the smallest number of successes whose cumulative probability passes a threshold.</summary>
    /// <param name="trials">n, the number of trials.</param>
    /// <param name="numerator">The numerator of the probability of a success, at most the denominator.</param>
    /// <param name="denominator">The denominator, not zero.</param>
    /// <param name="threshold">The numerator of the threshold, from 0 to <c>2^thresholdBits</c>.</param>
    /// <param name="thresholdBits">The threshold is <c>threshold / 2^thresholdBits</c>.</param>
    /// <param name="inclusive">Whether reaching the threshold suffices, or it must be exceeded.</param>
    /// <returns>The smallest j with P(B &lt;= j) above (or at) the threshold; n when there is none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The probability exceeds one, or more than <see cref="MaxExpectedSeats"/> successes are to be expected.
    /// </exception>
    public static UInt128 Quantile(UInt128 trials, UInt128 numerator, UInt128 denominator, BigInteger threshold, int thresholdBits, bool inclusive)
    {
        if (denominator == UInt128.Zero || numerator > denominator)
        {
            throw new ArgumentOutOfRangeException(nameof(numerator), "The probability of a success must be from 0 to 1.");
        }

        if (trials == UInt128.Zero || numerator == UInt128.Zero)
        {
            return UInt128.Zero;
        }

        if (threshold >= BigInteger.One << thresholdBits)
        {
            return trials;
        }

        if (numerator == denominator)
        {
            return inclusive && threshold.IsZero ? UInt128.Zero : trials;
        }

        if ((BigInteger)trials * numerator > (BigInteger)denominator * MaxExpectedSeats)
        {
            throw new ArgumentOutOfRangeException(nameof(trials), $"More than {MaxExpectedSeats} successes are to be expected; the walk would be too long.");
        }

        for (int precision = FirstPrecision; ; precision *= 2)
        {
            BinomialWalk walk = new(trials, numerator, denominator, precision);
            if (walk.TryFind(threshold, thresholdBits, inclusive, last: precision >= LastPrecision, out UInt128 successes))
            {
                return successes;
            }
        }
    }
}
