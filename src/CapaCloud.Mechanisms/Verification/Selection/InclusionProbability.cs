using System.Collections.Immutable;
using System.Numerics;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>How likely each candidate is to sit on a committee that is drawn by stake without replacement.</summary>
/// <remarks>
/// <code>
/// P(S seated) = sum over i in S of P(S without i seated) * stake(i) / stake outside (S without i)
/// P(i)        = sum of P(S seated) over all S of k members with i in S
/// </code>
/// Over all subsets, in fixed point with 256 bits after the point; the result is off by less than 10^-18 and rounded down. Not
/// proportional to stake: with stakes 1, 2, 3 and two seats it is 5/12, 11/15 and 17/20.
/// </remarks>
public static class InclusionProbability
{
    /// <summary>The largest number of candidates: 16, since all subsets are visited.</summary>
    public const int MaxCandidates = 16;

    private const int Bits = 256;

    /// <summary>Returns the probability of each candidate.</summary>
    /// <param name="stakes">The stakes, in base units; those of 0 are never chosen.</param>
    /// <param name="seats">How many are chosen.</param>
    /// <returns>The probabilities, in the order of the stakes.</returns>
    /// <exception cref="ArgumentException">More than 16 candidates.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fewer candidates have stake than there are seats.</exception>
    public static ImmutableArray<Proportion> ByStake(ReadOnlySpan<Amount> stakes, int seats)
    {
        if (stakes.Length > MaxCandidates)
        {
            throw new ArgumentException($"The exact probabilities are for up to {Prose.Count(MaxCandidates, "candidate")}, got {stakes.Length}.", nameof(stakes));
        }

        BigInteger[] weights = Array.ConvertAll(stakes.ToArray(), stake => (BigInteger)stake.Units);
        int withStake = weights.Count(weight => !weight.IsZero);
        if (seats < 0 || seats > withStake)
        {
            throw new ArgumentOutOfRangeException(nameof(seats), $"Cannot fill {Prose.Count(seats, "seat")} from {Prose.Count(withStake, "candidate")} with stake.");
        }

        BigInteger[] seated = SubsetProbabilities(weights, seats);
        var result = ImmutableArray.CreateBuilder<Proportion>(weights.Length);
        for (int candidate = 0; candidate < weights.Length; candidate++)
        {
            BigInteger sum = BigInteger.Zero;
            for (int subset = 0; subset < seated.Length; subset++)
            {
                sum += (subset >> candidate & 1) == 1 && BitOperations.PopCount((uint)subset) == seats ? seated[subset] : BigInteger.Zero;
            }

            // The division rounds a certainty down to just below it: half a part up restores it and moves nothing else by a part.
            BigInteger parts = ((sum * Proportion.PartsPerOne) + (BigInteger.One << (Bits / 2))) >> Bits;
            result.Add(Proportion.FromParts((ulong)BigInteger.Min(parts, Proportion.PartsPerOne)));
        }

        return result.MoveToImmutable();
    }

    private static BigInteger[] SubsetProbabilities(BigInteger[] weights, int seats)
    {
        BigInteger total = weights.Aggregate(BigInteger.Zero, (sum, weight) => sum + weight);
        BigInteger[] probability = new BigInteger[1 << weights.Length];
        probability[0] = BigInteger.One << Bits;
        for (int subset = 0; subset < probability.Length; subset++)
        {
            if (probability[subset].IsZero || BitOperations.PopCount((uint)subset) >= seats)
            {
                continue;
            }

            BigInteger outside = total;
            for (int candidate = 0; candidate < weights.Length; candidate++)
            {
                outside -= (subset >> candidate & 1) == 1 ? weights[candidate] : BigInteger.Zero;
            }

            for (int candidate = 0; candidate < weights.Length; candidate++)
            {
                if ((subset >> candidate & 1) == 0)
                {
                    probability[subset | (1 << candidate)] += probability[subset] * weights[candidate] / outside;
                }
            }
        }

        return probability;
    }
}
