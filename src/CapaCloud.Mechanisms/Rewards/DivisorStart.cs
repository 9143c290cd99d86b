using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Shares from which a divisor method can go on, none of them above its final value and few units short in all.</summary>
/// <remarks>
/// With the level L at which unrounded shares max(minimum, L * weight) add up to the pool less the margin of every claim, the
/// rounded shares add up to no more than the pool. They are then the highest-ranked units, so the rest can be given by rank.
/// </remarks>
internal static class DivisorStart
{
    /// <summary>Writes the shares and returns their sum.</summary>
    public static UInt128 Write<TDivisor>(
        UInt128 pool, UInt128 minimum, UInt128 total, uint claims, ReadOnlySpan<UInt128> weights, Span<Amount> shares)
        where TDivisor : struct, IDivisor
    {
        UInt128 margin = ((ulong)claims * TDivisor.MarginHalves / 2) + 1;
        UInt128 floor = minimum * claims;
        if (pool <= margin || pool - margin < floor)
        {
            for (int claim = 0; claim < weights.Length; claim++)
            {
                shares[claim] = weights[claim] == UInt128.Zero ? Amount.Zero : Amount.FromUnits(minimum);
            }

            return floor;
        }

        return WriteRounded<TDivisor>(WaterLevel.OverMinimum(pool - margin, minimum, total, weights), minimum, weights, shares);
    }

    private static UInt128 WriteRounded<TDivisor>(WaterLevel level, UInt128 minimum, ReadOnlySpan<UInt128> weights, Span<Amount> shares)
        where TDivisor : struct, IDivisor
    {
        QuotaDivision quota = new(level.Pool, level.Weight == UInt128.Zero ? UInt128.One : level.Weight);
        UInt128 sum = UInt128.Zero;
        for (int claim = 0; claim < weights.Length; claim++)
        {
            UInt128 weight = weights[claim], share = UInt128.Zero;
            if (weight >= level.Lightest)
            {
                share = quota.Divide(weight, out UInt128 remainder);

                // remainder / total >= 1/2, without doubling what may not fit
                if (TDivisor.StartHalves == 1 && weight != UInt128.Zero && remainder >= level.Weight - remainder)
                {
                    share += UInt128.One;
                }
            }

            share = weight == UInt128.Zero ? UInt128.Zero : UInt128.Max(share, minimum);
            shares[claim] = Amount.FromUnits(share);
            sum += share;
        }

        return sum;
    }
}
