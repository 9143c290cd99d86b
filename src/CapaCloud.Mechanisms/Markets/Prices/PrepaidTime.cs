using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>What the coming periods cost at a running fee, and the inverse: how long money lasts.</summary>
/// <remarks>
/// <code>
/// Cost(n)          = sum over k = 1..n of price after k periods, at most 2^128 - 1
/// Affordable(money) = the largest n &lt;= maximum with Cost(n) &lt;= money
/// </code>
/// In periods and base units of money. A period passes first, then it is charged; it is bought whole or not at all. Nothing is rounded. Once a
/// fee no longer moves, the rest is a product; until then time is linear in the periods.
/// </remarks>
public static class PrepaidTime
{
    /// <summary>Returns what a number of periods cost.</summary>
    /// <typeparam name="TFee">The fee.</typeparam>
    /// <param name="fee">The fee now.</param>
    /// <param name="periods">How many periods.</param>
    /// <returns>The cost; 2^128 - 1 when it is that or more.</returns>
    public static Amount Cost<TFee>(TFee fee, ulong periods)
        where TFee : IRunningFee<TFee>
    {
        UInt128 sum = UInt128.Zero;
        for (ulong period = 0; period < periods; period++)
        {
            TFee next = fee.Advance();
            UInt128 price = next.Price.Units;
            ulong times = next.Equals(fee) ? periods - period : 1;
            if (!MultiplyDivide.TryDivide(price, times, UInt128.One, out UInt128 more, out _) || more > UInt128.MaxValue - sum)
            {
                return Amount.MaxValue;
            }

            sum += more;
            if (times > 1)
            {
                break;
            }

            fee = next;
        }

        return Amount.Of(sum);
    }

    /// <summary>Returns how long money lasts.</summary>
    /// <typeparam name="TFee">The fee.</typeparam>
    /// <param name="fee">The fee now.</param>
    /// <param name="money">The money, in base units.</param>
    /// <param name="maximum">The most periods to look ahead.</param>
    /// <returns>How many periods it pays for, at most the maximum.</returns>
    public static ulong Affordable<TFee>(TFee fee, Amount money, ulong maximum)
        where TFee : IRunningFee<TFee>
    {
        UInt128 left = money.Units;
        for (ulong period = 0; period < maximum; period++)
        {
            TFee next = fee.Advance();
            UInt128 price = next.Price.Units;
            if (next.Equals(fee))
            {
                UInt128 more = price == UInt128.Zero ? UInt128.MaxValue : left / price;
                return more >= maximum - period ? maximum : period + (ulong)more;
            }

            if (price > left)
            {
                return period;
            }

            (left, fee) = (left - price, next);
        }

        return maximum;
    }
}
