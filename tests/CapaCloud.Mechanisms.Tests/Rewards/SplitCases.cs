using System.Numerics;
using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Tests.Rewards;

/// <summary>Short forms and independent recomputations for the tests of splitters.</summary>
internal static class SplitCases
{
    /// <summary>Splits with ties to the first position.</summary>
    public static ulong[] Split(IRewardSplitter splitter, UInt128 pool, UInt128[] weights)
    {
        UInt128[] keys = [.. Enumerable.Range(0, weights.Length).Select(position => (UInt128)position)];
        Amount[] shares = new Amount[weights.Length];
        splitter.Split(Amount.Of(pool), weights, TieBreak.ByKeys(keys), shares);
        return [.. shares.Select(share => (ulong)share.Units)];
    }

    /// <summary>Scales weights down until they add up to less than 2^128.</summary>
    public static UInt128[] Fit(UInt128[] weights)
    {
        int shift = BitOperations.Log2((uint)weights.Length) + 1;
        BigInteger total = weights.Aggregate(BigInteger.Zero, (sum, weight) => sum + weight);
        return total > UInt128.MaxValue ? [.. weights.Select(weight => weight >> shift)] : weights;
    }

    /// <summary>Distinct keys in a scrambled order.</summary>
    public static UInt128[] Keys(int count, int seed)
    {
        Random random = new(seed);
        UInt128[] keys = [.. Enumerable.Range(0, count).Select(position => ((UInt128)position << 120) | (uint)position)];
        random.Shuffle(keys);
        return keys;
    }

    /// <summary>The method of largest remainders with integers without bounds and a full sort.</summary>
    public static UInt128[] LargestRemaindersBySorting(UInt128 pool, UInt128[] weights, UInt128[] keys)
    {
        BigInteger total = weights.Aggregate(BigInteger.Zero, (sum, weight) => sum + weight);
        BigInteger[] shares = new BigInteger[weights.Length], remainders = new BigInteger[weights.Length];
        for (int claim = 0; claim < weights.Length; claim++)
        {
            shares[claim] = BigInteger.DivRem((BigInteger)pool * weights[claim], total, out remainders[claim]);
        }

        int left = (int)(pool - shares.Aggregate(BigInteger.Zero, (sum, share) => sum + share));
        foreach (int claim in Enumerable.Range(0, weights.Length)
            .OrderByDescending(claim => remainders[claim]).ThenBy(claim => keys[claim]).Take(left))
        {
            shares[claim]++;
        }

        return [.. shares.Select(share => (UInt128)share)];
    }
}
