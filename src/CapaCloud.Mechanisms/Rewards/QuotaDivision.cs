using System.Runtime.CompilerServices;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>
/// One pool over one total weight, prepared once and then divided by a million weights without a division instruction.
/// </summary>
/// <remarks>
/// <code>
/// pool * weight / total = whole * weight + rest * weight / total,  whole = pool / total, rest = pool mod total
/// guess = high half of (scaled * weight),  scaled = floor(rest * 2^k / total)
/// </code>
/// The guess is the quotient or one less (the method is Shoup's, for a factor and a divisor that both repeat), so one comparison
/// makes it exact. k is 64 for a total below 2^63 and 128 below 2^127; a larger total is divided the long way.
/// </remarks>
internal readonly struct QuotaDivision
{
    private readonly UInt128 _pool;
    private readonly UInt128 _total;
    private readonly UInt128 _whole;
    private readonly UInt128 _rest;
    private readonly UInt128 _scaled;

    public QuotaDivision(UInt128 pool, UInt128 total)
    {
        _pool = pool;
        _total = total;
        (_whole, _rest) = UInt128.DivRem(pool, total);
        IsNarrow = total >> 63 == UInt128.Zero;
        IsLong = total >> 127 != UInt128.Zero;
        if (IsNarrow)
        {
            _scaled = (_rest << 64) / total;
        }
        else if (!IsLong)
        {
            // rest * 2^128 = rest * (2^128 - 1) + rest; both remainders are below 2^127, so their sum does not overflow.
            UInt128 quotient = MultiplyDivide.Divide(_rest, UInt128.MaxValue, total, out UInt128 remainder);
            _scaled = remainder + _rest >= total ? quotient + 1 : quotient;
        }
    }

    /// <summary>Gets a value indicating whether every weight and remainder fits in 63 bits.</summary>
    public bool IsNarrow { get; }

    private bool IsLong { get; }

    /// <summary>Divides for one weight, at most the total.</summary>
    public UInt128 Divide(UInt128 weight, out UInt128 remainder)
    {
        if (IsNarrow)
        {
            UInt128 narrow = DivideNarrow((ulong)weight, out ulong narrowRemainder);
            remainder = narrowRemainder;
            return narrow;
        }

        if (IsLong)
        {
            return MultiplyDivide.Divide(_pool, weight, _total, out remainder);
        }

        if (weight <= ulong.MaxValue)
        {
            return DivideWord((ulong)weight, out remainder);
        }

        unchecked
        {
            // Only the guess needs the upper half; the remainder is below 2 * total < 2^128, so the lower halves suffice.
            UInt128 guess = UpperHalf(_scaled, weight);
            UInt128 left = (_rest * weight) - (guess * _total);
            bool over = left >= _total;
            remainder = over ? left - _total : left;
            return (_whole * weight) + guess + (over ? UInt128.One : UInt128.Zero);
        }
    }

    /// <summary>Divides for one weight when <see cref="IsNarrow"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public UInt128 DivideNarrow(ulong weight, out ulong remainder)
    {
        unchecked
        {
            ulong total = (ulong)_total;
            ulong guess = Math.BigMul((ulong)_scaled, weight, out _);
            ulong left = ((ulong)_rest * weight) - (guess * total);
            ulong over = left >= total ? 1UL : 0UL;
            remainder = left - (total & (0UL - over));
            guess += over;

            // whole * weight <= pool: its upper half is the sum of two products that do not overflow.
            ulong upper = Math.BigMul((ulong)_whole, weight, out ulong lower) + ((ulong)(_whole >> 64) * weight);
            ulong sum = lower + guess;
            return new UInt128(upper + (sum < lower ? 1UL : 0UL), sum);
        }
    }

    /// <summary>The same for a weight of one word: then so is the guess.</summary>
    private UInt128 DivideWord(ulong weight, out UInt128 remainder)
    {
        unchecked
        {
            ulong upper = Words.Multiply((ulong)(_scaled >> 64), weight, out ulong lower);
            ulong sum = lower + Words.MultiplyUpper((ulong)_scaled, weight);
            ulong guess = upper + Words.One(sum < lower);
            UInt128 left = Product(_rest, weight) - Product(_total, guess);
            bool over = left >= _total;
            remainder = over ? left - _total : left;
            return Product(_whole, weight) + guess + Words.One(over);
        }
    }

    /// <summary>The lower half of a product with one word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static UInt128 Product(UInt128 left, ulong right)
    {
        unchecked
        {
            ulong upper = Words.Multiply((ulong)left, right, out ulong lower);
            return new UInt128(upper + ((ulong)(left >> 64) * right), lower);
        }
    }

    private static UInt128 UpperHalf(UInt128 left, UInt128 right)
    {
        ulong leftUpper = (ulong)(left >> 64), rightUpper = (ulong)(right >> 64);
        unchecked
        {
            ulong leftLower = (ulong)left, rightLower = (ulong)right;
            ulong lowUpper = Math.BigMul(leftLower, rightLower, out _);
            UInt128 crossA = Math.BigMul(leftUpper, rightLower);
            UInt128 crossB = Math.BigMul(leftLower, rightUpper);
            UInt128 middle = (UInt128)lowUpper + (ulong)crossA + (ulong)crossB;
            return Math.BigMul(leftUpper, rightUpper) + (crossA >> 64) + (crossB >> 64) + (middle >> 64);
        }
    }
}
