using System.Runtime.CompilerServices;

namespace CapaCloud.Mechanisms.Numerics;

/// <summary>The exact product of two 128-bit integers, between a multiplication and a division.</summary>
internal readonly struct UInt256(UInt128 upper, UInt128 lower)
{
    public UInt128 Upper { get; } = upper;

    public UInt128 Lower { get; } = lower;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt256 Multiply(UInt128 left, UInt128 right)
    {
        ulong leftUpper = (ulong)(left >> 64), leftLower = unchecked((ulong)left);
        ulong rightUpper = (ulong)(right >> 64), rightLower = unchecked((ulong)right);
        unchecked
        {
            UInt128 low = Math.BigMul(leftLower, rightLower);
            if ((leftUpper | rightUpper) == 0)
            {
                return new UInt256(UInt128.Zero, low);
            }

            UInt128 crossA = Math.BigMul(leftUpper, rightLower);
            UInt128 crossB = Math.BigMul(leftLower, rightUpper);
            UInt128 high = Math.BigMul(leftUpper, rightUpper);
            UInt128 middle = (low >> 64) + (ulong)crossA + (ulong)crossB;
            return new UInt256(
                high + (crossA >> 64) + (crossB >> 64) + (middle >> 64),
                (middle << 64) | (ulong)low);
        }
    }

    /// <summary>Divides, given that the quotient fits in 128 bits (<c>value.Upper &lt; divisor</c>).</summary>
    public static UInt128 DivideNarrow(UInt256 value, UInt128 divisor, out UInt128 remainder)
    {
        if (value.Upper == UInt128.Zero)
        {
            UInt128 quotient = value.Lower / divisor;
            remainder = unchecked(value.Lower - (quotient * divisor));
            return quotient;
        }

        // Knuth's algorithm D with two 64-bit quotient digits; the divisor is normalised so that its top bit is set.
        int shift = (int)UInt128.LeadingZeroCount(divisor);
        unchecked
        {
            UInt128 normal = divisor << shift;
            UInt128 upper = shift == 0 ? value.Upper : (value.Upper << shift) | (value.Lower >> (128 - shift));
            UInt128 lower = value.Lower << shift;
            ulong highDigit = DivideDigit(upper, (ulong)(lower >> 64), normal, out UInt128 partial);
            ulong lowDigit = DivideDigit(partial, (ulong)lower, normal, out partial);
            remainder = partial >> shift;
            return new UInt128(highDigit, lowDigit);
        }
    }

    /// <summary>One 64-bit digit of <c>(upper * 2^64 + next) / divisor</c>, for a normalised divisor above <c>upper</c>.</summary>
    private static ulong DivideDigit(UInt128 upper, ulong next, UInt128 divisor, out UInt128 remainder)
    {
        unchecked
        {
            ulong divisorUpper = (ulong)(divisor >> 64), divisorLower = (ulong)divisor;
            ulong upperUpper = (ulong)(upper >> 64);
            UInt128 estimate, rest;
            if (upperUpper >= divisorUpper)
            {
                estimate = ulong.MaxValue;
                rest = upper - (estimate * divisorUpper);
            }
            else
            {
                estimate = upper / divisorUpper;
                rest = upper - (estimate * divisorUpper);
            }

            while (rest >> 64 == 0 && estimate * divisorLower > ((rest << 64) | next))
            {
                estimate--;
                rest += divisorUpper;
            }

            remainder = ((upper << 64) | next) - (estimate * divisor);
            return (ulong)estimate;
        }
    }
}
