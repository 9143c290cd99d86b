using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace CapaCloud.Mechanisms.Numerics;

/// <summary>Divides 256 by 128 bits: by the processor's 128-by-64-bit division where there is one, by a reciprocal elsewhere.</summary>
internal static class WideDivision
{
    /// <summary>Divides, or says that the quotient needs more than 128 bits. A divisor of zero has no quotient either.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryDivide(UInt256 value, UInt128 divisor, out UInt128 quotient, out UInt128 remainder) =>
        X86Base.X64.IsSupported
            ? TryDivideByInstruction(value, divisor, out quotient, out remainder)
            : TryDivideByReciprocal(value, divisor, out quotient, out remainder);

    /// <summary>Divides two words by one that is above the upper of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong DivideWords(ulong upper, ulong lower, ulong divisor, out ulong remainder)
    {
        if (X86Base.X64.IsSupported)
        {
#pragma warning disable SYSLIB5004 // as in Step
            (ulong quotient, remainder) = X86Base.X64.DivRem(lower, upper, divisor);
#pragma warning restore SYSLIB5004
            return quotient;
        }

        (UInt128 wide, UInt128 rest) = UInt128.DivRem(new UInt128(upper, lower), divisor);
        remainder = (ulong)rest;
        return (ulong)wide;
    }

    /// <summary>The way of every processor. A call of its own, so that it takes no registers from the common way.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool TryDivideByReciprocal(UInt256 value, UInt128 divisor, out UInt128 quotient, out UInt128 remainder)
    {
        if (value.Upper >= divisor)
        {
            quotient = remainder = default;
            return false;
        }

        return PreparedDivisor.Prepare(divisor).TryDivide(value, out quotient, out remainder);
    }

    /// <summary>The way of x86-64: Knuth's algorithm D with two digits of 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryDivideByInstruction(UInt256 value, UInt128 divisor, out UInt128 quotient, out UInt128 remainder)
    {
        // Wrap-around is meant: the words are the digits of wider numbers.
        unchecked
        {
            ulong word3 = value.Word3, word2 = value.Word2, word1 = value.Word1, word0 = value.Word0;
            ulong upper = (ulong)(divisor >> 64), lower = (ulong)divisor;
            // One comparison sets apart what is rare: a quotient of more than 128 bits, a divisor of one word, equal upper words.
            if (word3 >= upper)
            {
                if (word3 > upper || word2 >= lower)
                {
                    quotient = remainder = default;
                    return false;
                }

                // Through locals of this branch alone, so that the common way may keep its results in registers.
                bool fits = TryDivideByReciprocal(value, divisor, out UInt128 rareQuotient, out UInt128 rareRemainder);
                quotient = rareQuotient;
                remainder = rareRemainder;
                return fits;
            }

            int shift = BitOperations.LeadingZeroCount(upper);
            if (shift != 0)
            {
                int back = 64 - shift;
                upper = (upper << shift) | (lower >> back);
                lower <<= shift;
                word3 = (word3 << shift) | (word2 >> back);
                word2 = (word2 << shift) | (word1 >> back);
                word1 = (word1 << shift) | (word0 >> back);
                word0 <<= shift;
            }

            // word3 is below upper after the shift too, so the first digit's estimate is one word; the second's hardly ever is not.
            ulong high = Step(upper, lower, ref word3, ref word2, word1);
            ulong low = word3 < upper
                ? Step(upper, lower, ref word3, ref word2, word0)
                : LargestStep(upper, lower, ref word3, ref word2, word0);
            quotient = new UInt128(high, low);
            remainder = new UInt128(word3, word2) >> shift;
            return true;
        }
    }

    /// <summary>The digit where rest1 equals upper: 2^64 - 1, or one less.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong LargestStep(ulong upper, ulong lower, ref ulong rest1, ref ulong rest0, ulong next)
    {
        unchecked
        {
            // rest - 2^64 divisor is -(lower - rest0) : next; one divisor more makes it the rest of the digit 2^64 - 1.
            ulong below = lower - rest0;
            ulong remainder0 = next + lower;
            ulong above = upper + Words.One(remainder0 < lower);
            ulong missing = 0 - Words.One(above - 1 < below - 1);
            rest0 = remainder0 + (lower & missing);
            rest1 = above - below + (upper & missing) + Words.One(rest0 < remainder0);
            return ulong.MaxValue + missing;
        }
    }

    /// <summary>One digit of (rest1 : rest0 : next) / (upper : lower), rest1 below upper; the rest becomes the remainder.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Step(ulong upper, ulong lower, ref ulong rest1, ref ulong rest0, ulong next)
    {
        unchecked
        {
            // Marked for evaluation by .NET since version 8. Should a later version drop it, the reciprocal gives the same results.
#pragma warning disable SYSLIB5004
            (ulong digit, ulong rest) = X86Base.X64.DivRem(rest0, rest1, upper);
#pragma warning restore SYSLIB5004
            ulong product1 = Words.Multiply(digit, lower, out ulong product0);
            product1 += Words.One(next < product0);
            ulong remainder0 = next - product0;
            ulong remainder1 = rest - product1;

            // The estimate, made with the upper word alone, is often one too large: a mask, since no processor guesses that.
            ulong tooLarge = 0 - Words.One(rest < product1);
            digit += tooLarge;
            rest0 = remainder0 + (lower & tooLarge);
            rest1 = remainder1 + (upper & tooLarge) + Words.One(rest0 < remainder0);
            if (rest1 > remainder1)
            {
                // Two too large, which is rare: a branch. Without the carry out of the first correction it is still below zero.
                digit--;
                rest0 += lower;
                rest1 += upper + Words.One(rest0 < lower);
            }

            return digit;
        }
    }
}
