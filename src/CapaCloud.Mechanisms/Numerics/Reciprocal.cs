using System.Runtime.CompilerServices;

namespace CapaCloud.Mechanisms.Numerics;

/// <summary>
/// The fixed-point reciprocal of a divisor whose top bit is set: with it a division is two multiplications and a correction.
/// Formulas: Moeller and Granlund, "Improved division by invariant integers", IEEE Transactions on Computers 60 (2011).
/// </summary>
internal static class Reciprocal
{
    /// <summary>
    /// Returns <c>floor((2^128 - 1) / divisor) - 2^64</c> for a 64-bit divisor whose top bit is set: a 9-bit estimate and three
    /// Newton steps. No processor's own 128-bit division is needed, so every processor runs the same code.
    /// </summary>
    public static ulong OfWord(ulong divisor)
    {
        unchecked
        {
            ulong odd = divisor & 1;
            ulong upper40 = (divisor >> 24) + 1;
            ulong halfUp = (divisor >> 1) + odd;
            ulong v0 = 0x7FD00u / (uint)(divisor >> 55);
            ulong v1 = (v0 << 11) - ((v0 * v0 * upper40) >> 40) - 1;
            ulong v2 = (v1 << 13) + ((v1 * ((1UL << 60) - (v1 * upper40))) >> 47);
            ulong error = ((v2 >> 1) & (0 - odd)) - (v2 * halfUp);
            ulong v3 = (Words.Multiply(v2, error, out _) >> 1) + (v2 << 31);
            ulong high = Words.Multiply(v3, divisor, out ulong low);
            low += divisor;
            high += divisor + (low < divisor ? 1UL : 0UL);
            return v3 - high;
        }
    }

    /// <summary>
    /// Returns <c>floor((2^192 - 1) / divisor) - 2^64</c> for a 128-bit divisor whose top bit is set, from the reciprocal of its
    /// upper word.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong OfTwoWords(ulong upper, ulong lower, ulong reciprocalOfUpper)
    {
        unchecked
        {
            ulong reciprocal = reciprocalOfUpper;
            ulong product = (upper * reciprocal) + lower;
            if (product < lower)
            {
                reciprocal--;
                if (product >= upper)
                {
                    reciprocal--;
                    product -= upper;
                }

                product -= upper;
            }

            ulong high = Words.Multiply(reciprocal, lower, out ulong low);
            product += high;
            if (product < high)
            {
                reciprocal--;
                if (product >= upper && (product > upper || low >= lower))
                {
                    reciprocal--;
                }
            }

            return reciprocal;
        }
    }
}
