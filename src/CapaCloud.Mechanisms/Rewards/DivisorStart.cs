namespace CapaCloud.Mechanisms.Rewards;

/// <summary>
/// Shares from which a divisor method can go on: none of them above its final value, and few units short in all.
/// </summary>
/// <remarks>
/// For any level L the rounded shares round(max(minimum, L * weight)) are the highest-ranked units there are; when they add up
/// to no more than the pool, the rest can be given by rank. L is written as the pool that unrounded shares would add up to. The
/// pool less the margin of every claim is always low enough; from there a few trials come close to the highest L that is.
/// </remarks>
internal static class DivisorStart
{
    private const int Trials = 10;

    /// <summary>Writes the shares and returns their sum.</summary>
    public static UInt128 Write<TDivisor>(
        UInt128 pool, UInt128 minimum, UInt128 total, uint claims, ReadOnlySpan<UInt128> weights, Span<Amount> shares)
        where TDivisor : struct, IDivisor
    {
        UInt128 margin = ((ulong)claims * TDivisor.MarginHalves / 2) + 1;
        if (pool <= margin || pool - margin < minimum * claims)
        {
            for (int claim = 0; claim < weights.Length; claim++)
            {
                shares[claim] = weights[claim] == UInt128.Zero ? Amount.Zero : Amount.Of(minimum);
            }

            return minimum * claims;
        }

        UInt128 level = pool - margin, sum = WriteAt<TDivisor>(level, minimum, total, weights, shares);
        UInt128 tooHigh = UInt128.MaxValue - pool < (2 * margin) + claims ? level + 1 : pool + (2 * margin) + claims;
        bool isWritten = true;
        for (int trial = 0; trial < Trials && pool - sum > claims / 64 && tooHigh - level > UInt128.One; trial++)
        {
            // The sum grows about as fast as the level: go up by what is short, or halfway to what was too high.
            UInt128 next = level + UInt128.Max(UInt128.One, UInt128.Min(pool - sum, (tooHigh - level) / 2));
            UInt128 reached = WriteAt<TDivisor>(next, minimum, total, weights, shares);
            isWritten = reached <= pool;
            if (isWritten)
            {
                level = next;
                sum = reached;
            }
            else
            {
                tooHigh = next;
            }
        }

        return isWritten ? sum : WriteAt<TDivisor>(level, minimum, total, weights, shares);
    }

    private static UInt128 WriteAt<TDivisor>(
        UInt128 pool, UInt128 minimum, UInt128 total, ReadOnlySpan<UInt128> weights, Span<Amount> shares)
        where TDivisor : struct, IDivisor
    {
        WaterLevel level = minimum == UInt128.Zero
            ? new WaterLevel(UInt128.One, UInt128.MaxValue, pool, total)
            : WaterLevel.OverMinimum(pool, minimum, total, weights);
        QuotaDivision quota = new(level.Pool, level.Weight == UInt128.Zero ? UInt128.One : level.Weight);
        UInt128 sum = UInt128.Zero;
        for (int claim = 0; claim < weights.Length; claim++)
        {
            UInt128 weight = weights[claim], share = UInt128.Zero;
            if (weight != UInt128.Zero)
            {
                if (weight >= level.Lightest)
                {
                    share = quota.Divide(weight, out UInt128 remainder);
                    share += remainder != UInt128.Zero && TDivisor.RoundsUp(share, remainder, level.Weight) ? UInt128.One : UInt128.Zero;
                }

                share = UInt128.Max(share, minimum);
            }

            shares[claim] = Amount.Of(share);
            sum += share;
        }

        return sum;
    }
}
