using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Reputation;

/// <summary>The highest score that enough stake supports: a median in which every voice weighs its stake.</summary>
/// <remarks>
/// <code>median = the largest given score s with (stake of those who say s or more) &gt;= majority * (all stake)</code>
/// Exact: no rounding. With a majority of one half it is the weighted median (the upper one when the halves tie); who holds
/// less than the majority cannot lift it, whatever it says. Of no voices it is 0. Source: Bittensor, subtensor (weighted_median).
/// </remarks>
public static class StakeWeightedMedian
{
    /// <summary>Returns the median of scores by stake.</summary>
    /// <param name="stakes">The stake of each voice; their sum below 2^128 units.</param>
    /// <param name="scores">What each says.</param>
    /// <param name="majority">The share of the stake that must support a score.</param>
    /// <returns>One of the scores; 0 when there are none.</returns>
    /// <exception cref="ArgumentException">Different lengths, or voices without any stake.</exception>
    /// <exception cref="OverflowException">The stakes sum to 2^128 units or more.</exception>
    public static Proportion Of(ReadOnlySpan<Amount> stakes, ReadOnlySpan<Proportion> scores, Proportion majority)
    {
        if (stakes.Length != scores.Length)
        {
            throw new ArgumentException($"{Prose.Count(stakes.Length, "stake")} for {Prose.Count(scores.Length, "score")}; expected one for each.", nameof(stakes));
        }

        if (scores.IsEmpty)
        {
            return Proportion.Zero;
        }

        ulong[] keys = new ulong[scores.Length];
        Amount[] sorted = stakes.ToArray();
        Amount total = Amount.Zero;
        for (int voice = 0; voice < scores.Length; voice++)
        {
            keys[voice] = scores[voice].Parts;
            total += stakes[voice];
        }

        if (total.IsZero)
        {
            throw new ArgumentException($"The stake of all {Prose.Count(scores.Length, "voice")} is 0; nobody has a say.", nameof(stakes));
        }

        Array.Sort(keys, sorted);
        return Proportion.FromParts(Scan(keys, sorted, total, majority));
    }

    private static ulong Scan(ulong[] keys, Amount[] stakes, Amount total, Proportion majority)
    {
        UInt256 minority = UInt256.Multiply(total.Units, majority.Complement.Parts);
        Amount below = Amount.Zero;
        for (int voice = 0; voice < keys.Length; voice++)
        {
            below += stakes[voice];
            if (IsGreater(UInt256.Multiply(below.Units, Proportion.PartsPerOne), minority))
            {
                return keys[voice];
            }
        }

        // Only a majority of 0 comes here: nobody needs to support the highest score.
        return keys[^1];
    }

    private static bool IsGreater(UInt256 left, UInt256 right) =>
        left.Upper > right.Upper || (left.Upper == right.Upper && left.Lower > right.Lower);
}
