using System.Numerics;

namespace CapaCloud.Mechanisms.Numerics;

/// <summary>Square roots of integers and of ratios.</summary>
/// <remarks>
/// <code>sqrt(x)</code>
/// The result is the exact root rounded once, so squares give their root exactly, and a larger number never a smaller root.
/// </remarks>
public static class SquareRoot
{
    /// <summary>Returns the integer part of the square root: of 8 it is 2, of 9 it is 3. Nothing is allocated.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The largest integer whose square is at most <paramref name="value"/>; below 2^64.</returns>
    public static ulong Floor(UInt128 value)
    {
        if (value == UInt128.Zero)
        {
            return 0;
        }

        // Newton's iteration from above falls until it reaches the root.
        int bits = 128 - (int)UInt128.LeadingZeroCount(value);
        UInt128 root = UInt128.One << ((bits + 1) / 2);
        while (true)
        {
            UInt128 next = (root + (value / root)) >> 1;
            if (next >= root)
            {
                return (ulong)root;
            }

            root = next;
        }
    }

    /// <summary>Returns the square root of a ratio.</summary>
    /// <param name="value">The number.</param>
    /// <param name="rounding">The direction: the root of 2 is 1.414213562373095048 down and 1.414213562373095049 up.</param>
    /// <returns><c>round(10^18 * sqrt(value))</c> parts.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rounding"/> is not a defined value.</exception>
    public static Ratio Of(Ratio value, Rounding rounding) =>
        Ratio.FromParts((UInt128)WideFixedPoint.Root(value.Parts, 2, rounding));
}
