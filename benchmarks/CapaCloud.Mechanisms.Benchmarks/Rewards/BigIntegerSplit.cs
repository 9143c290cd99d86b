using System.Numerics;

namespace CapaCloud.Mechanisms.Benchmarks.Rewards;

/// <summary>Largest remainders the way one writes them first: integers without bounds and a full sort.</summary>
internal static class BigIntegerSplit
{
    public static BigInteger[] Split(BigInteger pool, BigInteger[] weights)
    {
        BigInteger total = BigInteger.Zero;
        foreach (BigInteger weight in weights)
        {
            total += weight;
        }

        BigInteger[] shares = new BigInteger[weights.Length], remainders = new BigInteger[weights.Length];
        BigInteger left = pool;
        for (int claim = 0; claim < weights.Length; claim++)
        {
            shares[claim] = BigInteger.DivRem(pool * weights[claim], total, out remainders[claim]);
            left -= shares[claim];
        }

        int[] order = [.. Enumerable.Range(0, weights.Length)];
        Array.Sort(order, (one, other) =>
        {
            int byRemainder = remainders[other].CompareTo(remainders[one]);
            return byRemainder != 0 ? byRemainder : one.CompareTo(other);
        });
        for (int rank = 0; rank < (int)left; rank++)
        {
            shares[order[rank]] += BigInteger.One;
        }

        return shares;
    }
}
